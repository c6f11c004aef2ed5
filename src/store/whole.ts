// Work on the database that happens whole or not at all, while no other process writes.

import type { Store } from './database.ts'

/** The lock is taken before anything is read: what `work` reads stays true until it has written. Must not be nested. */
export function whole<T>(db: Store, work: () => T): T {
  return between(db, 'BEGIN IMMEDIATE', work)
}

/** Reads of one moment: what other processes write meanwhile is not seen, and they do not wait. Must not be nested. */
export function still<T>(db: Store, work: () => T): T {
  return between(db, 'BEGIN', work)
}

function between<T>(db: Store, begin: string, work: () => T): T {
  db.exec(begin)
  try {
    const value = work()
    db.exec('COMMIT')
    return value
  } catch (error) {
    // A full disk may have ended the transaction already.
    try {
      db.exec('ROLLBACK')
    } catch {}
    throw error
  }
}
