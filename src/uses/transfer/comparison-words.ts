// The sentences of a comparison for whoever shows one: terminal and page say the same.

import { folderColumns, folderTitle, totalRow } from '../../transfer/proof/page/folder-table.ts'
import { lineSaid, stateWord, TOLD_ORDER, verdictSaid } from '../../transfer/proof/told.ts'

export const comparisonWords = { verdictSaid, lineSaid, stateWord, folderColumns, folderTitle, totalRow, toldOrder: TOLD_ORDER }
export type ComparisonWords = typeof comparisonWords
