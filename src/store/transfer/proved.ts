// Rows of a journal with the names of their folders, in pages, for the proof.

import type { Journal } from '../transfer.ts'
import type { StoredState } from './messages.ts'

export interface ProvedRow {
  readonly folder: number
  readonly folderName: string
  readonly folderValidity: number
  readonly uid: number
  readonly size: number
  readonly date: string | null
  readonly flags: string
  readonly digest: Buffer | null
  readonly state: StoredState
  readonly how: string | null
  readonly placeName: string | null
  readonly placeValidity: number | null
  readonly target: number | null
  readonly change: string | null
  readonly said: string | null
  readonly aside: string | null
  readonly lost: string | null
  readonly targetDate: string | null
  readonly targetDigest: Buffer | null
  readonly read: boolean
  readonly gone: boolean
}

export function provedPage(journal: Journal, after: { readonly folder: number; readonly uid: number }, limit: number): ProvedRow[] {
  return journal
    .sql(
      `SELECT m.folder, f.name, f.validity, m.uid, m.size, m.date, m.flags, m.digest, m.state, m.how, p.name, p.validity, m.target, m.change, m.said, m.aside,
         m.lost, m.target_date, m.read, m.gone, m.target_digest
       FROM message m JOIN folder f ON f.id = m.folder LEFT JOIN place p ON p.id = m.place WHERE (m.folder, m.uid) > (?, ?) ORDER BY m.folder, m.uid LIMIT ?`,
    )
    .all(after.folder, after.uid, limit)
    .map((row) => {
      const [folder, folderName, folderValidity, uid, size, date, flags, digest, state, how, placeName, placeValidity, target, ...more] =
        row
      const [change, said, aside, lost, targetDate, read, gone, targetDigest] = more
      const place = { placeName, placeValidity, target, change, said, aside, lost, targetDate, targetDigest }
      return {
        folder,
        folderName,
        folderValidity,
        uid,
        size,
        date,
        flags,
        digest,
        state,
        how,
        ...place,
        read: read === 1,
        gone: gone === 1,
      } as ProvedRow
    })
}
