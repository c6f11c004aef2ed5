// The causes and questions of the knowledge with their conditions turned into functions, once for each Knowledge.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { CAUSE_IDS, type ParentCause, parentCause } from '../model/cause.ts'
import type { FactName } from '../model/facts.ts'
import type { Cause, Condition, QuestionSpec } from '../model/knowledge.ts'
import type { Localized } from '../model/lang.ts'
import { PRIORS, WEIGHTS, type Weight } from '../model/weight.ts'
import { compileCondition, compileHolds, factsOf, mayHold, type Test, type Waker, wakersOf } from './condition.ts'
import type { FactBase } from './fact-base.ts'

export interface Evidence {
  /** Its number among all. */
  readonly at: number
  readonly when: Condition
  readonly holds: (base: FactBase) => boolean
  readonly weight: Weight
  readonly value: number
  readonly says: Localized
  /** The facts that it reads, the first of which names it in a because-line. */
  readonly facts: readonly FactName[]
}

/** A cause or a finer one, with its own evidence. */
export interface Leaf {
  /** Its number among all. */
  readonly at: number
  readonly cause: Cause
  readonly group: number
  readonly evidence: readonly Evidence[]
}

/** A cause of the closed list with its finer ones. */
export interface Group {
  readonly id: ParentCause
  readonly prior: number
  readonly leaves: readonly Leaf[]
}

export interface Reader {
  readonly leaf: Leaf
  readonly evidence: Evidence
}

export interface AskedQuestion {
  readonly spec: QuestionSpec
  readonly when: Test
  /** For each answer, the evidence that it can make true: an answer changes no other. */
  readonly readers: readonly (readonly Reader[])[]
}

/** By value, and whatever the value. */
export interface Woken {
  readonly by: Map<string, number[]>
  readonly always: number[]
}

export interface Compiled {
  readonly groups: readonly Group[]
  readonly groupOf: ReadonlyMap<string, number>
  readonly questions: readonly AskedQuestion[]
  /** Numbers of the evidence that may hold once a fact is known; what no known fact wakes cannot hold. */
  readonly woken: ReadonlyMap<FactName, Woken>
  readonly evidenceCount: number
  readonly leafCount: number
  readonly test: (condition: Condition) => Test
}

const cache = new WeakMap<Knowledge, Compiled>()

export function compiled(knowledge: Knowledge): Compiled {
  const known = cache.get(knowledge)
  if (known !== undefined) return known
  const made = compileKnowledge(knowledge)
  cache.set(knowledge, made)
  return made
}

function compileKnowledge(knowledge: Knowledge): Compiled {
  const groupOf = new Map<string, number>(CAUSE_IDS.map((id, index) => [id, index]))
  const count = { leaves: 0, evidence: 0 }
  const groups = CAUSE_IDS.map((id, index): Group => {
    const causes = knowledge.causes.filter((cause) => parentCause(cause.id) === id)
    // The cause itself comes before the finer ones.
    causes.sort((a, b) => a.id.length - b.id.length)
    const prior = causes.find((cause) => cause.id === id)?.prior ?? 'exotic'
    return { id, prior: PRIORS[prior], leaves: causes.map((cause) => compileLeaf(cause, index, count)) }
  })
  const readers = new Map<FactName, Reader[]>()
  const woken = new Map<FactName, Woken>()
  for (const leaf of groups.flatMap((group) => group.leaves)) {
    leaf.evidence.forEach((evidence) => {
      for (const fact of new Set(evidence.facts)) into(readers, fact, { leaf, evidence })
      for (const waker of wakersOf(evidence.when)) wake(woken, waker, evidence.at)
    })
  }
  const tests = new WeakMap<Condition, Test>()
  const test = (condition: Condition): Test => {
    const known = tests.get(condition) ?? compileCondition(condition)
    tests.set(condition, known)
    return known
  }
  const questions = knowledge.questions.map((spec) => ({
    spec,
    when: spec.when === undefined ? () => true : compileCondition(spec.when),
    readers: spec.answers.map(({ value }) =>
      (readers.get(spec.fact) ?? []).filter(({ evidence }) => mayHold(evidence.when, spec.fact, value)),
    ),
  }))
  return { groups, groupOf, questions, woken, evidenceCount: count.evidence, leafCount: count.leaves, test }
}

function wake(woken: Map<FactName, Woken>, { fact, values }: Waker, at: number): void {
  const { by, always } = woken.get(fact) ?? { by: new Map<string, number[]>(), always: [] }
  woken.set(fact, { by, always })
  if (values === undefined) always.push(at)
  for (const value of values ?? []) into(by, value, at)
}

function into<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function compileLeaf(cause: Cause, group: number, count: { leaves: number; evidence: number }): Leaf {
  const evidence = cause.evidence.map((piece) => ({
    at: count.evidence++,
    when: piece.when,
    holds: compileHolds(piece.when),
    weight: piece.weight,
    value: WEIGHTS[piece.weight],
    says: piece.because,
    facts: factsOf(piece.when),
  }))
  return { at: count.leaves++, cause, group, evidence }
}
