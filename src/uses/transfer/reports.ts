// The proof of a transfer as files: summary, every message, a page; signed where this machine has a key for it.

import { openJournal } from '../../store/transfer.ts'
import { textIn } from '../../text/index.ts'
import { provedMessages } from '../../transfer/engine/proved-messages.ts'
import type { TransferOutcome } from '../../transfer/journey.ts'
import { transferSummary } from '../../transfer/proof/transfer-summary.ts'
import { writeReport } from '../../transfer/proof/write-report.ts'
import type { Keys } from '../keys.ts'
import { acceptedStates } from './accept.ts'
import type { MoveRequest } from './move.ts'
import type { TransferPlace } from './place.ts'
import { signerOf } from './report-key.ts'
import type { Side } from './side.ts'

export interface ToReport {
  readonly source: Side
  readonly target: Side
  readonly place: TransferPlace
  readonly outcome: TransferOutcome
  /** ISO. */
  readonly begun: string
  readonly keys: () => Promise<Keys | null>
}

/** The files that were written. Throws `file-unwritable`. */
export async function writeReports(
  { reports, kind, level, rules, room, version, accept }: MoveRequest,
  told: ToReport,
): Promise<readonly string[]> {
  const { source, target, place, outcome, begun, keys } = told
  const side = ({ box }: Side) => ({ label: box.label, kind: box.kind, key: box.key })
  const changed = acceptedStates(accept).has('changed')
  const summary = transferSummary(outcome, {
    kind,
    level,
    rules,
    started: begun,
    source: side(source),
    target: side(target),
    accepted: changed ? ['changed', 'body'] : [],
  })
  const files: string[] = []
  if (reports.length === 0) return files
  const signer = await signerOf(keys)
  const journal = await openJournal(place.journal)
  try {
    for (const path of reports) {
      const lines = provedMessages(journal)
      const written = await writeReport({ path, summary, lines, signer, version, lang: room.lang, text: textIn(room.lang) })
      files.push(/\.json$/i.test(path) ? written.files.json : written.files.page)
    }
    return files
  } finally {
    journal.close()
  }
}
