// Account sheets in the database: kept, found, listed. The document is one text; the columns beside it are for lists and searches.

import type { Store } from './database.ts'

/** A sheet as a list shows it. */
export interface ListedSheet {
  readonly address: string
  readonly changed: string
  readonly provider: string | null
  readonly kind: string
  readonly owners: string
  readonly devices: number
  /** The earliest day on which something is due. */
  readonly due: string | null
  /** Of the last time the doctor looked. */
  readonly outcome: string | null
}

export interface StoredSheet extends ListedSheet {
  /** The address as it is compared. */
  readonly key: string
  readonly version: number
  readonly created: string
  /** What a search looks through, folded. */
  readonly seek: string
  readonly state: string
  /** JSON. */
  readonly body: string
}

export interface SheetQuery {
  /** Folded; every one must stand in it. */
  readonly words: readonly string[]
  readonly limit: number
  readonly offset?: number
}

const LISTED = 'address, changed, provider, kind, owners, devices, due, outcome'
const COLUMNS = `${LISTED}, key, version, created, seek, state, body`

/** Must be called inside `whole`. Writes over what has the key. */
export function putSheet(db: Store, one: StoredSheet): void {
  const { address, changed, provider, kind, owners, devices, due, outcome, key, version, created, seek, state, body } = one
  db.prepare(`INSERT OR REPLACE INTO sheet (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    ...[address, changed, provider, kind, owners, devices, due, outcome, key, version, created, seek, state, body],
  )
}

export function getSheet(db: Store, key: string): StoredSheet | null {
  const row = db.prepare(`SELECT ${COLUMNS} FROM sheet WHERE key = ?`).raw().get(key) as readonly unknown[] | undefined
  return row === undefined ? null : fromRow(row)
}

/** Keys of the sheets that have this alias, as it is compared. */
export function keysWithAlias(db: Store, alias: string): string[] {
  const rows = db
    .prepare(
      `SELECT key FROM sheet WHERE seek LIKE ? ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(body, '$.aliases') WHERE lower(value) = ?)`,
    )
    .raw()
    .all(`%${escaped(alias)}%`, alias) as readonly (readonly unknown[])[]
  return rows.map(([key]) => String(key))
}

/** Every alias as it is compared, with the keys of the sheets that have it: for who looks up thousands. */
export function everyAlias(db: Store): Map<string, string[]> {
  const rows = db
    .prepare(`SELECT lower(a.value), sheet.key FROM sheet, json_each(sheet.body, '$.aliases') AS a`)
    .raw()
    .all() as readonly (readonly unknown[])[]
  const aliases = new Map<string, string[]>()
  for (const [alias, key] of rows) aliases.set(String(alias), [...(aliases.get(String(alias)) ?? []), String(key)])
  return aliases
}

export function findSheets(db: Store, { words, limit, offset = 0 }: SheetQuery): ListedSheet[] {
  const rows = db
    .prepare(`SELECT ${LISTED} FROM sheet WHERE ${matching(words)} ORDER BY key LIMIT ? OFFSET ?`)
    .raw()
    .all(...words.map((word) => `%${escaped(word)}%`), limit, offset) as readonly (readonly unknown[])[]
  return rows.map(listedRow)
}

export function countSheets(db: Store, words: readonly string[] = []): number {
  const row = db
    .prepare(`SELECT count(*) FROM sheet WHERE ${matching(words)}`)
    .raw()
    .get(...words.map((word) => `%${escaped(word)}%`))
  return Number((row as readonly unknown[])[0])
}

/** Whole ones on which something is due on that day or before, earliest first. */
export function sheetsDue(db: Store, until: string): StoredSheet[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM sheet WHERE due IS NOT NULL AND due <= ? ORDER BY due, key`).raw().all(until)
  return (rows as readonly (readonly unknown[])[]).map(fromRow)
}

/** Whole ones of a provider. */
export function sheetsAt(db: Store, provider: string): StoredSheet[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM sheet WHERE provider = ? ORDER BY key`).raw().all(provider)
  return (rows as readonly (readonly unknown[])[]).map(fromRow)
}

/** Whole, in the order of their keys, a page at a time; those whose text holds all the words. */
export function* everySheet(db: Store, words: readonly string[] = []): Generator<StoredSheet> {
  const page = db.prepare(`SELECT ${COLUMNS} FROM sheet WHERE key > ? AND ${matching(words)} ORDER BY key LIMIT 200`).raw()
  const likes = words.map((word) => `%${escaped(word)}%`)
  for (let after = ''; ; ) {
    const rows = (page.all(after, ...likes) as readonly (readonly unknown[])[]).map(fromRow)
    if (rows.length === 0) return
    yield* rows
    after = rows.at(-1)?.key ?? ''
  }
}

/** Must be called inside `whole`. True when there was one. */
export function dropSheet(db: Store, key: string): boolean {
  return db.prepare('DELETE FROM sheet WHERE key = ?').run(key).changes > 0
}

const matching = (words: readonly string[]) => words.map(() => `seek LIKE ? ESCAPE '\\'`).join(' AND ') || '1'
const escaped = (word: string) => word.replace(/[\\%_]/g, '\\$&')
const textOrNull = (value: unknown) => (value == null ? null : String(value))

function listedRow(row: readonly unknown[]): ListedSheet {
  const [address, changed, provider, kind, owners, devices, due, outcome] = row
  return {
    ...{ address: String(address), changed: String(changed), provider: textOrNull(provider), kind: String(kind), owners: String(owners) },
    ...{ devices: Number(devices), due: textOrNull(due), outcome: textOrNull(outcome) },
  }
}

function fromRow(row: readonly unknown[]): StoredSheet {
  const [key, version, created, seek, state, body] = row.slice(8)
  return {
    ...listedRow(row),
    ...{
      key: String(key),
      version: Number(version),
      created: String(created),
      seek: String(seek),
      state: String(state),
      body: String(body),
    },
  }
}
