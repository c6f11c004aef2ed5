// The messages that a target did not take, as a journal knows them: for the last words of a run.

import { openJournal } from '../../store/transfer.ts'
import { provedMessages } from '../../transfer/engine/proved-messages.ts'

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
  const found: RefusedMessage[] = []
  const journal = await openJournal(file)
  try {
    for (const { state, source, size, said = '', aside } of provedMessages(journal)) {
      if (state !== 'refused') continue
      found.push({ folder: source.folder, uid: source.uid, size, said, ...(aside !== undefined && { aside }) })
      if (found.length >= MANY) break
    }
    return found
  } finally {
    journal.close()
  }
}
