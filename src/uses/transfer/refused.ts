// The messages that a target did not take, as a journal knows them: for the last words of a run.

import { refusedRows } from '../../store/transfer/refused.ts'
import { openJournal } from '../../store/transfer.ts'

export interface RefusedMessage {
  readonly folder: string
  readonly uid: number
  readonly size: number
  readonly said: string
  /** The file that it lies in. */
  readonly aside?: string
}

/** People and programs look at so many; the report has all. */
const MANY = 10_000

export async function refusedMessages(file: string): Promise<readonly RefusedMessage[]> {
  const journal = await openJournal(file)
  try {
    return refusedRows(journal, MANY).map(({ aside, said, ...row }) => ({ ...row, said: said ?? '', ...(aside !== null && { aside }) }))
  } finally {
    journal.close()
  }
}
