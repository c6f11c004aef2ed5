// What changed in the source since it was last looked at: flags that the target does not have yet, UIDs that are void, counts.

import type { Journal } from '../transfer.ts'
import type { StoredState } from './messages.ts'

export interface StoredReflag {
  readonly uid: number
  readonly place: number
  readonly target: number
  /** As the target has them from us. */
  readonly before: string
  readonly flags: string
}

export function enterReflag(journal: Journal, folder: number, uid: number, flags: string): void {
  journal
    .sql('INSERT INTO reflag (folder, uid, flags) VALUES (?, ?, ?) ON CONFLICT (folder, uid) DO UPDATE SET flags = excluded.flags')
    .run(folder, uid, flags)
}

export function reflagPage(journal: Journal, folder: number, after: number, limit: number): StoredReflag[] {
  return journal
    .sql(
      `SELECT r.uid, m.place, m.target, m.flags, r.flags FROM reflag r JOIN message m ON m.folder = r.folder AND m.uid = r.uid
       WHERE r.folder = ? AND r.uid > ? AND m.target IS NOT NULL AND m.gone = 0 ORDER BY r.uid LIMIT ?`,
    )
    .all(folder, after, limit)
    .map((row) => {
      const [uid, place, target, before, flags] = row as [number, number, number, string, string]
      return { uid, place, target, before, flags }
    })
}

export function anyReflag(journal: Journal, folder: number): boolean {
  return journal.sql('SELECT 1 FROM reflag WHERE folder = ? LIMIT 1').get(folder) !== undefined
}

export function dropReflag(journal: Journal, folder: number, uid: number): void {
  journal.sql('DELETE FROM reflag WHERE folder = ? AND uid = ?').run(folder, uid)
}

/** The target has them now. */
export function endReflag(journal: Journal, folder: number, uid: number, flags: string): void {
  journal.sql('UPDATE message SET flags = ? WHERE folder = ? AND uid = ?').run(flags, folder, uid)
  journal.sql('DELETE FROM reflag WHERE folder = ? AND uid = ?').run(folder, uid)
}

/** Of a message that is not in the target. */
export function enterSourceFlags(
  journal: Journal,
  folder: number,
  uid: number,
  flags: string,
  state: StoredState,
  said: string | null,
): void {
  journal
    .sql('UPDATE message SET flags = ?, said = iif(state = ?, said, ?), state = ? WHERE folder = ? AND uid = ?')
    .run(flags, state, said, state, folder, uid)
}

export function liveCount(journal: Journal, folder: number): number {
  return journal.sql('SELECT count(*) FROM message WHERE folder = ? AND gone = 0').get(folder)![0] as number
}

/**
 * The source's folder was made anew: its UIDs are void. What we put into the target is known still: its rows stay as gone ones, under numbers that
 * no server gives, until a message of the same bytes takes their place, as after a move.
 */
export function loseValidity(journal: Journal, folder: number): void {
  for (const table of ['doubt', 'reflag', 'intent']) journal.sql(`DELETE FROM ${table} WHERE folder = ?`).run(folder)
  journal.sql('DELETE FROM message WHERE folder = ? AND target IS NULL AND uid > 0').run(folder)
  const lowest = journal.sql('SELECT min(uid) FROM message WHERE folder = ?').get(folder)?.[0] as number | null
  // Below those of an earlier time; highest first, so that none is in another's way.
  const below = Math.min(0, lowest ?? 0)
  journal.sql('UPDATE message SET uid = ? - uid, gone = 1 WHERE folder = ? AND uid > 0').run(below, folder)
}

/** The target's folder was made anew: nothing of what we put there is known to be there. */
export function losePlace(journal: Journal, place: number): void {
  journal
    .sql(
      `UPDATE message SET state = 'waiting', how = NULL, target = NULL, place = NULL, change = NULL, lost = NULL, target_date = NULL, read = 0 WHERE place = ? AND gone = 0`,
    )
    .run(place)
  journal.sql('UPDATE message SET target = NULL, place = NULL WHERE place = ?').run(place)
  for (const table of ['held', 'doubt', 'intent']) journal.sql(`DELETE FROM ${table} WHERE place = ?`).run(place)
  journal.sql('UPDATE folder SET settled = 0 WHERE place = ?').run(place)
}
