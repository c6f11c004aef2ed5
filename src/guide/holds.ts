// Does a step's condition hold? Three answers, because a step is only left out when the facts contradict it.

import { fullDate, isDate } from '../model/date.ts'
import type { FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { Condition } from '../model/knowledge.ts'
import type { FactValues } from './subject.ts'
import { olderThan } from './version.ts'

export type Truth = 'yes' | 'no' | 'unknown'

export function holds(condition: Condition, facts: FactValues): Truth {
  const parts: Truth[] = []
  for (const [name, wanted] of Object.entries(condition.facts ?? {})) {
    parts.push(isOneOf(facts[name as FactName], wanted ?? []))
  }
  for (const inner of condition.all ?? []) parts.push(holds(inner, facts))
  if (condition.any) parts.push(anyOf(condition.any.map((inner) => holds(inner, facts))))
  if (condition.not) parts.push(opposite(holds(condition.not, facts)))
  if (parts.includes('no')) return 'no'
  return parts.includes('unknown') ? 'unknown' : 'yes'
}

function anyOf(parts: readonly Truth[]): Truth {
  if (parts.includes('yes')) return 'yes'
  return parts.includes('unknown') ? 'unknown' : 'no'
}

function opposite(truth: Truth): Truth {
  if (truth === 'unknown') return truth
  return truth === 'yes' ? 'no' : 'yes'
}

function isOneOf(values: readonly FactValue[] | undefined, wanted: readonly FactValue[]): Truth {
  if (!values || values.length === 0) return 'unknown'
  return values.some((value) => wanted.some((w) => meets(value, w))) ? 'yes' : 'no'
}

function meets(value: FactValue, wanted: FactValue): boolean {
  const bound = typeof wanted === 'string' ? /^(>=|<)\s*(.+)$/.exec(wanted) : null
  if (!bound?.[2]) return String(value) === String(wanted)
  const older = isBefore(String(value), bound[2])
  return bound[1] === '<' ? older : !older
}

/** Dates by day, everything else as a version. */
function isBefore(a: string, b: string): boolean {
  return isDate(a) && isDate(b) ? fullDate(a) < fullDate(b) : olderThan(a, b)
}
