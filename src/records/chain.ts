// Walks the whole history: is each event sealed as it was written, and is each sheet and list what its last event left?

import { everyChecklist } from '../store/checklists.ts'
import type { Store } from '../store/database.ts'
import { everyEvent, hashOf, seal } from '../store/events.ts'
import { everySheet } from '../store/sheets.ts'
import type { ChainCheck, ChainFault } from './event.ts'

/** `expected`: a head that was written down earlier; it must still be in the chain. */
export function checkChain(db: Store, expected?: string): ChainCheck {
  const faults: ChainFault[] = []
  const left = new Map<string, string | null>()
  let head = ''
  let events = 0
  let found = false
  for (const event of everyEvent(db)) {
    events++
    if (event.seq !== events || event.hash !== seal(head, event)) faults.push({ kind: 'event', seq: event.seq, subject: event.subject })
    // The rest is judged from here on, so that one fault is not told a thousand times.
    head = event.hash
    events = event.seq
    left.set(event.subject, event.state)
    if (expected !== undefined && head.startsWith(expected.toLowerCase())) found = true
  }
  const there = new Set<string>()
  const look = (subject: string, body: string) => {
    there.add(subject)
    if (left.get(subject) !== hashOf(body)) faults.push({ kind: 'state', subject })
  }
  for (const sheet of everySheet(db)) look(sheet.address, sheet.body)
  for (const list of everyChecklist(db)) look(`checklist:${list.id}`, list.body)
  // Gone without an event that says so.
  for (const [subject, state] of left) if (state !== null && !there.has(subject)) faults.push({ kind: 'state', subject })
  return {
    intact: faults.length === 0 && (expected === undefined || found),
    events,
    head: head === '' ? null : head,
    faults,
    expected: expected === undefined ? null : { hash: expected, found },
  }
}
