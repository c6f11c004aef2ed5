// A sheet in somebody's editor: as YAML with every field to be seen, read again with the line of each fault, and joined with what others changed meanwhile.

import { SesameError } from '../model/errors.ts'
import { changesBetween } from '../records/diff.ts'
import type { Fault } from '../records/shape.ts'
import type { KeptSheet, Sheet } from '../records/sheet.ts'
import { readSheet } from '../records/sheet-shape.ts'
import { changeSheet, openSheet } from '../records/shelf.ts'
import { readYaml, sheetYaml } from '../records/yaml.ts'
import { inRecords, type RecordsRequest } from './records.ts'
import { secretTyped } from './secret-typed.ts'
import { ownedByPerson, type SheetView, viewOf } from './sheets.ts'

/** What a person edits; what only machines write is left out and stays as it is. */
export function sheetAsText({ sheet }: Pick<KeptSheet, 'sheet'>): string {
  const { origins: _, findings: __, ...own } = sheet
  const optional = { provider: '', secondAdmin: '', notes: '' }
  return sheetYaml({ ...optional, ...own } as unknown as Sheet, true)
}

export type ReadText =
  | { readonly ok: true; readonly sheet: Sheet }
  | { readonly ok: false; readonly faults: readonly (Fault & { readonly line: number; readonly syntax?: string })[] }

export function sheetFromText(text: string, before: Sheet): ReadText {
  const [document, ...others] = readYaml(text)
  if (document === undefined || others.length > 0) return { ok: false, faults: [{ path: [], why: 'not-map', line: others[0]?.line ?? 1 }] }
  if (document.syntax !== null)
    return { ok: false, faults: [{ path: [], why: 'not-map', line: document.syntax.line, syntax: document.syntax.why }] }
  const { sheet, faults } = readSheet(document.data, secretTyped)
  if (sheet === null) return { ok: false, faults: faults.map((fault) => ({ ...fault, line: document.lineOf(fault.path) })) }
  if (sheet.address !== before.address)
    return { ok: false, faults: [{ path: ['address'], why: 'choice', allowed: before.address, line: document.lineOf(['address']) }] }
  return { ok: true, sheet: { ...sheet, origins: before.origins, findings: before.findings } }
}

/** Fields that only one of two people changed are joined; where both changed the same, `record-conflict` says so and nothing is written. */
export function saveEdited(request: RecordsRequest & { readonly base: KeptSheet; readonly mine: Sheet }): Promise<SheetView> {
  const { base, mine } = request
  return inRecords(request, (records) => {
    const change = (theirs: Sheet): Sheet => {
      const own = fieldsChanged(base.sheet, mine)
      const others = fieldsChanged(base.sheet, theirs)
      if (own.some((field) => others.includes(field)))
        throw new SesameError('record-conflict', { sheet: theirs.address, at: openSheet(records.db, theirs.address).changed })
      const joined = { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) } as Sheet
      return ownedByPerson(theirs, joined)
    }
    return viewOf(changeSheet(records, base.sheet.address, change), records.today)
  })
}

function fieldsChanged(before: Sheet, after: Sheet): readonly (keyof Sheet)[] {
  return [...new Set(changesBetween(before, after).map((one) => one.path.split('/')[0] as keyof Sheet))].filter(
    (field) => field !== 'origins',
  )
}
