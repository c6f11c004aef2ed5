// Conditions of the knowledge, compiled once to functions of three values: true, false, or undefined when a fact is unknown.

import { fullDate, isDate } from '../model/date.ts'
import type { FactValue } from '../model/fact.ts'
import { baseFact, FACTS, type FactName } from '../model/facts.ts'
import type { Condition } from '../model/knowledge.ts'
import { type FactBase, valuesOf } from './fact-base.ts'

/** True, false, or undefined: unknown weighs nothing. */
export type Truth = boolean | undefined
export type Test = (base: FactBase) => Truth

export function compileCondition(condition: Condition): Test {
  const tests: Test[] = []
  for (const [name, wanted] of Object.entries(condition.facts ?? {})) tests.push(factTest(name as FactName, wanted as readonly FactValue[]))
  for (const inner of condition.all ?? []) tests.push(compileCondition(inner))
  if (condition.any !== undefined) tests.push(anyOf(condition.any.map(compileCondition)))
  if (condition.not !== undefined) tests.push(negated(compileCondition(condition.not)))
  return tests.length === 1 ? tests[0]! : allOf(tests)
}

/** Facts that nearly every case has: looking at the others first settles most conditions at once. */
const NEARLY_ALWAYS = /^(date|provider|family|account|protocol|direction|secret|port|client|policy)\b/

/** Whether a condition holds: as `compileCondition`, but what is unknown is simply not true, so that the first doubt ends it. */
export function compileHolds(condition: Condition): (base: FactBase) => boolean {
  const { facts, all, any, not } = condition
  const tests: Test[] = rarestFirst(condition).map((name) => factTest(name, facts![name]!))
  if (all !== undefined || any !== undefined || not !== undefined) {
    tests.push(compileCondition({ ...(all && { all }), ...(any && { any }), ...(not && { not }) }))
  }
  // Called some hundred times a case.
  return (base) => {
    for (const test of tests) if (test(base) !== true) return false
    return true
  }
}

function rarestFirst({ facts }: Condition): readonly FactName[] {
  return (Object.keys(facts ?? {}) as FactName[]).sort((a, b) => Number(NEARLY_ALWAYS.test(a)) - Number(NEARLY_ALWAYS.test(b)))
}

/** A fact without which a condition cannot hold, with the values that it must have where they can be listed. */
export interface Waker {
  readonly fact: FactName
  readonly values?: readonly string[]
}

/** Facts, one of which must be known for the condition to hold: unknown weighs nothing. */
export function wakersOf(condition: Condition): readonly Waker[] {
  const [rarest] = rarestFirst(condition)
  if (rarest === undefined) return [...new Set(factsOf(condition))].map((fact) => ({ fact }))
  const wanted = condition.facts![rarest]!
  const listed = wanted.every((value) => boundTest(rarest, value) === null)
  return [{ fact: rarest, ...(listed && { values: wanted.map(String) }) }]
}

/** False when this value of the fact alone keeps the condition from holding. */
export function mayHold({ facts }: Condition, name: FactName, value: FactValue): boolean {
  const wanted = facts?.[name]
  return wanted === undefined || wanted.some((one) => boundTest(name, one)?.(value) ?? String(one) === String(value))
}

/** The facts that a condition reads: an answer can only change the conditions that read its fact. */
export function factsOf(condition: Condition): readonly FactName[] {
  return [
    ...(Object.keys(condition.facts ?? {}) as FactName[]),
    ...(condition.all ?? []).flatMap(factsOf),
    ...(condition.any ?? []).flatMap(factsOf),
    ...(condition.not === undefined ? [] : factsOf(condition.not)),
  ]
}

function factTest(name: FactName, wanted: readonly FactValue[]): Test {
  const bounds = wanted.flatMap((value) => boundTest(name, value) ?? [])
  const exact = wanted.filter((value) => boundTest(name, value) === null).map(String)
  return (base) => {
    const values = valuesOf(base, name)
    if (values.length === 0) return undefined
    for (const value of values) {
      if (exact.includes(String(value))) return true
      for (const test of bounds) if (test(value)) return true
    }
    return false
  }
}

function boundTest(name: FactName, wanted: FactValue): ((value: FactValue) => boolean) | null {
  const bound = typeof wanted === 'string' ? /^(>=|<=|>|<)\s*(.+)$/.exec(wanted) : null
  if (bound === null) return null
  const [, sign, limit] = bound as unknown as [string, '>=' | '<=' | '>' | '<', string]
  const kind = FACTS[baseFact(name) ?? 'date']
  return (value) => {
    const order = kind === 'date' ? compareDates(String(value), limit) : compareVersions(String(value), limit)
    return sign === '>=' ? order >= 0 : sign === '<=' ? order <= 0 : sign === '>' ? order > 0 : order < 0
  }
}

function compareDates(value: string, limit: string): number {
  const [a, b] = [fullDate(value), isDate(limit) ? `${limit}-01-01`.slice(0, 10) : limit]
  return a < b ? -1 : a > b ? 1 : 0
}

/** Compares dotted numbers part by part, so that 128.10 comes after 128.9; what is not a number ends the comparison. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number)
}

function allOf(tests: readonly Test[]): Test {
  return (base) => {
    let truth: Truth = true
    for (const test of tests) {
      const one = test(base)
      if (one === false) return false
      if (one === undefined) truth = undefined
    }
    return truth
  }
}

function anyOf(tests: readonly Test[]): Test {
  return (base) => {
    let truth: Truth = false
    for (const test of tests) {
      const one = test(base)
      if (one === true) return true
      if (one === undefined) truth = undefined
    }
    return truth
  }
}

function negated(test: Test): Test {
  return (base) => {
    const truth = test(base)
    return truth === undefined ? undefined : !truth
  }
}
