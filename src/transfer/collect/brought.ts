// What a transfer's journal says was brought to the target, for those who count it, show it, and remove it from the source one day.

import type { Journal } from '../../store/transfer.ts'

export interface Brought {
  readonly folder: string
  readonly uidValidity: number
  readonly uid: number
  readonly size: number
  readonly date: string | null
  /** SHA-256, hexadecimal; null when it was found in the target and never read. */
  readonly digest: string | null
  /** By us; else it was there before, or came back under another number. */
  readonly sent: boolean
  /** Null where the target never told its UID. */
  readonly target: { readonly folder: string; readonly uidValidity: number; readonly uid: number } | null
}

/** In the order of the source; `known`: those that need not be told again, by `keyOf`. */
export function* broughtIn(journal: Journal, known: ReadonlySet<string>): Generator<Brought> {
  const rows = journal
    .sql(
      `SELECT f.name, f.validity, m.uid, m.size, m.date, lower(hex(m.digest)), m.how, p.name, p.validity, m.target
       FROM message m JOIN folder f ON f.id = m.folder LEFT JOIN place p ON p.id = m.place WHERE m.state = 'there' ORDER BY f.id, m.uid`,
    )
    .all()
  for (const [folder, validity, uid, size, date, digest, how, place, placeValidity, target] of rows) {
    const one = { folder: String(folder), uidValidity: Number(validity), uid: Number(uid) }
    if (known.has(keyOf(one))) continue
    yield {
      ...{ ...one, size: Number(size), date: date === null ? null : String(date) },
      ...{ digest: digest ? String(digest) : null, sent: how === 'sent' },
      target: target === null || place === null ? null : { folder: String(place), uidValidity: Number(placeValidity), uid: Number(target) },
    }
  }
}

export const keyOf = ({ folder, uidValidity, uid }: Pick<Brought, 'folder' | 'uidValidity' | 'uid'>) => `${uidValidity} ${uid} ${folder}`
