// Tables of passwords that browsers and managers export. Read, never written. A row that cannot be read is named by its number, not lost.

import { parse } from 'csv-parse/sync'
import { SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { type Column, type Columns, columnsOf } from './csv-columns.ts'
import { decode } from './decode.ts'
import { type Found, type LeftOut, LIMITS, type Part, type Reading, tidy } from './reading.ts'

interface Row {
  readonly cells: readonly string[]
  readonly raw: string
  /** Counted as a sheet shows them: the heading is 1. */
  readonly at: number
}

/** Throws `import-invalid`; no value of the file is ever in the error. */
export function readCsv(bytes: Uint8Array, file = 'CSV'): Reading {
  const refuse = (why: string) => new SesameError('import-invalid', { file, format: 'CSV', why })
  if (bytes.length > LIMITS.bytes) throw refuse('too-large')
  const text = decode(bytes)
  if (text === null) throw refuse('not-text')
  const { rows, last, open } = rowsOf(text.replace(/^\ufeff/, ''), () => refuse('broken-csv'))
  const [heading, ...body] = rows
  if (heading === undefined) throw refuse('empty')
  if (body.length > LIMITS.entries) throw refuse('too-many')
  const columns = columnsOf(heading.cells)
  if (columns === null) throw refuse('no-columns')
  const delimiter = delimiterOf(heading.raw)
  const found: Found[] = []
  const leftOut: LeftOut[] = []
  for (const row of body) {
    const one = readRow(row, columns, delimiter)
    if ('why' in one) leftOut.push(one)
    else found.push(one)
  }
  if (open) leftOut.push({ at: last + 1, why: 'quote-open' })
  return { maker: columns.maker, plain: true, found, leftOut }
}

/** Quotes out of place are let through here, so that one bad row does not take its neighbours with it, and judged row by row. */
function rowsOf(text: string, refuse: () => SesameError): { rows: Row[]; last: number; open: boolean } {
  let open = false
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_error: true,
      on_skip: () => {
        open = true
        return undefined
      },
      raw: true,
    }) as unknown as { record: string[]; raw: string }[]
    const rows = records.map(({ record, raw }, i) => ({ cells: record, raw, at: i + 1 }))
    return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')), last: rows.length, open }
  } catch {
    // What the parser says quotes the file.
    throw refuse()
  }
}

/** The heading decides: what divides it most often, outside quotes. */
function delimiterOf(text: string): string {
  const heading = (text.split(/\r\n|\r|\n/, 1)[0] ?? '').slice(0, 10_000).replace(/"[^"]*"/g, '')
  const [best] = [',', ';', '\t'].map((d) => ({ d, n: heading.split(d).length })).sort((a, b) => b.n - a.n)
  return best!.d
}

function readRow({ cells, raw, at }: Row, columns: Columns, delimiter: string): Found | LeftOut {
  if (raw.includes('"') && !soundQuotes(raw, delimiter)) return { at, why: 'quotes' }
  if (cells.length !== columns.count && !onlyEmptyMore(cells, columns.count)) return { at, why: 'columns' }
  const cell = (column: Column) => cells[columns.at[column] ?? -1] ?? ''
  const url = urlOf(cell('url'))
  const title = cell('title') || hostOf(url) || cell('user')
  const kind = cell('type').toLowerCase()
  const isNote = (columns.maker === 'bitwarden-csv' && kind === 'note') || (columns.maker === 'lastpass-csv' && url === 'http://sn')
  if (columns.maker === 'bitwarden-csv' && kind === 'card') return { at, title, why: 'card' }
  if (columns.maker === 'bitwarden-csv' && kind === 'identity') return { at, title, why: 'identity' }
  if (url.startsWith('chrome://')) return { at, title, why: 'internal' }
  const secret = isNote ? cell('note') : cell('password')
  if (secret === '') return { at, title, why: 'no-password' }
  const without: Part[] = []
  if (cell('totp') !== '') without.push('totp')
  if (columns.maker === 'bitwarden-csv' && cell('fields') !== '') without.push('fields')
  const note = isNote ? '' : cell('note')
  const one = tidy({
    at,
    title,
    sort: isNote ? 'note' : 'password',
    ...(cell('user') && { user: cell('user') }),
    ...(url && !isNote && { url }),
    ...(note && { note }),
    secret: new Secret(secret),
    without,
  })
  return one ?? { at, why: 'too-long' }
}

/** RFC 4180 §2.5 to §2.7: a cell is quoted whole or not at all. A value whose quotes are out of place may have lost some; which, nobody can tell. */
function soundQuotes(raw: string, delimiter: string): boolean {
  let within = false
  let begins = true
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i]
    if (within) {
      if (char !== '"') continue
      if (raw[i + 1] === '"') i++
      else {
        within = false
        const next = raw[i + 1]
        if (next !== undefined && next !== delimiter && next !== '\r' && next !== '\n') return false
      }
    } else if (char === '"') {
      if (!begins) return false
      within = true
      begins = false
    } else begins = char === delimiter
  }
  return !within
}

/** A spreadsheet may end each row with empty cells. */
function onlyEmptyMore(cells: readonly string[], count: number): boolean {
  return cells.length > count && cells.slice(count).every((cell) => cell === '')
}

/** Chrome on Android writes android://HASH@package/ ; Bitwarden joins several with commas, the first is kept. */
function urlOf(text: string): string {
  const first = text.split(/,(?=\w+:\/\/)/, 1)[0]?.trim() ?? ''
  const android = /^android:\/\/[^@/]*@([^/]+)\/?$/.exec(first)
  return android ? `android://${android[1]}/` : first
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '')
  } catch {
    return ''
  }
}
