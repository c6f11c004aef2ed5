// What the target made of what it was given: flags that it does not keep, another date, other bytes; and what is left to look at.

import type { Journal } from '../transfer.ts'

export interface BackMessage {
  readonly folder: number
  readonly uid: number
  readonly target: number
  readonly size: number
  readonly at: number | null
  readonly flags: string
  readonly digest: Buffer | null
  readonly lost: string | null
  readonly change: string | null
  readonly read: boolean
  /** `sent` or `found`. */
  readonly how: string | null
}

const BACK = 'folder, uid, target, size, at, flags, digest, lost, change, read, how'

/** Of a range of the target's UIDs, in their order. */
export function ownedBetween(journal: Journal, place: number, first: number, last: number): BackMessage[] {
  return journal
    .sql(`SELECT ${BACK} FROM message WHERE place = ? AND target BETWEEN ? AND ? AND target IS NOT NULL ORDER BY target`)
    .all(place, first, last)
    .map((row) => {
      const [folder, uid, target, size, at, flags, digest, lost, change, read, how] = row
      return { folder, uid, target, size, at, flags, digest, lost, change, read: read === 1, how } as BackMessage
    })
}

export function enterLost(journal: Journal, folder: number, uid: number, flags: readonly string[]): void {
  journal.sql('UPDATE message SET lost = ? WHERE folder = ? AND uid = ?').run(flags.length > 0 ? flags.join(' ') : null, folder, uid)
}

export function enterTargetDate(journal: Journal, folder: number, uid: number, date: string): void {
  journal.sql('UPDATE message SET target_date = ? WHERE folder = ? AND uid = ?').run(date, folder, uid)
}

export interface ChangedBytes {
  readonly change: 'line-ends' | 'body'
  /** Of the target's bytes, hexadecimal. */
  readonly digest: string
  /** For people: in what they differ. */
  readonly said: string
}

/** Its bytes were read again; `changed`: they are others. */
export function enterRead(journal: Journal, folder: number, uid: number, changed?: ChangedBytes): void {
  const { change = null, digest = null, said = null } = changed ?? {}
  journal
    .sql('UPDATE message SET read = 1, change = ?, target_digest = unhex(?), said = ? WHERE folder = ? AND uid = ?')
    .run(change, digest, said, folder, uid)
}

/** Taken by the server without a UID. */
export function unknownCount(journal: Journal, folder: number): number {
  return journal
    .sql(`SELECT count(*) FROM message WHERE folder = ? AND state = 'there' AND target IS NULL AND gone = 0`)
    .get(folder)![0] as number
}

/** Taken without a UID, and nothing in the folder has these bytes, not even an equal message that is kept once for both: nobody may call it identical. */
export function enterUnfound(journal: Journal, folder: number, place: number): void {
  const equal = 'SELECT digest FROM message WHERE place = ? AND target IS NOT NULL AND change IS NULL AND digest IS NOT NULL'
  journal
    .sql(
      `UPDATE message SET change = 'body', said = 'the server said yes; these bytes are not in the folder'
       WHERE folder = ? AND state = 'there' AND target IS NULL AND gone = 0 AND change IS NULL AND how = 'sent' AND digest NOT IN (${equal})`,
    )
    .run(folder, place)
}

/** Ours, and not in the target's folder: the server said yes and did not keep it. It waits again. */
export function enterMissing(journal: Journal, folder: number, uid: number): void {
  journal.sql(`UPDATE message SET state = 'waiting', how = NULL, target = NULL, place = NULL WHERE folder = ? AND uid = ?`).run(folder, uid)
}

export interface StoredTwin {
  readonly uid: number
  readonly size: number
  readonly digest: Buffer
}

/** Messages that nobody owns and that may be second copies of what was sent again after a doubt. */
export function twinCandidates(
  journal: Journal,
  folder: number,
  place: number,
): { readonly uid: number; readonly digest: Buffer | null }[] {
  return journal
    .sql(
      `SELECT h.uid, h.digest FROM held h WHERE h.place = ? AND EXISTS (SELECT 1 FROM doubt d JOIN message m ON m.folder = d.folder AND m.uid = d.uid
       WHERE d.folder = ? AND d.place = h.place AND h.uid >= d.next AND m.target IS NOT NULL AND (m.size = h.size OR m.at = h.at)) ORDER BY h.uid`,
    )
    .all(place, folder)
    .map(([uid, digest]) => ({ uid: uid as number, digest: digest as Buffer | null }))
}

/** The doubtful message that this unowned one is a second copy of. */
export function twinOf(journal: Journal, folder: number, place: number, held: number): number | undefined {
  const row = journal
    .sql(
      `SELECT m.uid FROM held h JOIN doubt d ON d.folder = ? AND d.place = h.place AND h.uid >= d.next
       JOIN message m ON m.folder = d.folder AND m.uid = d.uid AND m.target IS NOT NULL AND m.digest = h.digest WHERE h.place = ? AND h.uid = ? LIMIT 1`,
    )
    .get(folder, place, held)
  return row?.[0] as number | undefined
}
