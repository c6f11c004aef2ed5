// Messages of a journal that the target did not take.

import type { Journal } from '../transfer.ts'

export interface RefusedRow {
  readonly folder: string
  readonly uid: number
  readonly size: number
  readonly said: string | null
  readonly aside: string | null
}

/** In the order of folders and UIDs, `most` at most. */
export function refusedRows(journal: Journal, most: number): RefusedRow[] {
  return journal
    .sql(
      `SELECT f.name, m.uid, m.size, m.said, m.aside FROM message m JOIN folder f ON f.id = m.folder
       WHERE m.state = 'refused' AND m.gone = 0 ORDER BY m.folder, m.uid LIMIT ?`,
    )
    .all(most)
    .map(([folder, uid, size, said, aside]) => ({ folder, uid, size, said, aside }) as RefusedRow)
}
