// Messages of a transfer in its journal: entered in batches from listings, read in pages, changed a group at a time.

import type { Journal, SqlRow } from '../transfer.ts'

/** `there`: its bytes are in the target, as far as we know. */
export type StoredState = 'waiting' | 'there' | 'refused' | 'excluded'

export interface StoredMessage {
  readonly uid: number
  readonly size: number
  readonly date: string | null
  /** Seconds since 1970. */
  readonly at: number | null
  /** With a space between. */
  readonly flags: string
  readonly email: string | null
  readonly digest: Buffer | null
  readonly state: StoredState
  readonly how: 'sent' | 'found' | 'moved' | null
  readonly target: number | null
  readonly gone: boolean
}

export interface ListedMessage {
  readonly uid: number
  readonly size: number
  readonly date: string | null
  readonly at: number | null
  readonly flags: string
  readonly email: string | null
  readonly digest: string | null
  readonly state: StoredState
  /** The rule that excluded it. */
  readonly said: string | null
}

const MESSAGE = 'uid, size, date, at, flags, email, digest, state, how, target, gone'

/** One statement for a batch: a tenth of the time of one each. */
export function enterMessages(journal: Journal, folder: number, messages: readonly ListedMessage[]): void {
  const rows = messages.map((m) => [m.uid, m.size, m.date, m.at, m.flags, m.email, m.digest, m.state, m.said])
  journal
    .sql(
      `INSERT INTO message (folder, uid, size, date, at, flags, email, digest, state, said)
       SELECT ?, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, unhex(value->>6), value->>7, value->>8 FROM json_each(?) WHERE 1
       ON CONFLICT (folder, uid) DO NOTHING`,
    )
    .run(folder, JSON.stringify(rows))
}

/** Of a listing's range, in the order of UIDs. */
export function messagesBetween(journal: Journal, folder: number, first: number, last: number): StoredMessage[] {
  return journal
    .sql(`SELECT ${MESSAGE} FROM message WHERE folder = ? AND uid BETWEEN ? AND ? ORDER BY uid`)
    .all(folder, first, last)
    .map(messageOf)
}

export function messageAt(journal: Journal, folder: number, uid: number): StoredMessage | undefined {
  return messagesBetween(journal, folder, uid, uid)[0]
}

/** The next that wait, from `from` on: upwards, or downwards for the newest first. Those in doubt may be in the target already: they are nobody's to send before that is settled. */
export function waitingPage(journal: Journal, folder: number, from: number, limit: number, downwards = false): StoredMessage[] {
  const [compare, order] = downwards ? ['<', 'DESC'] : ['>', 'ASC']
  return journal
    .sql(
      `SELECT ${MESSAGE} FROM message m WHERE folder = ? AND state = 'waiting' AND gone = 0 AND uid ${compare} ?
       AND NOT EXISTS (SELECT 1 FROM doubt d WHERE d.folder = m.folder AND d.uid = m.uid AND d.settled = 0) ORDER BY uid ${order} LIMIT ?`,
    )
    .all(folder, from, limit)
    .map(messageOf)
}

export interface Stored {
  readonly folder: number
  readonly uid: number
  readonly place: number
  readonly target: number | null
  readonly how: 'sent' | 'found' | 'moved'
  readonly size?: number
  readonly digest?: string
  readonly change?: string
  /** Of the target's bytes, where they are others. */
  readonly targetDigest?: string
}

/** These are in the target now. */
export function enterThere(journal: Journal, stored: readonly Stored[]): void {
  if (stored.length === 0) return
  // A server that stores equal messages once (Gmail) tells one UID for several: the first owns it.
  const owner = journal.sql('SELECT folder, uid FROM message WHERE place = ? AND target = ?')
  const told = new Set<string>()
  const rows = stored.map((s) => {
    const [folder, uid] = (s.target === null ? undefined : owner.get(s.place, s.target)) ?? []
    const free = (folder === undefined || (folder === s.folder && uid === s.uid)) && !told.has(`${s.place} ${s.target}`)
    told.add(`${s.place} ${s.target}`)
    return [
      s.folder,
      s.uid,
      s.place,
      free ? s.target : null,
      s.how,
      s.size ?? null,
      s.digest ?? null,
      s.change ?? null,
      s.targetDigest ?? null,
    ]
  })
  // An upsert of rows that are there: an UPDATE with json_each would walk the whole table for each.
  journal
    .sql(
      `INSERT INTO message (folder, uid, size, flags, place, target, how, digest, change, target_digest, state)
       SELECT value->>0, value->>1, ifnull(value->>5, -1), '', value->>2, value->>3, value->>4, unhex(value->>6), value->>7, unhex(value->>8), 'there' FROM json_each(?) WHERE 1
       ON CONFLICT (folder, uid) DO UPDATE SET state = 'there', place = excluded.place, target = excluded.target, how = excluded.how,
         size = iif(excluded.size < 0, size, excluded.size), digest = ifnull(excluded.digest, digest), change = excluded.change,
         target_digest = excluded.target_digest, said = NULL`,
    )
    .run(JSON.stringify(rows))
  // A listing may have told them before the server's answer did.
  journal.sql('DELETE FROM held WHERE (place, uid) IN (SELECT value->>2, value->>3 FROM json_each(?))').run(JSON.stringify(rows))
}

export function enterRefused(journal: Journal, folder: number, uid: number, said: string, aside: string | null): void {
  journal.sql(`UPDATE message SET state = 'refused', said = ?, aside = ? WHERE folder = ? AND uid = ?`).run(said, aside, folder, uid)
}

export function enterGone(journal: Journal, folder: number, first: number, last: number): number {
  return journal.sql('UPDATE message SET gone = 1 WHERE folder = ? AND uid BETWEEN ? AND ? AND gone = 0').run(folder, first, last).changes
}

/** What came again was never gone: a listing of a server that hides some. */
export function enterBack(journal: Journal, folder: number, uid: number): void {
  journal.sql('UPDATE message SET gone = 0 WHERE folder = ? AND uid = ?').run(folder, uid)
}

export function dropMessage(journal: Journal, folder: number, uid: number): void {
  journal.sql('DELETE FROM message WHERE folder = ? AND uid = ?').run(folder, uid)
}

export function gonePage(journal: Journal, folder: number, after: number, limit: number): StoredMessage[] {
  return journal
    .sql(`SELECT ${MESSAGE} FROM message WHERE folder = ? AND gone = 1 AND uid > ? ORDER BY uid LIMIT ?`)
    .all(folder, after, limit)
    .map(messageOf)
}

export function messageOf(row: SqlRow): StoredMessage {
  const [uid, size, date, at, flags, email, digest, state, how, target, gone] = row
  return {
    uid: uid as number,
    size: size as number,
    date: date as string | null,
    at: at as number | null,
    flags: flags as string,
    email: email as string | null,
    digest: digest as Buffer | null,
    state: state as StoredState,
    how: how as StoredMessage['how'],
    target: target as number | null,
    gone: gone === 1,
  }
}
