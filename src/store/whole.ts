// Work on the database that happens whole or not at all, while no other process writes.

import type { Store } from './database.ts'

/** The lock is taken before anything is read: what `work` reads stays true until it has written. Must not be nested. */
export function whole<T>(db: Store, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
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
