// Messages of the target that no message of the source owns yet, and the match of both by what they contain: as many of each content as there are, never more.

import type { Journal, SqlRow, SqlValue } from '../transfer.ts'
import { enterThere, type Stored } from './messages.ts'
import { enterRead } from './read-back.ts'

/**
 * Which messages of the source look for theirs. `waiting`: all that wait, among those of the same size or second. `unknown`: those that the
 * server took without telling a UID. `doubt`: those whose sending was cut off; they are few and ours, so neither size nor date need agree.
 */
export type Seekers = 'waiting' | 'doubt' | 'unknown'

export interface Search {
  readonly folder: number
  readonly place: number
  readonly seekers: Seekers
  /** UIDs of the target from here on. */
  readonly from: number
}

export interface HeldMessage {
  readonly uid: number
  readonly size: number
  readonly at: number | null
}

export interface ReadDigest {
  readonly uid: number
  readonly size: number
  readonly digest: string
  readonly canonical: string
}

const SEEKERS: Record<Seekers, string> = {
  waiting: `m.state = 'waiting' AND m.gone = 0`,
  doubt: `m.state = 'waiting' AND m.gone = 0 AND EXISTS (SELECT 1 FROM doubt d WHERE d.folder = m.folder AND d.uid = m.uid AND d.settled = 0)`,
  unknown: `m.state = 'there' AND m.target IS NULL AND m.gone = 0 AND m.place IS NOT NULL`,
}

/** Those that a row owns are left out. */
export function enterHeld(journal: Journal, place: number, messages: readonly HeldMessage[]): void {
  journal
    .sql(
      `INSERT INTO held (place, uid, size, at) SELECT ?, value->>0, value->>1, value->>2 FROM json_each(?)
       WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.place = ? AND m.target = value->>0) ON CONFLICT (place, uid) DO NOTHING`,
    )
    .run(place, JSON.stringify(messages.map((m) => [m.uid, m.size, m.at])), place)
}

export function heldCount(journal: Journal, place: number, from = 0): number {
  return journal.sql('SELECT count(*) FROM held WHERE place = ? AND uid >= ?').get(place, from)![0] as number
}

export function dropHeld(journal: Journal, place: number): void {
  journal.sql('DELETE FROM held WHERE place = ?').run(place)
}

export function dropHeldMessage(journal: Journal, place: number, uid: number): void {
  journal.sql('DELETE FROM held WHERE place = ? AND uid = ?').run(place, uid)
}

export function enterHeldDigests(journal: Journal, place: number, read: readonly ReadDigest[]): void {
  const set = journal.sql('UPDATE held SET size = ?, digest = unhex(?), canonical = unhex(?) WHERE place = ? AND uid = ?')
  for (const one of read) set.run(one.size, one.digest, one.canonical, place, one.uid)
}

export function enterMessageDigests(journal: Journal, folder: number, read: readonly ReadDigest[]): void {
  const set = journal.sql('UPDATE message SET size = ?, digest = unhex(?), canonical = unhex(?) WHERE folder = ? AND uid = ?')
  for (const one of read) set.run(one.size, one.digest, one.canonical, folder, one.uid)
}

/** Lays the seekers out, so that they can be found by size and second; how many there are. To be ended with `endSearch`. */
export function beginSearch(journal: Journal, { folder, seekers }: Search): number {
  journal.db.exec(`CREATE TEMP TABLE IF NOT EXISTS seeker (folder INTEGER, uid INTEGER, size INTEGER, at INTEGER, PRIMARY KEY (folder, uid)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS temp.seeker_size ON seeker (folder, size); CREATE INDEX IF NOT EXISTS temp.seeker_at ON seeker (folder, at)`)
  return journal.whole(() => {
    journal.sql('DELETE FROM temp.seeker WHERE folder = ?').run(folder)
    const lay = `INSERT INTO temp.seeker SELECT m.folder, m.uid, m.size, m.at FROM main.message m WHERE m.folder = ? AND ${SEEKERS[seekers]}`
    return journal.sql(lay).run(folder).changes
  })
}

/** Who still looks. */
export function seekerCount(journal: Journal, { folder }: Search): number {
  return journal.sql('SELECT count(*) FROM temp.seeker WHERE folder = ?').get(folder)![0] as number
}

/** Folders of the source with messages in this place that were taken without a UID. */
export function unknownFolders(journal: Journal, place: number): number[] {
  return journal
    .sql(`SELECT DISTINCT folder FROM message WHERE place = ? AND state = 'there' AND target IS NULL AND gone = 0`)
    .all(place)
    .map(([folder]) => folder as number)
}

export function endSearch(journal: Journal, { folder }: Search): void {
  journal.sql('DELETE FROM temp.seeker WHERE folder = ?').run(folder)
}

/** Of the target, whose bytes must be read because a seeker may be the same. `canonical`: also those whose exact digest is known. */
export function heldToRead(journal: Journal, search: Search, after: number, limit: number, canonical: boolean): number[] {
  const alike =
    search.seekers !== 'doubt'
      ? `(EXISTS (SELECT 1 FROM temp.seeker s WHERE s.folder = ? AND s.size = h.size) OR EXISTS (SELECT 1 FROM temp.seeker s WHERE s.folder = ? AND s.at = h.at))`
      : '? = ?'
  return journal
    .sql(
      `SELECT h.uid FROM held h WHERE h.place = ? AND h.uid > ? AND h.uid >= ? AND h.${canonical ? 'canonical' : 'digest'} IS NULL AND ${alike} ORDER BY h.uid LIMIT ?`,
    )
    .all(search.place, after, search.from, search.folder, search.folder, limit)
    .map(([uid]) => uid as number)
}

