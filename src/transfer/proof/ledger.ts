// What is known of two boxes while they are compared, a row for each message: on the disk, in a file without a name, because a million messages fit in no memory.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import type { Message } from '../shapes.ts'
import type { Side } from './first-difference.ts'

export interface LedgerFolder {
  readonly id: number
  readonly side: Side
  readonly name: string
  /** Folders of both sides that are compared with each other have the same. */
  readonly unit: string
  readonly uidValidity: number
}

/** What reading a message told. */
export interface Reading {
  readonly size: number
  readonly exact: string
  /** Canonical, header and body. */
  readonly head: string
  readonly body: string
  readonly subject: string
  readonly messageId: string
}

export interface Row {
  readonly id: number
  readonly side: Side
  readonly folder: number
  readonly uid: number
  readonly size: number
  readonly date: string | null
  readonly flags: readonly string[]
  readonly exact: string | null
  readonly subject: string
  readonly messageId: string
  readonly mate: number | null
  readonly state: string | null
  readonly change: string | null
  readonly how: string | null
  readonly because: string | null
}

type Values = readonly (string | number | Buffer | null)[]

export interface Ledger {
  readonly folders: readonly LedgerFolder[]
  addFolder(folder: Omit<LedgerFolder, 'id'>): LedgerFolder
  /** Known now; its place among the folders was taken before. */
  opened(folder: LedgerFolder, uidValidity: number): LedgerFolder
  /** `state`: settled already, as left out by a rule. */
  list(folder: LedgerFolder, message: Message, settled?: { readonly state: string; readonly because: string }): void
  read(folder: LedgerFolder, uid: number, reading: Reading): void
  /** It left between the listing and the reading. */
  drop(folder: LedgerFolder, uid: number): void
  run(sql: string, ...values: Values): void
  value(sql: string, ...values: Values): number
  /** As arrays; nothing may be written while it goes on. */
  rows(sql: string, ...values: Values): IterableIterator<readonly unknown[]>
  /** Messages by a condition over `m`, in the order given. */
  messages(condition: string, order: string, ...values: Values): IterableIterator<Row>
  /** The same, each with its counterpart. */
  pairs(condition: string, order: string): IterableIterator<readonly [Row, Row | undefined]>
  row(id: number): Row
  close(): void
}

const SIDES: readonly Side[] = ['source', 'target']
const COLUMNS =
  'm.id, m.side, m.folder, m.uid, m.size, m.date, f.flags, hex(m.exact), m.subject, m.message_id, m.mate, m.state, m.change, m.how, m.because'
const WIDTH = COLUMNS.split(', ').length

