// The part of the command table for account sheets, due dates and checklists.

import type { CommandSpec } from './spec.ts'

export const RECORDS: readonly CommandSpec[] = []
