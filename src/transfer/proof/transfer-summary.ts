// What a finished transfer came to, in the words of a report. Flags and dates are counted from the messages while the report is written.

import type { ProofLevel, Rules, TransferOutcome } from '../journey.ts'
import type { Acceptable, ProofSide, ProofSummary, States } from './shapes.ts'

export interface TransferTold {
  readonly kind: Exclude<ProofSummary['kind'], 'compare' | 'check'>
  /** ISO. */
  readonly started: string
  readonly source: ProofSide
  readonly target: ProofSide
  readonly level: ProofLevel
  readonly rules?: Rules
  readonly accepted: readonly Acceptable[]
}

export function transferSummary(outcome: TransferOutcome, told: TransferTold): ProofSummary {
  const used = (states: TransferOutcome['states']): States =>
    Object.fromEntries(Object.entries(states).filter(([, { messages }]) => messages > 0))
  const nothing = { flags: 0, dates: 0, order: 0, duplicates: 0 }
  return {
    ...told,
    ms: Math.round(outcome.ms),
    verdict: 'untold',
    states: used(outcome.states),
    differing: { ...nothing, duplicates: outcome.folders.reduce((sum, { duplicates }) => sum + duplicates, 0) },
    bodies: 0,
    folders: outcome.folders.map(({ source, target, states, duplicates }) => {
      const all = Object.values(states)
      const sum = (of: typeof all) =>
        of.reduce((to, { messages, bytes }) => ({ messages: to.messages + messages, bytes: to.bytes + bytes }), { messages: 0, bytes: 0 })
      const there = [states.identical, states['already-there'], states.changed]
      return { source: [source], target, messages: { source: sum(all), target: sum(there) }, states: used(states), ...nothing, duplicates }
    }),
    untold: [],
    blind: [],
    ...(outcome.ended !== 'complete' && { ended: outcome.ended }),
    ...(outcome.why !== undefined && { why: outcome.why }),
  }
}