/** Of the source, whose bytes must be read because a held message may be the same. */
export function seekersToRead(journal: Journal, search: Search, after: number, limit: number, canonical: boolean): number[] {
  const { place, from } = search
  const held = 'SELECT 1 FROM held h WHERE h.place = ? AND h.uid >= ?'
  const alike =
    search.seekers !== 'doubt'
      ? `(EXISTS (${held} AND h.size = s.size) OR EXISTS (${held} AND h.at = s.at))`
      : `(EXISTS (${held}) OR EXISTS (${held}))`
  return journal
    .sql(
      `SELECT s.uid FROM temp.seeker s JOIN message m ON m.folder = s.folder AND m.uid = s.uid
       WHERE s.folder = ? AND s.uid > ? AND m.${canonical ? 'canonical' : 'digest'} IS NULL AND ${alike} ORDER BY s.uid LIMIT ?`,
    )
    .all(search.folder, after, place, from, place, from, limit)
    .map(([uid]) => uid as number)
}

const PAGE = 500

/** Pairs seekers with held messages of the same digest, first come first served: exact duplicates stay as many as they are. How many were found. */
export function pairByDigest(journal: Journal, search: Search, how: 'sent' | 'found', by: 'digest' | 'canonical'): number {
  const { folder, place, from } = search
  const seekers = journal.sql(
    `SELECT s.uid, m.${by} FROM temp.seeker s JOIN message m ON m.folder = s.folder AND m.uid = s.uid
     WHERE s.folder = ? AND s.uid > ? AND m.${by} IS NOT NULL ORDER BY s.uid LIMIT ${PAGE}`,
  )
  const one = journal.sql(`SELECT uid, hex(digest) FROM held WHERE place = ? AND ${by} = ? AND uid >= ? ORDER BY uid LIMIT 1`)
  const take = journal.sql('DELETE FROM held WHERE place = ? AND uid = ?')
  const found = journal.sql('DELETE FROM temp.seeker WHERE folder = ? AND uid = ?')
  let pairs = 0
  for (let after = 0; ; ) {
    const page: SqlRow[] = seekers.all(folder, after)
    if (page.length === 0) return pairs
    after = page.at(-1)![0] as number
    journal.whole(() => {
      const stored: Stored[] = []
      for (const [uid, digest] of page) {
        const held = one.get(place, digest!, from)
        if (held === undefined) continue
        take.run(place, held[0]!)
        found.run(folder, uid!)
        const change = by === 'canonical' ? { change: 'line-ends', targetDigest: held[1] as string } : {}
        stored.push({ folder, uid: uid as number, place, target: held[0] as number, how, ...change })
      }
      enterThere(journal, stored)
      pairs += stored.length
    })
  }
}

/**
 * Seekers and held messages that agree one by one in order, in size and second, and in number: the server took ours and nothing else came.
 * Then nothing need be read. How many were paired: all or none.
 */
export function pairInOrder(journal: Journal, search: Search): number {
  const { folder, place, from } = search
  const ours = journal.sql('SELECT uid, size, at FROM temp.seeker WHERE folder = ? ORDER BY uid').all(folder)
  const theirs = journal.sql('SELECT uid, size, at FROM held WHERE place = ? AND uid >= ? ORDER BY uid').all(place, from)
  if (ours.length !== theirs.length) return 0
  if (ours.some((row, at) => row[1] !== theirs[at]![1] || row[2] !== theirs[at]![2])) return 0
  journal.whole(() => {
    enterThere(
      journal,
      ours.map(([uid], at) => ({ folder, uid: uid as number, place, target: theirs[at]![0] as number, how: 'sent' as const })),
    )
    journal.sql('DELETE FROM held WHERE place = ? AND uid >= ?').run(place, from)
    journal.sql('DELETE FROM temp.seeker WHERE folder = ?').run(folder)
  })
  return ours.length
}

/**
 * A server that rewrites what it is given and tells no UIDs: of each second as many seekers as held messages are one another, in their order. The digests
 * of these were read and are others. How many were found.
 */
export function pairChanged(journal: Journal, { folder, place, from }: Search): number {
  const bySecond = (rows: readonly SqlRow[]) => {
    const groups = new Map<SqlValue, SqlRow[]>()
    for (const row of rows) {
      const group = groups.get(row[1]!)
      if (group) group.push(row)
      else groups.set(row[1]!, [row])
    }
    return groups
  }
  const ours = bySecond(journal.sql('SELECT uid, at, size FROM temp.seeker WHERE folder = ? AND at IS NOT NULL ORDER BY uid').all(folder))
  const theirs = bySecond(
    journal
      .sql('SELECT uid, at, size, hex(digest) FROM held WHERE place = ? AND uid >= ? AND digest IS NOT NULL ORDER BY uid')
      .all(place, from),
  )
  let pairs = 0
  journal.whole(() => {
    for (const [at, seekers] of ours) {
      const held = theirs.get(at)
      if (held?.length !== seekers.length) continue
      enterThere(
        journal,
        seekers.map(([uid], i) => ({ folder, uid: uid as number, place, target: held[i]![0] as number, how: 'sent' as const })),
      )
      for (const [i, [uid, , size]] of seekers.entries()) {
        const [, , now, digest] = held[i]!
        enterRead(journal, folder, uid as number, { change: 'body', digest: digest as string, said: `${now} bytes instead of ${size}` })
        journal.sql('DELETE FROM temp.seeker WHERE folder = ? AND uid = ?').run(folder, uid!)
      }
      pairs += seekers.length
    }
  })
  return pairs
}
