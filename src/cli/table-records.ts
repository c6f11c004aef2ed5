// The part of the command table for account sheets, due dates and checklists.

import type { CommandSpec } from './spec.ts'
import { CHECKLISTS } from './table-checklists.ts'
import { SHEET_PARTS } from './table-sheet-parts.ts'
import { SHEETS } from './table-sheets.ts'

export const RECORDS: readonly CommandSpec[] = [...SHEETS, ...SHEET_PARTS, ...CHECKLISTS]
