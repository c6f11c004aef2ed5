// The plan of a transfer out of its numbers: what goes where, what will not arrive, how long, on which day it ends. Pure, and what it says is what runs.

import { causesOf } from '../folders/map-folders.ts'
import type { Count } from '../journey.ts'
import { connectionsFor } from './connections.ts'
import { assumedRate, daysOf, durationOf } from './duration.ts'
import { findingsOf } from './findings.ts'
import type { Days, PairFacts, PlanFacts, PlannedFolder, TransferPlan } from './shapes.ts'

export function makePlan(facts: PlanFacts): TransferPlan {
  const { source, target, pairs, map, rules, roundTrip, usedToday, now } = facts
  const folders = pairs.map(planned)
  const copy = total(folders.map((folder) => folder.copy))
  const connections = connectionsFor(source, target, facts.connections, facts.lanes)
  const rate = facts.rate ?? assumedRate({ source, target, connections: connections.pairs, roundTrip })
  const duration = durationOf(copy, rate, source.limits, target.limits)
  const days = daysOf({ bytes: copy.bytes, ms: duration.ms, source: source.limits, target: target.limits, usedToday, now })
  const largest = pairs.reduce<TransferPlan['largest']>(
    (most, { largest: bytes, pair }) => (bytes === undefined || bytes <= (most?.bytes ?? 0) ? most : { bytes, folder: pair.source.name }),
    undefined,
  )
  return {
    from: source.label,
    to: target.label,
    copy,
    already: total(folders.map((folder) => folder.already)),
    ...(largest !== undefined && { largest }),
    folders,
    left: map.left.map(({ folder, reason }) => ({ folder: folder.path.join('/'), reason })),
    excluded: merged(pairs.map((one) => one.excluded ?? {})),
    findings: findingsOf(facts),
    duration,
    days,
    connections,
    order: orderFor(rules.order, days),
  }
}

/** Where it lasts for days, people want yesterday's mail before that of ten years ago. */
export function orderFor(wanted: 'auto' | 'kept' | 'newest', { days }: Pick<Days, 'days'>): TransferPlan['order'] {
  if (wanted !== 'auto') return { order: wanted, because: 'asked' }
  return days > 1 ? { order: 'newest', because: 'days' } : { order: 'kept', because: 'usual' }
}

function planned(facts: PairFacts): PlannedFolder {
  const { pair, messages, bytes } = facts
  const already = facts.already ?? { messages: 0, bytes: 0 }
  return {
    source: pair.source.path.join('/'),
    target: pair.target.path.join('/'),
    reason: pair.reason,
    because: causesOf(pair),
    ...(pair.byName !== undefined && { byName: pair.byName }),
    isNew: !('name' in pair.target),
    copy: { messages: Math.max(0, messages - already.messages), bytes: Math.max(0, bytes - already.bytes) },
    already,
  }
}

function total(counts: readonly Count[]): Count {
  return counts.reduce((sum, one) => ({ messages: sum.messages + one.messages, bytes: sum.bytes + one.bytes }), { messages: 0, bytes: 0 })
}

function merged(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const one of all) for (const [key, count] of Object.entries(one)) sums[key] = (sums[key] ?? 0) + count
  return sums
}
