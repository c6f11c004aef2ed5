// Reads a box again and says what became of the messages that a report names: still there, moved, changed, gone, and what came since.

import type { Box } from '../shapes.ts'
import { type CompareRequest, type Comparison, proofSide } from './compare-boxes.ts'
import { type Ledger, type LedgerFolder, openLedger } from './ledger.ts'
import { ledgerLines } from './ledger-lines.ts'
import { listBox } from './list-box.ts'
import { matchByContent, matchByListing, nameTheRest, pair } from './match.ts'
import { readMessages } from './read-messages.ts'
import type { ProofReport } from './report.ts'
import { type Acceptable, type ProofLine, type ProofState, type Untold, verdictOf } from './shapes.ts'
import { summarise } from './summarise.ts'
import { VIEWS } from './units.ts'

export interface AgainstRequest {
  readonly report: ProofReport
  readonly lines: AsyncIterable<ProofLine>
  readonly box: Box
  /** Which of the two it is. */
  readonly side: 'source' | 'target'
  readonly connections: number
  readonly signal: AbortSignal
  readonly on?: CompareRequest['on']
}

/** Months later people have read and moved things: that is told, and is no fault. */
const ACCEPTED: readonly Acceptable[] = ['flags', 'moved']

/** Whose target place a line tells, whatever it is called. */
const THERE: ReadonlySet<ProofState> = new Set(['identical', 'already-there', 'changed', 'moved', 'doubled', 'extra'])

/** The same shape as a comparison: the report's messages as the source, the box as the target. Must be closed. */
export async function compareWithReport(request: AgainstRequest): Promise<Comparison> {
  const { report, box, side, connections, signal } = request
  const started = Date.now()
  const ledger = openLedger()
  try {
    const known = new Map<string, LedgerFolder>()
    const read = await learn(ledger, known, request)
    const inventory = await box.inventory()
    const folders = inventory.folders
      .filter(({ selectable, use, name }) => selectable && (known.has(name) || !VIEWS.has(use)))
      .map((folder) => ({ folder, unit: folder.name }))
    const { listed, untold: unlisted } = await listBox({
      ...{ box, side: 'target', ledger, folders, connections, signal },
      progress: (folder) => request.on?.({ kind: 'listing', side: 'target', folder }),
    })
    const untold: Untold[] = [...unlisted]
    if (read) {
      ledger.run('UPDATE m SET exact = NULL WHERE side = 1')
      ledger.run('INSERT INTO todo SELECT folder, uid, size FROM m WHERE side = 1')
      let bytes = 0
      const progress = (more: number) => {
        bytes += more
        request.on?.({ kind: 'reading', side: 'target', bytes })
      }
      const unread = await readMessages({ box, ledger, folders: listed, connections, signal, progress })
      untold.push(...unread.map((one): Untold => ({ side: 'target', ...one })))
    }
    request.on?.({ kind: 'matching' })
    matchByContent(ledger)
    // Sizes and dates speak only for what the report has no digest of.
    ledger.run("UPDATE m SET state = 'held' WHERE side = 0 AND mate IS NULL AND exact IS NOT NULL")
    matchByListing(ledger)
    ledger.run("UPDATE m SET state = NULL WHERE state = 'held'")
    for (const { known: folder } of listed) {
      const before = known.get(folder.name)
      // RFC 9051 §2.3.1.1: the same UID under the same UIDVALIDITY is the same message for ever; with other bytes it was changed.
      if (before?.uidValidity === folder.uidValidity)
        pair(ledger, { keys: ['unit', 'uid'], where: `folder IN (${before.id}, ${folder.id})`, state: 'changed', change: 'body' })
    }
    nameTheRest(ledger)
    const boxes = { source: box, target: box }
    const totals = summarise(ledger, boxes)
    const summary = {
      ...{ kind: 'check' as const, started: new Date(started).toISOString(), ms: Date.now() - started, accepted: ACCEPTED, untold },
      source: { ...report[side], label: `${report[side].label} (${report.made.slice(0, 10)})` },
      target: proofSide(box, inventory),
      level: read ? ('full' as const) : ('counted' as const),
      ...totals,
      verdict: verdictOf({ ...totals, accepted: ACCEPTED, untold }),
    }
    return { summary, lines: () => ledgerLines({ ledger, listed, blind: totals.blind, readAll: read }), close: () => ledger.close() }
  } catch (error) {
    ledger.close()
    throw error
  }
}

/** The report's messages as rows. True when it knows digests. */
async function learn(ledger: Ledger, known: Map<string, LedgerFolder>, { report, lines, side }: AgainstRequest): Promise<boolean> {
  let digests = false
  let unnumbered = 0
  const folderOf = (name: string, uidValidity: number) => {
    const folder = known.get(name) ?? ledger.addFolder({ side: 'source', name, unit: name, uidValidity })
    known.set(name, folder)
    return folder
  }
  for await (const line of lines) {
    const place = placeOf(line, side, report)
    if (place === undefined) continue
    const target = side === 'target'
    const changed = line.state === 'changed' || line.targetDigest !== undefined
    const digest = target && changed ? line.targetDigest : line.digest
    digests ||= digest !== undefined
    ledger.list(folderOf(place.folder, place.uidValidity), {
      uid: place.uid ?? --unnumbered,
      size: (target && line.targetSize) || line.size,
      flags: (target && line.targetFlags) || line.flags,
      date: (target && line.targetDate) || line.date,
      ...(digest !== undefined && { digest }),
    })
  }
  return digests
}

interface Place {
  readonly folder: string
  readonly uidValidity: number
  readonly uid?: number
}

/** Where the report says that it lay; the UID is not known where the server told none. */
function placeOf(line: ProofLine, side: 'source' | 'target', report: ProofReport): Place | undefined {
  if (side === 'source') return line.source
  if (!THERE.has(line.state)) return undefined
  if (line.target !== undefined) return line.target
  const folder = report.folders.find(({ source }) => source.includes(line.source!.folder))?.target
  return folder ? { folder, uidValidity: 0 } : undefined
}
