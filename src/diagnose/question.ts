// The one question whose answer would teach most: the expected gain of information, each answer tried on the ranking.

import type { Question } from '../model/diagnosis.ts'
import type { FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { QuestionSpec } from '../model/knowledge.ts'
import type { AskedQuestion, Compiled, Leaf, Reader } from './compiled.ts'
import { assume, type FactBase, forget } from './fact-base.ts'
import { groupLogit, type Scale, weightOf } from './weigh.ts'

/** Below this many bits a question is not worth a person's time. */
const LEAST = 0.02
/** A cause as unlikely as this teaches nothing by moving. */
const OUT_OF_THE_RACE = 0.01

export function bestQuestion(known: Compiled, base: FactBase, scale: Scale, probabilities: readonly number[]): Question | null {
  let best: { spec: QuestionSpec; gain: number } | null = null
  for (const question of known.questions) {
    const { spec, when } = question
    if (base.facts.has(spec.fact) || when(base) !== true) continue
    const gain = expectedGain(known, base, scale, probabilities, question)
    if (gain >= LEAST && (best === null || gain > best.gain)) best = { spec, gain }
  }
  if (best === null) return null
  const { spec, gain } = best
  return {
    id: spec.id,
    ask: spec.ask,
    answers: spec.answers.map((answer) => ({ value: String(answer.value), label: answer.label })),
    gain: Math.round(gain * 1000) / 1000,
  }
}

/**
 * The mutual information of the answer and the cause, in bits. The weight that an answer would give to a cause is read as
 * how likely people with that cause are to give it.
 */
function expectedGain(
  known: Compiled,
  base: FactBase,
  scale: Scale,
  probabilities: readonly number[],
  { spec, readers }: AskedQuestion,
): number {
  const shifts = spec.answers.map((answer, index) => {
    const racing = readers[index]!.filter(({ leaf }) => probabilities[leaf.group]! >= OUT_OF_THE_RACE)
    return racing.length === 0 ? UNMOVED : shiftsOf(known, base, scale, racing, spec.fact, answer.value)
  })
  const moved = new Set(shifts.flatMap((shift) => [...shift.keys()]))
  if (moved.size === 0) return 0
  const even = 1 / shifts.length
  // Causes that no answer moves are all alike: together they are one.
  const likely = [...moved].map((cause) => {
    const odds = shifts.map((shift) => Math.exp(shift.get(cause) ?? 0))
    const total = odds.reduce((a, b) => a + b, 0)
    return { p: probabilities[cause]!, odds: odds.map((odd) => odd / total) }
  })
  likely.push({ p: Math.max(0, 1 - likely.reduce((sum, { p }) => sum + p, 0)), odds: shifts.map(() => even) })
  let gain = 0
  for (let answer = 0; answer < shifts.length; answer++) {
    const chance = likely.reduce((sum, { p, odds }) => sum + p * odds[answer]!, 0)
    for (const { p, odds } of likely) if (p > 0) gain += p * odds[answer]! * Math.log2(odds[answer]! / chance)
  }
  return gain
}

const UNMOVED: ReadonlyMap<number, number> = new Map()

/** How far each cause would move if this were the answer: only evidence that reads the fact is weighed again. */
function shiftsOf(
  known: Compiled,
  base: FactBase,
  scale: Scale,
  readers: readonly Reader[],
  fact: FactName,
  value: FactValue,
): ReadonlyMap<number, number> {
  assume(base, fact, value)
  const holding = readers.filter(({ evidence }) => evidence.holds(base))
  forget(base, fact)
  if (holding.length === 0) return UNMOVED
  const sums = new Map<Leaf, number>()
  for (const { leaf, evidence } of holding) sums.set(leaf, (sums.get(leaf) ?? scale.leaves[leaf.at]!.sum) + weightOf(base, evidence))
  const shifts = new Map<number, number>()
  for (const { group: index } of sums.keys()) {
    if (shifts.has(index)) continue
    const { leaves } = known.groups[index]!
    const before = leaves.map((leaf) => scale.leaves[leaf.at]!.sum)
    const after = leaves.map((leaf) => sums.get(leaf) ?? scale.leaves[leaf.at]!.sum)
    shifts.set(index, groupLogit(0, after) - groupLogit(0, before))
  }
  return shifts
}
