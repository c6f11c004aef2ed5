// Messages that left one folder of the source and came to another, or came again under another UID: gone ones whose bytes are in the target, and new ones that look like them.

import type { Journal } from '../transfer.ts'
import { messageOf, type StoredMessage } from './messages.ts'

export interface GoneMessage extends StoredMessage {
  readonly folder: number
  readonly place: number
  readonly change: string | null
  readonly targetDigest: Buffer | null
}

export function goneCopies(journal: Journal, after: { readonly folder: number; readonly uid: number }, limit: number): GoneMessage[] {
  return journal
    .sql(
      `SELECT uid, size, date, at, flags, email, digest, state, how, target, gone, folder, place, change, target_digest FROM message
       WHERE gone = 1 AND target IS NOT NULL AND digest IS NOT NULL AND (folder, uid) > (?, ?) ORDER BY folder, uid LIMIT ?`,
    )
    .all(after.folder, after.uid, limit)
    .map((row) => ({
      ...messageOf(row),
      folder: row[11] as number,
      place: row[12] as number,
      change: row[13] as string | null,
      targetDigest: row[14] as Buffer | null,
    }))
}

/** The gone row gave its place in the target to the new one. */
export function handOver(
  journal: Journal,
  from: GoneMessage,
  to: { readonly folder: number; readonly message: StoredMessage; readonly place: number; readonly target: number },
): void {
  journal.sql('DELETE FROM message WHERE folder = ? AND uid = ?').run(from.folder, from.uid)
  // The flags of the new one are those that the target has; what differs is a change that follows.
  journal
    .sql(
      `UPDATE message SET state = 'there', how = 'moved', place = ?, target = ?, digest = ?, change = ?, target_digest = ?, size = ?, flags = ?, said = NULL WHERE folder = ? AND uid = ?`,
    )
    .run(to.place, to.target, from.digest, from.change, from.targetDigest, from.size, from.flags, to.folder, to.message.uid)
  journal.sql('DELETE FROM held WHERE place = ? AND uid = ?').run(to.place, to.target)
  followFlags(journal, from, to)
}

/** Moved in the target by a server that tells no UIDs: it will be found by its bytes, with the flags of the gone one, which then follow the source. */
export function movedUntold(journal: Journal, from: GoneMessage, to: { readonly folder: number; readonly message: StoredMessage }): void {
  journal.sql('UPDATE message SET flags = ? WHERE folder = ? AND uid = ?').run(from.flags, to.folder, to.message.uid)
  followFlags(journal, from, to)
}

function followFlags(journal: Journal, from: GoneMessage, to: { readonly folder: number; readonly message: StoredMessage }): void {
  if (to.message.flags === from.flags) return
  journal
    .sql('INSERT INTO reflag (folder, uid, flags) VALUES (?, ?, ?) ON CONFLICT (folder, uid) DO UPDATE SET flags = excluded.flags')
    .run(to.folder, to.message.uid, to.message.flags)
}
