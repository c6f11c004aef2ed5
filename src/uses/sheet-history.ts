// The history of the records: who changed what, when; and the proof that nobody changed the history.

import { checkChain } from '../records/chain.ts'
import type { ChainCheck, Change, EventKind, RecordEvent } from '../records/event.ts'
import { sheetIfAny } from '../records/shelf.ts'
import { eventsOf } from '../store/events.ts'
import { still } from '../store/whole.ts'
import { inRecords, type RecordsRequest } from './records.ts'

export interface HistoryRequest extends RecordsRequest {
  /** An address, an alias, `checklist:ID`; all when absent. */
  readonly name?: string | undefined
  readonly limit?: number | undefined
}

/** Newest first. A sheet that was removed still has its history. */
export const recordHistory = ({ name, limit = 1_000, ...request }: HistoryRequest): Promise<readonly RecordEvent[]> =>
  inRecords(request, ({ db }) => {
    const subject = name === undefined ? null : (sheetIfAny(db, name)?.sheet.address ?? name)
    return eventsOf(db, subject, limit).map(({ seq, at, who, subject, what, detail, hash }) => ({
      ...{ seq, at, who, subject, what: what as EventKind, changes: changesIn(detail), hash },
    }))
  })

/** `expected`: a seal that was noted earlier, or its first characters. */
export const checkHistory = (request: RecordsRequest & { readonly expected?: string | undefined }): Promise<ChainCheck> =>
  inRecords(request, ({ db }) => still(db, () => checkChain(db, request.expected)))

/** What another hand broke in one event takes no other with it. */
function changesIn(detail: string): readonly Change[] {
  try {
    const changes = JSON.parse(detail) as unknown
    return Array.isArray(changes) ? (changes as readonly Change[]) : []
  } catch {
    return []
  }
}
