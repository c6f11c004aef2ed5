// One process of this machine at a time: a lock that dies with its holder, because the operating system holds it for SQLite.

import { createHash } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'libsql'
import { SesameError } from '../model/errors.ts'
import { privateFolder } from './place.ts'

export interface LockOptions {
  /** How long to wait for the others; then `lock-busy`. */
  readonly timeoutMs?: number
  /** What the error calls the thing that is busy. */
  readonly about?: string
}

const TIMEOUT_MS = 15_000
/** Between two tries, in milliseconds: short at first, never so long that a free lock is left lying. */
const FIRST_PAUSE = 2
const LONGEST_PAUSE = 40

/** Whoever waits in this process, by file: they take turns here, so that only one of them asks the system. */
const queues = new Map<string, Promise<unknown>>()

/** The file that stands for a name among the locks of a data folder; the name, often an address, cannot be read in it. */
export function lockFile(folder: string, name: string): string {
  return join(folder, 'locks', `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.lock`)
}

/** Runs `work` while no other call for this file runs, in any process. Never nest it for one file: it would wait for itself. */
export async function locked<T>(
  file: string,
  work: () => Promise<T>,
  { timeoutMs = TIMEOUT_MS, about = file }: LockOptions = {},
): Promise<T> {
  const until = performance.now() + timeoutMs
  const before = queues.get(file) ?? Promise.resolve()
  const turn = before.then(() => held(file, until, about, work))
  const settled = turn.catch(() => {})
  queues.set(file, settled)
  try {
    return await turn
  } finally {
    if (queues.get(file) === settled) queues.delete(file)
  }
}

async function held<T>(file: string, until: number, about: string, work: () => Promise<T>): Promise<T> {
  const db = await open(file)
  try {
    let pause = FIRST_PAUSE
    while (!tried(db)) {
      const left = until - performance.now()
      if (left <= 0) throw new SesameError('lock-busy', { file: about })
      // Chance keeps fifty who wait from knocking all at once.
      await wait(Math.min(left, pause * (0.5 + Math.random())))
      pause = Math.min(LONGEST_PAUSE, pause * 1.5)
    }
    return await work()
  } finally {
    // Closing gives the lock back; nothing was written that could need more.
    db.close()
  }
}

async function open(file: string): Promise<Database.Database> {
  try {
    await privateFolder(dirname(file))
    make(file)
    const db = new Database(file, { timeout: 0 })
    db.exec('PRAGMA busy_timeout = 0')
    return db
  } catch (error) {
    throw new SesameError('vault-unwritable', { file: dirname(file), why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
}

/** Only when it is not there: closing any other handle on the file would drop the locks that this process has (POSIX fcntl). */
function make(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function tried(db: Database.Database): boolean {
  try {
    db.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (/SQLITE_BUSY/.test((error as { code?: string }).code ?? '')) return false
    throw error
  }
}
