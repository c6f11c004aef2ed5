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
    // Told lost and told now would say the same twice.
    targetFlags !== undefined ? words.flagsNow(targetFlags.join(' ')) : flagsLost && words.flagsLost(flagsLost.join(' ')),
    targetDate && words.dateNow(targetDate),
    said,
  ]
  return parts.filter((part) => part).join('; ')
}

/** The order in which people want to know. */
export const TOLD_ORDER: readonly (ProofState | 'differing')[] = [
  ...(['missing', 'refused', 'waiting', 'unread', 'doubled', 'changed', 'moved'] as const),
  'differing',
  ...(['gone', 'extra', 'excluded'] as const),
]
