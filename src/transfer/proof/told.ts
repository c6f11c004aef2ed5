// The sentences of a report that terminal and page share: what it came to, and what is told of one message.

import type { Text } from '../../text/index.ts'
import type { ProofLine, ProofState, ProofSummary } from './shapes.ts'

type Words = Text['compare']

const COUNTED = ['missing', 'doubled', 'refused', 'waiting', 'changed', 'moved'] as const

/** What was found that is not as it should be, whether accepted or not. */
export function foundIn({ states, differing }: Pick<ProofSummary, 'states' | 'differing'>, words: Words): readonly string[] {
  const counts = [
    ...COUNTED.map((state) => [state, states[state]?.messages ?? 0] as const),
    ['flags', differing.flags] as const,
    ['dates', differing.dates] as const,
  ]
  return counts.flatMap(([what, n]) => (n > 0 ? [words.found[what](n)] : []))
}

export function verdictSaid(summary: ProofSummary, words: Words): string {
  if (summary.kind === 'check' && summary.verdict !== 'untold') {
    const { found, verdict } = words.check
    if (summary.verdict === 'same') return verdict.same
    const since = (['missing', 'doubled', 'changed'] as const).flatMap((state) => {
      const n = summary.states[state]?.messages ?? 0
      return n > 0 ? [found[state](n)] : []
    })
    return verdict.different(since.join(words.and))
  }
  if (summary.verdict === 'same') return words.verdict.same(summary.level)
  if (summary.verdict === 'untold') return words.verdict.untold
  const found = foundIn(summary, words)
  return words.verdict.different(found.length > 0 ? found.join(words.and) : (summary.why ?? summary.ended ?? ''))
}

/** Why and how, in one line; empty when the state says it all. */
export function lineSaid(line: ProofLine, words: Words): string {
  const { change, how, because, flagsLost, targetFlags, targetDate, said } = line
  const parts = [
    change && words.change[change],
    how && words.how(how),
    because && words.because(because),
    targetFlags !== undefined
      ? words.flagsNow(line.flags.join(' '), targetFlags.join(' '))
      : flagsLost && words.flagsLost(flagsLost.join(' ')),
    targetDate && words.dateNow(targetDate),
    said,
  ]
  return parts.filter((part) => part).join(' · ')
}

/** What a state is called, and what it means: beside another mailbox, or beside a report of long ago. */
export function stateWord(kind: ProofSummary['kind'], state: ProofState, words: Words): string {
  return (kind === 'check' && (words.check.states as Partial<Record<ProofState, string>>)[state]) || words.states[state]
}

export function stateMeans(kind: ProofSummary['kind'], state: ProofState, words: Words): string {
  return (kind === 'check' && (words.check.means as Partial<Record<ProofState, string>>)[state]) || words.stateMeans[state]
}

/** The order in which people want to know. */
export const TOLD_ORDER: readonly (ProofState | 'differing')[] = [
  ...(['missing', 'refused', 'waiting', 'unread', 'doubled', 'changed', 'moved'] as const),
  'differing',
  ...(['gone', 'extra', 'excluded'] as const),
]