/** Must be closed. Nothing of it stays. */
export function openLedger(): Ledger {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-compare-'))
  const db = new Database(join(folder, 'ledger.db'))
  // Nobody else opens it, and nobody wants it back after a crash.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE')
  db.exec('PRAGMA cache_size = -8000')
  db.exec(`
    CREATE TABLE flagset (id INTEGER PRIMARY KEY, flags TEXT NOT NULL);
    CREATE TABLE m (id INTEGER PRIMARY KEY, side INTEGER NOT NULL, unit TEXT NOT NULL, folder INTEGER NOT NULL, uid INTEGER NOT NULL,
      size INTEGER NOT NULL, day INTEGER NOT NULL, date TEXT, flags INTEGER NOT NULL, email TEXT,
      exact BLOB, head BLOB, body BLOB, subject TEXT NOT NULL DEFAULT '', message_id TEXT NOT NULL DEFAULT '',
      mate INTEGER, state TEXT, change TEXT, how TEXT, because TEXT);
    CREATE UNIQUE INDEX place ON m (folder, uid);
    CREATE TABLE todo (folder INTEGER NOT NULL, uid INTEGER NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (folder, uid)) WITHOUT ROWID`)
  db.exec('BEGIN')
  if (process.platform !== 'win32') rmSync(folder, { recursive: true, force: true })
  const folders: LedgerFolder[] = []
  const sets = new Map<string, number>()
  const insert = db.prepare(
    'INSERT OR IGNORE INTO m (side, unit, folder, uid, size, day, date, flags, email, exact, state, because) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const update = db.prepare(
    'UPDATE m SET size = ?, exact = ?, head = ?, body = ?, subject = ?, message_id = ? WHERE folder = ? AND uid = ?',
  )
  const remove = db.prepare('DELETE FROM m WHERE folder = ? AND uid = ?')
  const one = db.prepare(`SELECT ${COLUMNS} FROM m JOIN flagset f ON f.id = m.flags WHERE m.id = ?`).raw()

  const flagset = (flags: readonly string[]): number => {
    const sorted = [...flags].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    const text = JSON.stringify(sorted)
    // RFC 9051 §2.3.2: flags are the same in any capitals.
    const folded = text.toLowerCase()
    let id = sets.get(folded)
    if (id === undefined) {
      db.prepare('INSERT INTO flagset (flags) VALUES (?)').run(text)
      id = sets.size + 1
      sets.set(folded, id)
    }
    return id
  }

  return {
    folders,
    addFolder(about) {
      const made = { ...about, id: folders.length + 1 }
      folders.push(made)
      return made
    },
    opened(folder, uidValidity) {
      const known = { ...folder, uidValidity }
      folders[folder.id - 1] = known
      return known
    },
    list({ id, side, unit }, { uid, size, flags, date, emailId, digest }, settled) {
      const exact = digest === undefined ? null : Buffer.from(digest, 'hex')
      insert.run(
        ...[
          SIDES.indexOf(side),
          unit,
          id,
          uid,
          size,
          secondOf(date),
          date,
          flagset(flags),
          emailId ?? null,
          exact,
          settled?.state ?? null,
          settled?.because ?? null,
        ],
      )
    },
    read({ id }, uid, { size, exact, head, body, subject, messageId }) {
      const short = (hex: string) => Buffer.from(hex.slice(0, 32), 'hex')
      update.run(size, Buffer.from(exact, 'hex'), short(head), short(body), subject, messageId, id, uid)
    },
    drop: ({ id }, uid) => void remove.run(id, uid),
    // As one list each: a buffer or a null that stands alone would be taken for named values, and end the process.
    run: (sql, ...values) => void db.prepare(sql).run([...values]),
    value: (sql, ...values) =>
      Number(
        (
          db
            .prepare(sql)
            .raw()
            .get([...values]) as readonly unknown[]
        )[0],
      ),
    rows: (sql, ...values) =>
      db
        .prepare(sql)
        .raw()
        .iterate([...values]) as IterableIterator<readonly unknown[]>,
    *messages(condition, order, ...values) {
      const sql = `SELECT ${COLUMNS} FROM m JOIN flagset f ON f.id = m.flags WHERE ${condition} ORDER BY ${order}`
      for (const row of db
        .prepare(sql)
        .raw()
        .iterate([...values]))
        yield rowOf(row as readonly unknown[])
    },
    *pairs(condition, order) {
      const other = COLUMNS.replaceAll('m.', 'o.').replace('f.flags', 'g.flags')
      const sql = `SELECT ${COLUMNS}, ${other} FROM m JOIN flagset f ON f.id = m.flags LEFT JOIN m o ON o.id = m.mate LEFT JOIN flagset g ON g.id = o.flags
        WHERE ${condition} ORDER BY ${order}`
      for (const row of db.prepare(sql).raw().iterate([]) as Iterable<readonly unknown[]>)
        yield [rowOf(row), row[WIDTH] === null ? undefined : rowOf(row.slice(WIDTH))] as const
    },
    row: (id) => rowOf(one.get(id) as readonly unknown[]),
    close() {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Columns = [
  number,
  number,
  number,
  number,
  number,
  string | null,
  string,
  string | null,
  string,
  string,
  number | null,
  ...(string | null)[],
]

function rowOf(row: readonly unknown[]): Row {
  const [id, side, folder, uid, size, date, flags, exact, subject, messageId, mate, state, change, how, because] = row as Columns
  return {
    ...{ id, side: SIDES[side]!, folder, uid, size, date, flags: JSON.parse(flags), exact: exact?.toLowerCase() || null },
    ...{ subject, messageId, mate, state: state ?? null, change: change ?? null, how: how ?? null, because: because ?? null },
  }
}

/** INTERNALDATE as a moment, in seconds: the same moment may be told in two zones. -1: none. */
export function secondOf(date: string | null): number {
  if (date === null) return -1
  // RFC 9051 §9: date-day may begin with a space.
  const [, day, month, year, time, zone] = /^\s?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d:\d\d:\d\d) ([+-]\d{4})$/.exec(date) ?? []
  const ms = Date.parse(day === undefined ? date : `${day} ${month} ${year} ${time} ${zone}`)
  return Number.isNaN(ms) ? -1 : Math.floor(ms / 1000)
}
