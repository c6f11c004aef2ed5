// The proof of a transfer as files: summary, every message, a page; signed where this machine has a key for it.

import { openJournal } from '../../store/transfer.ts'
import { textIn } from '../../text/index.ts'
import { provedMessages } from '../../transfer/engine/proved-messages.ts'
import type { MessageState, TransferOutcome } from '../../transfer/journey.ts'
import type { Acceptable } from '../../transfer/proof/shapes.ts'
import { transferSummary } from '../../transfer/proof/transfer-summary.ts'
import { reportBase, type WrittenReport, writeReport } from '../../transfer/proof/write-report.ts'
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

/** What a person accepts, as a report says it. */
const AS: Partial<Record<MessageState, readonly Acceptable[]>> = {
  changed: ['changed', 'body'],
  refused: ['refused'],
  waiting: ['waiting'],
}

/** The files that were written. Throws `file-unwritable`. */
export async function writeReports(
  { reports, kind, level, rules, room, version, accept }: MoveRequest,
  told: ToReport,
): Promise<readonly string[]> {
  const { source, target, place, outcome, begun, keys } = told
  const side = ({ box }: Side) => ({ label: box.label, kind: box.kind, key: box.key })
  const states = acceptedStates(accept)
  const summary = transferSummary(outcome, {
    kind,
    level,
    rules,
    started: begun,
    source: side(source),
    target: side(target),
    accepted: [...states].flatMap((state) => AS[state] ?? []),
  })
  const files: string[] = []
  const signer = await signerOf(keys)
  const journal = await openJournal(place.journal)
  try {
    // A name with two endings is one report, of which both files are told.
    const written = new Map<string, WrittenReport['files']>()
    for (const path of reports) {
      const base = reportBase(path)
      const request = { path, summary, signer, version, lang: room.lang, text: textIn(room.lang) }
      const made = written.get(base) ?? (await writeReport({ ...request, lines: provedMessages(journal) })).files
      written.set(base, made)
      const file = /\.json$/i.test(path) ? made.json : made.page
      if (!files.includes(file)) files.push(file)
    }
    return files
  } finally {
    journal.close()
  }
}
