// Messages that have gone from the source and whose copies in the target may be removed, with the digest that a copy must have then.

import type { Journal } from '../transfer.ts'

export interface Removal {
  readonly uid: number
  readonly target: number
  /** Hexadecimal; null: its bytes were never known, and it is never removed. */
  readonly digest: string | null
}

export function removalPage(journal: Journal, folder: number, after: number, limit: number): Removal[] {
  return journal
    .sql(
      // A UID of another message looks like a body that was changed; its date says which of both it is.
      `SELECT uid, target, lower(hex(CASE WHEN change IS NULL THEN digest WHEN change <> 'body' OR (at IS NOT NULL AND target_date IS NULL) THEN target_digest END))
       FROM message WHERE folder = ? AND gone = 1 AND target IS NOT NULL AND uid > ? ORDER BY uid LIMIT ?`,
    )
    .all(folder, after, limit)
    .map(([uid, target, digest]) => ({ uid: uid as number, target: target as number, digest: (digest as string) || null }))
}
