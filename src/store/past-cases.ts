// Past cases in the database: kept, found, deleted. What comes in is redacted already; nothing here could undo it.

import type { Store } from './database.ts'

/** A case as a list shows it. */
export interface ListedCase {
  readonly id: string
  /** ISO date and time. */
  readonly at: string
  /** Masked. */
  readonly address: string
  readonly provider: string | null
  readonly app: string | null
  readonly cause: string | null
  readonly outcome: 'works' | 'fault' | 'unknown'
  readonly proved: boolean
}

export interface StoredCase extends ListedCase {
  /** What a search looks through, folded. */
  readonly seek: string
  readonly saved: unknown
}

const LISTED = 'id, at, address, provider, app, cause, outcome, proved'
const COLUMNS = `${LISTED}, seek, saved`

/** Judged again, proved: the same case is written over. */
export function keepCase(db: Store, one: StoredCase): void {
  const { id, at, address, provider, app, cause, outcome, proved, seek, saved } = one
  db.prepare(
    `INSERT INTO past_case (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET cause = excluded.cause, outcome = excluded.outcome,
       proved = excluded.proved, seek = excluded.seek, saved = excluded.saved`,
  ).run(id, at, address, provider, app, cause, outcome, proved ? 1 : 0, seek, JSON.stringify(saved))
}

/** Every word must stand in it; newest first. */
export function findCases(db: Store, words: readonly string[], limit: number): ListedCase[] {
  const where = words.map(() => `seek LIKE ? ESCAPE '\\'`).join(' AND ') || '1'
  const rows = db
    .prepare(`SELECT ${LISTED} FROM past_case WHERE ${where} ORDER BY at DESC, id LIMIT ?`)
    .raw()
    .all(...words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`), limit) as readonly (readonly unknown[])[]
  return rows.map(listedRow)
}

/** Whole, newest first. */
export function everyCase(db: Store): StoredCase[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM past_case ORDER BY at DESC, id`).raw().all() as readonly (readonly unknown[])[]
  return rows.map(fromRow)
}

export function findCase(db: Store, id: string): StoredCase | null {
  const row = db.prepare(`SELECT ${COLUMNS} FROM past_case WHERE id = ?`).raw().get(id) as readonly unknown[] | undefined
  return row === undefined ? null : fromRow(row)
}

export function countCases(db: Store): number {
  return Number((db.prepare('SELECT count(*) FROM past_case').raw().get() as readonly unknown[])[0])
}

/** True when there was one. */
export function deleteCase(db: Store, id: string): boolean {
  const { changes } = db.prepare('DELETE FROM past_case WHERE id = ?').run(id)
  emptyLog(db)
  return changes > 0
}

/** Afterwards the file holds none of their words, nor does the log beside it. */
export function deleteAllCases(db: Store): number {
  const { changes } = db.prepare('DELETE FROM past_case').run()
  db.exec('VACUUM')
  emptyLog(db)
  return changes
}

function emptyLog(db: Store): void {
  // Another process that reads may hold it back: it is emptied when that one is done.
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').raw().all()
}

function listedRow(row: readonly unknown[]): ListedCase {
  const [id, at, address, provider, app, cause, outcome, proved] = row as readonly string[]
  return {
    id: id ?? '',
    at: at ?? '',
    address: address ?? '',
    provider: provider ?? null,
    app: app ?? null,
    cause: cause ?? null,
    outcome: outcome as ListedCase['outcome'],
    proved: Number(proved) === 1,
  }
}

function fromRow(row: readonly unknown[]): StoredCase {
  const [seek, saved] = row.slice(8) as readonly string[]
  return { ...listedRow(row), seek: seek ?? '', saved: parsed(saved) }
}

/** What another hand broke in one row takes no other with it. */
function parsed(saved: string | undefined): unknown {
  try {
    return JSON.parse(saved ?? 'null')
  } catch {
    return null
  }
}
