// What became of the rows of a list, in words: how many of each, and why a row was not taken.

import type { Lang } from '../../../model/lang.ts'
import type { RejectedRow, SheetImportReport } from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { textIn } from '../../../text/index.ts'

export function importWords({ made, updated, unchanged, joined, duplicates }: SheetImportReport, lang: Lang): string[] {
  const { transfer } = textIn(lang).records
  const sums: readonly (readonly [number, (n: number) => string])[] = [
    [updated, transfer.updated],
    [unchanged, transfer.unchanged],
    [joined, transfer.joined],
    [duplicates, transfer.duplicates],
  ]
  return [transfer.made(made), ...sums.flatMap(([n, words]) => (n === 0 ? [] : [words(n)]))]
}

export function rejectWords({ why, field = '', allowed, other }: RejectedRow, lang: Lang): string {
  const { transfer, faults, couldBe } = textIn(lang).records
  switch (why) {
    case 'contradicts':
      return transfer.why.contradicts(field, other ?? 0)
    case 'exists':
      return recordsOnDesk(lang).imports.exists
    case 'no-address':
    case 'columns':
      return transfer.why[why]
    default:
      return [field, field === '' ? '' : ': ', faults[why], allowed === undefined ? '' : ` (${couldBe(allowed)})`].join('')
  }
}
