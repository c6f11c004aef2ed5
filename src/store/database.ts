// The one door to the database: opens SQLite for its owner only, brings its tables up to date, and says in one code why it cannot.

import { closeSync, openSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { SesameError } from '../model/errors.ts'
import { isDamaged } from './damaged.ts'
import { MIGRATIONS } from './migrations.ts'
import { dataFolder, type PlaceRequest, privateFolder } from './place.ts'

export type Store = Database.Database

/** How long one process waits for another that writes. */
const BUSY_MS = 5_000

/** Must be closed. Throws `store-unwritable`, `store-damaged` or `store-newer`, each with the file's name. */
export async function openStore(place: PlaceRequest): Promise<Store> {
  const folder = dataFolder(place)
  const file = join(folder, 'sesame.db')
  let db: Store | undefined
  try {
    await privateFolder(folder)
    make(file)
    await chmod(file, 0o600)
    db = new Database(file, { timeout: BUSY_MS })
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
    prepare(db, file)
    return db
  } catch (error) {
    db?.close()
    throw storeError(error, file)
  }
}

/**
 * Made by us first, so that at no moment anybody else can read it. Only when it is not there: closing a handle of our own
 * on the file would drop the locks that other connections of this process have on it (POSIX fcntl), and their writes could be lost.
 */
function make(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function prepare(db: Store, file: string): void {
  // Readers see the last committed state while one writes; a crash loses nothing that was committed.
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = NORMAL')
  // What is deleted is overwritten, not only unlinked.
  db.exec('PRAGMA secure_delete = ON')
  if (check(db) !== 'ok') throw new SesameError('store-damaged', { file })
  if (versionOf(db) > MIGRATIONS.length) throw new SesameError('store-newer', { file })
  if (versionOf(db) < MIGRATIONS.length) migrate(db)
}

/** Another process may be doing the same: the version is read again under the lock. */
function migrate(db: Store): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const statement of MIGRATIONS.slice(versionOf(db))) db.exec(statement)
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function versionOf(db: Store): number {
  return Number((db.prepare('PRAGMA user_version').raw().get() as readonly unknown[])[0])
}

function check(db: Store): string {
  return String((db.prepare('PRAGMA quick_check(1)').raw().get() as readonly unknown[])[0])
}

/** What went wrong with the file, as one of our codes; a SesameError stays itself. */
function storeError(error: unknown, file: string): SesameError {
  if (error instanceof SesameError) return error
  if (isDamaged(error)) return new SesameError('store-damaged', { file }, error)
  return new SesameError('store-unwritable', { file, why: (error as { code?: string }).code || 'unknown' }, error)
}
