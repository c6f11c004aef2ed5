// Compares two boxes message by message: what is there, what is missing, what is there twice, what was changed on the way, and why. Nothing is written to either.

import { randomBytes } from 'node:crypto'
import type { Limits, ProofLevel, Rules } from '../journey.ts'
import type { Box, Inventory } from '../shapes.ts'
import { explainChanges } from './explain-changes.ts'
import type { Side } from './first-difference.ts'
import { openLedger } from './ledger.ts'
import { ledgerLines } from './ledger-lines.ts'
import { type Listed, listBox } from './list-box.ts'
import { forgetViews } from './match.ts'
import { readMessages } from './read-messages.ts'
import { settleCounted, settleFull, settleSampled } from './settle.ts'
import { type Acceptable, type ProofLine, type ProofSample, type ProofSide, type ProofSummary, type Untold, verdictOf } from './shapes.ts'
import { summarise } from './summarise.ts'
import { unitsOf } from './units.ts'

export type CompareEvent =
  | { readonly kind: 'listing'; readonly side: Side; readonly folder: string }
  | { readonly kind: 'reading'; readonly side: Side; readonly bytes: number }
  | { readonly kind: 'matching' }

export interface CompareRequest {
  readonly source: Box
  readonly target: Box
  readonly rules: Rules
  readonly level: ProofLevel
  readonly sample?: { readonly count?: number; readonly seed?: string }
  readonly accepted: readonly Acceptable[]
  readonly limits?: Limits
  readonly providers?: { readonly source?: string; readonly target?: string }
  readonly connections: { readonly source: number; readonly target: number }
  readonly signal: AbortSignal
  readonly on?: (event: CompareEvent) => void
}

export interface Comparison {
  readonly summary: ProofSummary
  /** Every message; may be asked for again. */
  lines(): Iterable<ProofLine>
  close(): void
}

/** Must be closed. Throws when a box cannot be opened at all; what cannot be read of it is in the summary. */
export async function compareBoxes(request: CompareRequest): Promise<Comparison> {
  const { source, target, rules, level, accepted, signal } = request
  const started = Date.now()
  const boxes = { source, target }
  const ledger = openLedger()
  try {
    const [from, to] = await both(source.inventory(), target.inventory())
    signal.throwIfAborted()
    const units = unitsOf({ rules, limits: request.limits, providers: request.providers, source: from, target: to })
    const list = (side: Side) =>
      listBox({
        ...{ box: boxes[side], side, ledger, folders: units[side], connections: request.connections[side], signal },
        ...(side === 'source' && { rules }),
        progress: (folder) => request.on?.({ kind: 'listing', side, folder }),
      })
    const [listedFrom, listedTo] = await both(list('source'), list('target'))
    const listed: readonly Listed[] = [...listedFrom.listed, ...listedTo.listed]
    const untold: Untold[] = [...listedFrom.untold, ...listedTo.untold]
    const viewed = new Set(units.source.filter(({ view }) => view).map(({ folder }) => folder))
    const views = listedFrom.listed.filter(({ folder }) => viewed.has(folder)).map(({ known }) => known.id)
    forgetViews(ledger, views)

    const readSide = async (side: Side) => {
      const folders = (side === 'source' ? listedFrom : listedTo).listed
      if (!folders.some(({ known }) => ledger.value('SELECT EXISTS (SELECT 1 FROM todo WHERE folder = ?)', known.id) === 1)) return []
      let bytes = 0
      const progress = (more: number) => {
        bytes += more
        request.on?.({ kind: 'reading', side, bytes })
      }
      const unread = await readMessages({ box: boxes[side], ledger, folders, connections: request.connections[side], signal, progress })
      return unread.map((one): Untold => ({ side, ...one }))
    }
    const readTodo = async () => {
      const [unreadFrom, unreadTo] = await both(readSide('source'), readSide('target'))
      ledger.run('DELETE FROM todo')
      request.on?.({ kind: 'matching' })
      return [...unreadFrom, ...unreadTo]
    }
    const settling = { ledger, readTodo, views, untold }
    let sample: ProofSample | undefined
    if (level === 'full') await settleFull(settling)
    else if (level === 'counted') await settleCounted(settling)
    else sample = await settleSampled(settling, { ...request.sample, seed: request.sample?.seed ?? randomBytes(8).toString('hex') })
    leaveOut(ledger, rules)
    await explainChanges(ledger, boxes, listed, signal)

    const totals = summarise(ledger, boxes)
    const summary: ProofSummary = {
      ...{ kind: 'compare', started: new Date(started).toISOString(), ms: Date.now() - started, level, accepted, rules, untold },
      source: proofSide(source, from),
      target: proofSide(target, to),
      ...(sample && { sample }),
      ...totals,
      verdict: verdictOf({ ...totals, accepted, untold }),
    }
    const readAll = level !== 'counted'
    return { summary, lines: () => ledgerLines({ ledger, listed, blind: totals.blind, readAll }), close: () => ledger.close() }
  } catch (error) {
    ledger.close()
    throw error
  }
}

export function proofSide({ label, kind, key }: Box, { greeting }: Inventory): ProofSide {
  return { label, kind, key, ...(greeting !== undefined && { greeting }) }
}

/** Only in the target, and of a kind that a rule leaves out: nobody asked about it. */
function leaveOut(ledger: ReturnType<typeof openLedger>, { since, before, largest }: Rules): void {
  const leave = (condition: string, value: number) =>
    ledger.run(`UPDATE m SET state = 'excluded' WHERE side = 1 AND mate IS NULL AND state = 'extra' AND ${condition}`, value)
  if (since !== undefined) leave('day >= 0 AND day < ?', Date.parse(since) / 1000)
  if (before !== undefined) leave('day >= ?', Date.parse(before) / 1000)
  if (largest !== undefined) leave('size > ?', largest)
}

/** Both to their end, whatever becomes of one: nobody writes into a ledger that was closed. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<readonly [A, B]> {
  const [one, other] = await Promise.allSettled([a, b])
  if (one.status === 'rejected') throw one.reason
  if (other.status === 'rejected') throw other.reason
  return [one.value, other.value]
}
