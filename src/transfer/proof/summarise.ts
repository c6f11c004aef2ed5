// The folder table and the totals of a comparison, out of the settled ledger.

import type { Count } from '../journey.ts'
import type { Box } from '../shapes.ts'
import type { Side } from './first-difference.ts'
import { outOfOrder } from './in-order.ts'
import type { Ledger } from './ledger.ts'
import type { Differing, ProofFolder, ProofState, ProofSummary, States } from './shapes.ts'

export type Totals = Pick<ProofSummary, 'states' | 'differing' | 'bodies' | 'folders' | 'blind'>

type Counts = Partial<Record<ProofState, { messages: number; bytes: number }>>

export function summarise(ledger: Ledger, boxes: { readonly source: Box; readonly target: Box }): Totals {
  const blind = (['flags', 'dates'] as const).filter((what) =>
    [boxes.source, boxes.target].some((box, side) => !keeps(ledger, box, side, what)),
  )
  const units = [...new Set(ledger.folders.map(({ unit }) => unit))]
  const folders = units
    .map((unit) => folderOf(ledger, unit, blind))
    .filter(({ messages, source }) => messages.target.messages > 0 || source.length > 0)
  return { states: sumOf(folders.map(({ states }) => states)), differing: differingOf(folders), bodies: bodiesOf(ledger), folders, blind }
}

function folderOf(ledger: Ledger, unit: string, blind: Totals['blind']): ProofFolder {
  const names = (side: Side) => ledger.folders.filter((folder) => folder.unit === unit && folder.side === side)
  const states: Counts = {}
  const messages = { source: { messages: 0, bytes: 0 }, target: { messages: 0, bytes: 0 } }
  const rows = ledger.rows('SELECT side, state, mate IS NULL, count(*), sum(size) FROM m WHERE unit = ? GROUP BY 1, 2, 3', unit)
  for (const [side, state, alone, count, bytes] of rows as Iterable<[number, ProofState, number, number, number]>) {
    // What a rule leaves out of the source is nobody's of the target.
    if (side === 1 && state === 'excluded') continue
    add(messages[side === 0 ? 'source' : 'target'], count, bytes)
    // A pair is counted once, where the source has it.
    if (side === 0 || alone) add(countOf(states, state), count, bytes)
  }
  const target = names('target')[0]?.name ?? null
  return {
    source: names('source').map(({ name }) => name),
    target,
    messages,
    states,
    flags: blind.includes('flags') ? 0 : pairsWith(ledger, unit, 'a.flags <> b.flags'),
    dates: blind.includes('dates') ? 0 : pairsWith(ledger, unit, 'a.day <> b.day'),
    order: orderOf(ledger, names('source'), unit),
    duplicates: ledger.value('SELECT count(exact) - count(DISTINCT exact) FROM m WHERE unit = ? AND side = 0', unit),
  }
}

const PAIRS = 'FROM m a JOIN m b ON b.id = a.mate WHERE a.side = 0 AND a.unit = ?'

function pairsWith(ledger: Ledger, unit: string, condition: string): number {
  return ledger.value(`SELECT count(*) ${PAIRS} AND ${condition}`, unit)
}

/** Where two folders became one there is no order to keep between them. */
function orderOf(ledger: Ledger, sources: readonly { readonly id: number }[], unit: string): number {
  let count = 0
  for (const { id } of sources) {
    const uids = ledger.rows(`SELECT b.uid ${PAIRS} AND a.folder = ? AND b.unit = a.unit ORDER BY a.uid`, unit, id)
    count += outOfOrder(first(uids))
  }
  return count
}

function* first(rows: Iterable<readonly unknown[]>): Iterable<number> {
  for (const [value] of rows) yield value as number
}

function bodiesOf(ledger: Ledger): number {
  return ledger.value("SELECT count(*) FROM m WHERE side = 0 AND state = 'changed' AND ifnull(change, 'body') = 'body'")
}

/** Maildrops know neither; of other files it is seen from what they have. */
function keeps(ledger: Ledger, box: Box, side: number, what: 'flags' | 'dates'): boolean {
  if (box.kind === 'imap') return true
  if (ledger.value('SELECT count(*) FROM m WHERE side = ?', side) === 0) return true
  if (what === 'dates') return ledger.value('SELECT EXISTS (SELECT 1 FROM m WHERE side = ? AND day >= 0)', side) === 1
  if (box.kind === 'pop3') return false
  return (
    box.kind === 'maildir' ||
    ledger.value("SELECT EXISTS (SELECT 1 FROM m JOIN flagset f ON f.id = m.flags WHERE side = ? AND f.flags <> '[]')", side) === 1
  )
}

function countOf(counts: Counts, state: ProofState): { messages: number; bytes: number } {
  const count = counts[state] ?? { messages: 0, bytes: 0 }
  counts[state] = count
  return count
}

function add(to: { messages: number; bytes: number }, messages: number, bytes: number): void {
  to.messages += messages
  to.bytes += bytes
}

export function sumOf(all: readonly States[]): States {
  const sum: Counts = {}
  for (const states of all)
    for (const [state, { messages, bytes }] of Object.entries(states) as [ProofState, Count][]) add(countOf(sum, state), messages, bytes)
  return sum
}

export function differingOf(folders: readonly Differing[]): Differing {
  const sum = (of: keyof Differing) => folders.reduce((count, folder) => count + folder[of], 0)
  return { flags: sum('flags'), dates: sum('dates'), order: sum('order'), duplicates: sum('duplicates') }
}
