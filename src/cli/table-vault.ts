// The part of the command table for secrets.

import type { CommandSpec } from './spec.ts'

export const VAULT: readonly CommandSpec[] = []
