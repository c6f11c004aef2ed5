// Conditions as authors write them (`when: { sign-in: refused, secret: [password] }`), checked against the vocabulary of facts.

import { z } from 'zod'
import { isDate } from '../../model/date.ts'
import type { FactValue } from '../../model/fact.ts'
import { baseFact, FACTS, type FactName } from '../../model/facts.ts'
import type { Condition } from '../../model/knowledge.ts'

export const condition: z.ZodType<Condition> = z.unknown().transform((raw, ctx): Condition => {
  const faults: Fault[] = []
  const read = readCondition(raw, [], faults)
  for (const fault of faults) ctx.addIssue({ code: 'custom', message: fault.message, path: [...fault.path], params: { at: fault.at } })
  return faults.length > 0 ? z.NEVER : read
})

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Set when the name is wrong, not its value. */
  readonly at?: 'key'
}

function readCondition(raw: unknown, path: readonly PropertyKey[], faults: Fault[]): Condition {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || Object.keys(raw).length === 0) {
    faults.push({ path, message: 'a condition names at least one fact, or any, all, not' })
    return {}
  }
  const facts: Partial<Record<FactName, readonly FactValue[]>> = {}
  const nested: { all?: Condition[]; any?: Condition[]; not?: Condition } = {}
  for (const [key, value] of Object.entries(raw)) {
    const here = [...path, key]
    if (key === 'not') nested.not = readCondition(value, here, faults)
    else if (key === 'any' || key === 'all') {
      if (!Array.isArray(value) || value.length === 0) faults.push({ path: here, message: `${key} takes a list of conditions` })
      else nested[key] = value.map((one, i) => readCondition(one, [...here, i], faults))
    } else facts[key as FactName] = readValues(key, value, here, faults)
  }
  return { ...(Object.keys(facts).length > 0 ? { facts } : {}), ...nested }
}

function readValues(name: string, raw: unknown, path: readonly PropertyKey[], faults: Fault[]): readonly FactValue[] {
  if (baseFact(name) === undefined) {
    faults.push({ path, message: `no fact is called "${name}"${nearest(name)}`, at: 'key' })
    return []
  }
  const list = Array.isArray(raw) ? raw : [raw]
  if (list.length === 0) faults.push({ path, message: 'an empty list of values never holds' })
  return list.map((value, i) => {
    const fault = factValueFault(name, value, true)
    if (fault !== null) faults.push({ path: Array.isArray(raw) ? [...path, i] : path, message: fault })
    return value as FactValue
  })
}

/** What is wrong with a value of a fact, or null. Comparisons (`>=`, `<`) belong to conditions only. */
export function factValueFault(name: string, value: unknown, comparisons: boolean): string | null {
  const base = baseFact(name)
  if (base === undefined) return `no fact is called "${name}"${nearest(name)}`
  const kind: string | readonly unknown[] = FACTS[base]
  if (Array.isArray(kind)) return kind.includes(value) ? null : `${base} is one of ${kind.join(', ')}, not ${JSON.stringify(value)}`
  const bare = comparisons && typeof value === 'string' ? value.replace(/^(>=|<)/, '') : value
  if (kind === 'number') return isNumber(bare) ? null : `${base} is a number${comparisons ? ' or ">=", "<" and a number' : ''}`
  if (typeof bare !== 'string' || bare.trim() === '') return `${base} is a text: quote it`
  if (kind === 'date' && !isDate(bare)) return `${base} is a date, ">=" or "<" and a date`
  if (kind === 'version' && !/^\d+(\.\d+)*$/.test(bare)) return `${base} is a version as "16.4", ">=" or "<" and a version`
  return null
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
}

/** A name of the vocabulary within two letters of the one given, as a hint. */
function nearest(name: string): string {
  const names = Object.keys(FACTS).filter((known) => distance(known, name.replace(/^(imap|pop3|smtp)\./, '')) <= 2)
  return names.length === 0 ? '' : ` (${names.join(' or ')}?)`
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
