// The journal of one transfer: an SQLite file of its own, for its owner only, that knows of each message where it is. It may have millions of rows.

import { closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { SesameError } from '../model/errors.ts'
import { isDamaged } from './damaged.ts'
import { privateFolder } from './place.ts'
import { JOURNAL_MIGRATIONS } from './transfer/migrations.ts'
import { whole as wholeOf } from './whole.ts'

export interface Journal {
  readonly file: string
  readonly db: Database.Database
  /** Prepared once, asked often; rows come as arrays. */
  sql(text: string): Statement
  /** Whole or not at all. Synchronous, so that no other worker's writes fall into it. */
  whole<T>(work: () => T): T
  /** As `whole`, and on the disk when it returns: what must be known even after the power went. */
  durable<T>(work: () => T): T
  close(): void
}

export interface Statement {
  run(...values: readonly SqlValue[]): { readonly changes: number }
  all(...values: readonly SqlValue[]): SqlRow[]
  get(...values: readonly SqlValue[]): SqlRow | undefined
}

export type SqlValue = string | number | null | Buffer
export type SqlRow = readonly SqlValue[]

/** Must be closed. Throws `store-unwritable`, `store-damaged` or `store-newer`, each with the file's name. Whoever writes holds the lock of the job (`locked`). */
export async function openJournal(file: string): Promise<Journal> {
  let db: Database.Database | undefined
  try {
    await privateFolder(dirname(file))
    make(file)
    db = new Database(file, { timeout: 5_000 })
    // Readers see the last committed state. In WAL mode NORMAL survives the end of the process; only `durable` must survive the end of the power.
    for (const pragma of ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = NORMAL', 'cache_size = -8000'])
      db.exec(`PRAGMA ${pragma}`)
    migrate(db, file)
    return journalOf(db, file)
  } catch (error) {
    db?.close()
    throw journalError(error, file)
  }
}

/** What `work` finds; nothing of what it writes stays. Synchronous. */
export function tried<T>(journal: Journal, work: (journal: Journal) => T): T {
  journal.db.exec('BEGIN IMMEDIATE')
  try {
    const inside = (write: () => unknown) => write()
    return work({ ...journal, whole: inside as Journal['whole'], durable: inside as Journal['durable'] })
  } finally {
    journal.db.exec('ROLLBACK')
  }
}

function journalOf(db: Database.Database, file: string): Journal {
  const prepared = new Map<string, Statement>()
  const whole = <T>(work: () => T): T => {
    try {
      return wholeOf(db, work)
    } catch (error) {
      throw journalError(error, file)
    }
  }
  return {
    file,
    db,
    sql(text) {
      let statement = prepared.get(text)
      if (statement === undefined) {
        const made = db.prepare(text)
        statement = (made.reader ? made.raw() : made) as unknown as Statement
        prepared.set(text, statement)
      }
      return statement
    },
    whole,
    durable(work) {
      db.exec('PRAGMA synchronous = FULL')
      try {
        return whole(work)
      } finally {
        db.exec('PRAGMA synchronous = NORMAL')
      }
    },
    close: () => db.close(),
  }
}

/** Made by us first, so that at no moment anybody else can read it; never opened again beside SQLite, whose locks would fall with it (POSIX fcntl). */
function make(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function migrate(db: Database.Database, file: string): void {
  const version = () => Number((db.prepare('PRAGMA user_version').raw().get() as SqlRow)[0])
  if (version() > JOURNAL_MIGRATIONS.length) throw new SesameError('store-newer', { file })
  if (version() === JOURNAL_MIGRATIONS.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const statement of JOURNAL_MIGRATIONS.slice(version())) db.exec(statement)
    db.exec(`PRAGMA user_version = ${JOURNAL_MIGRATIONS.length}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function journalError(error: unknown, file: string): unknown {
  if (error instanceof SesameError) return error
  if (isDamaged(error)) return new SesameError('store-damaged', { file }, error)
  const { code = '' } = error as { code?: string }
  // What is no word of SQLite or of the file system is a fault of ours and stays as it is.
  return /^SQLITE|^E[A-Z]+$/.test(code) && !/CONSTRAINT/.test(code)
    ? new SesameError('store-unwritable', { file, why: code }, error)
    : error
}
