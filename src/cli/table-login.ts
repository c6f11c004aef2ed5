// The part of the command table for signing in and out.

import type { CommandSpec } from './spec.ts'

export const LOGIN: readonly CommandSpec[] = []
