// A listing that another journal holds, the plan's, taken over instead of asked for again.

import type { Journal } from '../transfer.ts'

/** `takeListing` reads from it, until the journal is closed. */
export function attachListing(journal: Journal, file: string): void {
  journal.sql('ATTACH DATABASE ? AS plan').run(file)
}

export interface TakenListing {
  readonly messages: number
  /** The highest UID. */
  readonly listed: number
}

/** Of the folder of this name, of which this journal knows no message. Undefined where it lists not `messages`. */
export function takeListing(journal: Journal, folder: number, name: string, messages: number): TakenListing | undefined {
  const from = 'FROM plan.message m JOIN plan.folder f ON f.id = m.folder WHERE f.name = ? AND m.gone = 0'
  const [count, listed] = journal.sql(`SELECT count(*), coalesce(max(m.uid), 0) ${from}`).get(name) as [number, number]
  if (count !== messages) return undefined
  journal
    .sql(
      `INSERT INTO message (folder, uid, size, date, at, flags, email, digest, state, said)
       SELECT ?, m.uid, m.size, m.date, m.at, m.flags, m.email, m.digest, m.state, m.said ${from}`,
    )
    .run(folder, name)
  return { messages: count, listed }
}
