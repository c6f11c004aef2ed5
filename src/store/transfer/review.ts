// Messages whose fate depends on rules, to be judged anew when those have changed.

import type { Journal } from '../transfer.ts'

export interface ReviewedMessage {
  readonly folder: number
  readonly uid: number
  readonly size: number
  readonly at: number | null
  readonly flags: string
}

/** What waits, and what a rule left out; never what another folder has (`elsewhere`). */
export function reviewPage(journal: Journal, after: { readonly folder: number; readonly uid: number }, limit: number): ReviewedMessage[] {
  return journal
    .sql(
      `SELECT folder, uid, size, at, flags FROM message WHERE (folder, uid) > (?, ?) AND gone = 0
       AND (state = 'waiting' OR (state = 'excluded' AND said IS NOT 'elsewhere')) ORDER BY folder, uid LIMIT ?`,
    )
    .all(after.folder, after.uid, limit)
    .map(([folder, uid, size, at, flags]) => ({ folder, uid, size, at, flags }) as ReviewedMessage)
}

export function reviewed(journal: Journal, { folder, uid }: ReviewedMessage, said: string | null): void {
  journal
    .sql('UPDATE message SET state = ?, said = ? WHERE folder = ? AND uid = ?')
    .run(said === null ? 'waiting' : 'excluded', said, folder, uid)
}
