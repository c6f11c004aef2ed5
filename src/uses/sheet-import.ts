// Inventories become sheets: CSV of any spreadsheet, YAML of ours. Every row is accounted for: made, joined, the same, or refused with its reason.

import { parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import { decodeTable, type Encoding } from '../records/decode.ts'
import { joined, type RowReaders, rowSheet } from '../records/row.ts'
import type { FaultWhy } from '../records/shape.ts'
import { emptySheet, type Sheet } from '../records/sheet.ts'
import { deviceKey, nameKey, readSheet } from '../records/sheet-shape.ts'
import { kept, sheetKey, writeSheet } from '../records/shelf.ts'
import { type Column, csvCell, readTable, type Table } from '../records/table.ts'
import { MOST_BYTES, readYaml } from '../records/yaml.ts'
import { everyAlias, getSheet } from '../store/sheets.ts'
import { whole } from '../store/whole.ts'
import { inRecords, type OpenRecords, type RecordsRequest } from './records.ts'
import { MASK } from './redact.ts'
import { secretTyped } from './secret-typed.ts'
import { appId, kindWord, providerId } from './sheets.ts'

export interface ImportRequest extends RecordsRequest {
  readonly bytes: Uint8Array
  readonly format: 'csv' | 'yaml'
  /** Sheets that are there are completed: lists grow, what is empty is filled. */
  readonly update?: boolean
  /** Nothing is written. */
  readonly dryRun?: boolean
}

export type RejectWhy = FaultWhy | 'no-address' | 'exists' | 'contradicts' | 'columns'

export interface RejectedRow {
  /** Of the table, from 1; of YAML, the document. */
  readonly row: number
  /** Of the file. */
  readonly line: number
  readonly why: RejectWhy
  /** Column or field that it is about. */
  readonly field?: string
  readonly allowed?: string
  /** Of `contradicts`: the row it is compared with. */
  readonly other?: number
}

export interface ImportReport {
  readonly encoding: Encoding
  /** Null for YAML. */
  readonly delimiter: string | null
  readonly columns: readonly Column[]
  readonly rows: number
  readonly made: number
  readonly updated: number
  /** Sheets that had all of it already. */
  readonly unchanged: number
  /** Rows that were joined to an earlier one of the same address. */
  readonly joined: number
  /** Rows that say what another says. */
  readonly duplicates: number
  readonly rejected: readonly RejectedRow[]
  readonly brokenAt: number | null
  /** The rejected rows as a table with a column `why` still empty of words: what is to be mended. Null when there are none, and for YAML. */
  readonly rejectedTable: ((say: (row: RejectedRow) => string, title: string) => string) | null
}

interface Place {
  readonly row: number
  readonly line: number
}

interface Wanted {
  /** All the rows that it was made of. */
  readonly places: readonly Place[]
  readonly sheet: Sheet
  /** Keys that the file says something about. */
  readonly keys: readonly string[]
}

/** Throws `record-file` for what is no table at all. */
export function importSheets(request: ImportRequest): Promise<ImportReport> {
  if (request.bytes.length > MOST_BYTES) throw new SesameError('record-file', { file: '', why: 'tooBig' })
  return request.format === 'yaml' ? importYaml(request) : importCsv(request)
}

async function importCsv(request: ImportRequest): Promise<ImportReport> {
  const { text, encoding } = decodeTable(request.bytes)
  const table = readTable(text)
  if (table.columns.length === 0) throw new SesameError('record-file', { file: '', why: 'empty' })
  if (!table.columns.some((column) => column.role === 'address'))
    throw new SesameError('record-file', { file: '', line: 1, why: 'noAddressColumn' })
  const rejected: RejectedRow[] = []
  const { wanted, joins, duplicates } = wantedOf(table, rejected)
  const counts = await store(request, wanted, rejected)
  rejected.sort((a, b) => a.row - b.row)
  return {
    ...{
      encoding,
      delimiter: table.delimiter,
      columns: table.columns,
      rows: table.rows.length,
      joined: joins,
      duplicates,
      ...counts,
      rejected,
    },
    ...{
      brokenAt: table.brokenAt,
      rejectedTable: rejected.length === 0 ? null : (say, title) => rejectedTable(table, rejected, say, title),
    },
  }
}

const READERS: RowReaders = {
  provider: providerId,
  app: appId,
  kind: (text) => kindWord(text) ?? text,
  secret: secretTyped,
}

function wantedOf(
  table: Table,
  rejected: RejectedRow[],
): { readonly wanted: readonly Wanted[]; readonly joins: number; readonly duplicates: number } {
  const byKey = new Map<string, { places: Place[]; address: string; values: Readonly<Record<string, unknown>> }>()
  let joins = 0
  let duplicates = 0
  for (const one of table.rows) {
    const { row, line } = one
    if (one.cells.slice(table.columns.length).some((cell) => cell.trim() !== '')) {
      rejected.push({ row, line, why: 'columns' })
      continue
    }
    const read = rowSheet(one, table.columns, READERS)
    if (read === null) rejected.push({ row, line, why: 'no-address' })
    else if ('secretIn' in read) rejected.push({ row, line, why: 'secret', field: read.secretIn })
    else if (parseAddress(read.address) === null) rejected.push({ row, line, why: 'address', field: 'address' })
    else {
      // Each row is read by itself first, so that a bad one spoils no other.
      const { faults } = readSheet({ ...read.values, address: read.address }, secretTyped)
      const [fault] = faults
      const key = sheetKey(read.address)
      const before = byKey.get(key)
      if (fault !== undefined)
        rejected.push({
          row,
          line,
          why: fault.why,
          field: String(fault.path[0] ?? ''),
          ...(fault.allowed !== undefined && { allowed: fault.allowed }),
        })
      else if (before === undefined) byKey.set(key, { places: [{ row, line }], ...read })
      else {
        const both = joined(before.values, read.values)
        if ('differs' in both && typeof both.differs === 'string')
          rejected.push({ row, line, why: 'contradicts', field: both.differs, other: before.places[0]!.row })
        else {
          if (JSON.stringify(both) === JSON.stringify(before.values)) duplicates++
          else joins++
          before.values = both
          before.places.push({ row, line })
        }
      }
    }
  }
  const wanted = [...byKey.values()].flatMap(({ places, address, values }): Wanted[] => {
    const { sheet, faults } = readSheet({ ...values, address }, secretTyped)
    const [fault] = faults
    if (sheet !== null) return [{ places, sheet, keys: Object.keys(values) }]
    for (const place of places) rejected.push({ ...place, why: fault?.why ?? 'not-map', field: String(fault?.path[0] ?? '') })
    return []
  })
  return { wanted, joins, duplicates }
}

async function importYaml(request: ImportRequest): Promise<ImportReport> {
  const { text, encoding } = decodeTable(request.bytes)
  const documents = readYaml(text)
  if (documents.length === 0) throw new SesameError('record-file', { file: '', why: 'empty' })
  const rejected: RejectedRow[] = []
  const seen = new Map<string, number>()
  const wanted = documents.flatMap((document, i): Wanted[] => {
    const row = i + 1
    if (document.syntax !== null) {
      rejected.push({ row, line: document.syntax.line, why: 'not-map', field: 'YAML' })
      return []
    }
    const { sheet, faults } = readSheet(document.data, secretTyped)
    if (sheet === null) {
      for (const { path, why, allowed } of faults)
        rejected.push({ row, line: document.lineOf(path), why, field: path.join('.'), ...(allowed !== undefined && { allowed }) })
      return []
    }
    const other = seen.get(sheetKey(sheet.address))
    if (other !== undefined) {
      rejected.push({ row, line: document.line, why: 'twice', field: 'address', other })
      return []
    }
    seen.set(sheetKey(sheet.address), row)
    return [
      { places: [{ row, line: document.line }], sheet, keys: Object.keys(document.data as object).filter((key) => key !== 'address') },
    ]
  })
  const counts = await store(request, wanted, rejected)
  return {
    encoding,
    delimiter: null,
    columns: [],
    rows: documents.length,
    joined: 0,
    duplicates: 0,
    ...counts,
    rejected,
    brokenAt: null,
    rejectedTable: null,
  }
}

/** All that can be taken is taken in one piece: a process that is killed leaves either none of it or all. */
function store(
  request: ImportRequest,
  wanted: readonly Wanted[],
  rejected: RejectedRow[],
): Promise<Pick<ImportReport, 'made' | 'updated' | 'unchanged'>> {
  return inRecords(request, (records) => whole(records.db, () => storeAll(records, request, wanted, rejected)))
}

function storeAll(
  records: OpenRecords,
  { update = false, dryRun = false }: ImportRequest,
  wanted: readonly Wanted[],
  rejected: RejectedRow[],
) {
  let [made, updated, unchanged] = [0, 0, 0]
  // One look-up of all aliases, not one for each row.
  const aliases = everyAlias(records.db)
  const find = (key: string) => {
    const [other, ...more] = aliases.get(key) ?? []
    const stored = getSheet(records.db, key) ?? (other === undefined || more.length > 0 ? null : getSheet(records.db, other))
    return stored === null ? null : kept(stored)
  }
  for (const { places, sheet, keys } of wanted) {
    const before = find(sheetKey(sheet.address))
    if (before !== null && !update) {
      if (says(before.sheet, sheet, keys)) unchanged++
      else for (const place of places) rejected.push({ ...place, why: 'exists' })
      continue
    }
    const next = before === null ? sheet : completed(before.sheet, sheet, keys)
    if (before !== null && says(before.sheet, next, keys)) {
      unchanged++
      continue
    }
    if (!dryRun)
      writeSheet(records, before, { ...next, address: before?.sheet.address ?? next.address }, before === null ? 'imported' : 'changed')
    if (before === null) made++
    else updated++
  }
  return { made, updated, unchanged }
}

const says = (there: Sheet, wanted: Sheet, keys: readonly string[]): boolean =>
  keys.every((key) => JSON.stringify(there[key as keyof Sheet]) === JSON.stringify(wanted[key as keyof Sheet]))

const NAME_OF: Readonly<Record<string, (one: never) => string>> = {
  devices: (one: Sheet['devices'][number]) => nameKey(deviceKey(one)),
  factors: (one: Sheet['factors'][number]) => nameKey(one.name),
  secrets: (one: Sheet['secrets'][number]) => nameKey(one.name),
  appPasswords: (one: Sheet['appPasswords'][number]) => nameKey(one.label),
  redirections: (one: Sheet['redirections'][number]) => nameKey(one.to),
}

/** Lists grow; a thing that is there takes what the file says of it; a single value of the file wins, and is a person's from now on. */
function completed(there: Sheet, wanted: Sheet, keys: readonly string[]): Sheet {
  const out: Record<string, unknown> = { ...there }
  const origins = { ...there.origins }
  for (const key of keys) {
    const [a, b] = [there[key as keyof Sheet] as unknown, wanted[key as keyof Sheet] as unknown]
    if (key === 'origins' || b === undefined) continue
    const name = NAME_OF[key] as ((one: unknown) => string) | undefined
    if (Array.isArray(a) && Array.isArray(b) && name !== undefined) {
      const news = new Map(b.map((one) => [name(one), one]))
      const kept = a.map((one) => ({ ...one, ...news.get(name(one)) }))
      out[key] = [...kept, ...b.filter((one) => !a.some((other) => name(other) === name(one)))]
    } else if (Array.isArray(a) && Array.isArray(b)) out[key] = [...new Set([...a, ...b])]
    else if (key === 'recovery' || key === 'settled') out[key] = { ...(a as object), ...(b as object) }
    else if (key === 'notes')
      out.notes = [...new Set([...(there.notes ?? '').split('\n').filter(Boolean), ...String(b).split('\n')])].join('\n')
    else if (JSON.stringify(b) !== JSON.stringify(emptySheet('')[key as keyof Sheet])) out[key] = b
    if (JSON.stringify(out[key]) !== JSON.stringify(a)) delete origins[key]
  }
  return { ...out, origins } as Sheet
}

/** As it came, with the reasons; what looks like a secret is struck out, because this is one more file. */
function rejectedTable(
  { columns, rows, delimiter }: Table,
  rejected: readonly RejectedRow[],
  say: (row: RejectedRow) => string,
  title: string,
): string {
  const shown = columns.map((column, i) => [column, i] as const).filter(([column]) => column.role !== 'secret' && column.role !== 'why')
  const line = (cells: readonly string[]) => cells.map((one) => csvCell(one, delimiter)).join(delimiter)
  const reasons = new Map<number, string[]>()
  for (const one of rejected) reasons.set(one.row, [...(reasons.get(one.row) ?? []), say(one)])
  const body = rows
    .filter(({ row }) => reasons.has(row))
    .map(({ row, cells }) => {
      const struck = (cell: string) => (secretTyped(cell) ? MASK : cell)
      const own = shown.map(([, i]) => struck(cells[i] ?? ''))
      const more = cells.slice(columns.length).map(struck).filter(Boolean)
      return line([...own, (reasons.get(row) ?? []).join('; '), ...more])
    })
  // A spreadsheet knows UTF-8 by its mark.
  return `\ufeff${[line([...shown.map(([column]) => column.title), title]), ...body].join('\r\n')}\r\n`
}
