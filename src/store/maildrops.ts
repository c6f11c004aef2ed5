// The maildrops of POP3 as they were last seen: each message by a number of ours, for whoever must know it again.

import type { Store } from './database.ts'
import { whole } from './whole.ts'

/** See transfer/boxes/pop3/uidl-shelf.ts, which says what they mean. */
export interface StoredUidl {
  readonly uid: number
  readonly uidl: string
  readonly nth: number
  readonly size: number
  readonly digest: string | null
  readonly state: 'there' | 'gone' | 'removed'
}

type Row = readonly (string | number | null)[]

export function readMaildrop(db: Store, box: string): StoredUidl[] {
  const rows = db.prepare('SELECT uid, uidl, nth, size, digest, state FROM maildrop WHERE box = ? ORDER BY uid').raw().all(box) as Row[]
  return rows.map(([uid, uidl, nth, size, digest, state]) => ({
    ...{ uid: Number(uid), uidl: String(uidl), nth: Number(nth), size: Number(size) },
    ...{ digest: digest === null || digest === undefined ? null : String(digest), state: state as StoredUidl['state'] },
  }))
}

export function writeMaildrop(db: Store, box: string, rows: readonly StoredUidl[]): void {
  const put = db.prepare(
    `INSERT INTO maildrop (box, uid, uidl, nth, size, digest, state) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (box, uid) DO UPDATE SET uidl = excluded.uidl, nth = excluded.nth, size = excluded.size, digest = excluded.digest, state = excluded.state`,
  )
  whole(db, () => {
    for (const { uid, uidl, nth, size, digest, state } of rows) put.run(box, uid, uidl, nth, size, digest, state)
  })
}

export function forgetMaildrop(db: Store, box: string): void {
  db.prepare('DELETE FROM maildrop WHERE box = ?').run(box)
}
