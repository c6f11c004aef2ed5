// One line of a procedure: `{task: x}`, `{when: fact=value, ...} text`, `{only: ...} text`, or plain text with `values` to copy.

import { baseFact, FACTS } from '../model/facts.ts'
import type { Condition, ProcedureStep } from '../model/knowledge.ts'
import { condition } from './schema/condition.ts'
import { unknownHoles } from './schema/holes.ts'

/** What is wrong with the line, for its author. */
export class StepFault extends Error {}

/** Throws StepFault, and nothing else. */
export function readStep(line: string, see: string): ProcedureStep {
  const head = /^\{(when|only):([^{}]*)\}\s*/.exec(line)
  const when = head === null ? {} : { when: readWhen(head[2]!), ...(head[1] === 'only' && { sure: true as const }) }
  const text = line.slice(head?.[0].length ?? 0)
  const call = /^\{task:\s*([a-z0-9-]+)\s*\}$/.exec(text)
  if (call !== null) return { task: call[1]!, ...(see === '' ? {} : { see }), ...when }
  if (text === '') throw new StepFault('nothing to do in this step')
  for (const hole of unknownHoles(`${text} ${see}`)) throw new StepFault(`unknown hole {${hole}}`)
  const copy = [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1]!)
  return { do: text, ...(see === '' ? {} : { see }), ...(copy.length === 0 ? {} : { copy }), ...when }
}

/** `secret=app-password, provider=gmail|yahoo, webmail!=works`: all must hold; `|` separates values. */
export function readWhen(text: string): Condition {
  const terms = text.split(',').map((term) => {
    const parts = /^\s*([a-z][a-z0-9.-]*)\s*(!?=)\s*(.+?)\s*$/.exec(term)
    if (parts === null) throw new StepFault(`"${term.trim()}" is not "fact=value"`)
    const [, name, sign, values] = parts
    const one = { [name!]: values!.split('|').map((value) => typed(name!, value.trim())) }
    return sign === '=' ? one : { not: one }
  })
  const plain = Object.assign({}, ...terms.filter((term) => !('not' in term)))
  const nots = terms.filter((term) => 'not' in term)
  if (Object.keys(plain).length + nots.length !== terms.length) throw new StepFault('a fact is named twice: separate its values by "|"')
  const raw = nots.length === 0 ? plain : { ...plain, ...(nots.length === 1 ? nots[0] : { all: nots }) }
  const read = condition.safeParse(raw)
  if (!read.success) throw new StepFault(read.error.issues[0]!.message)
  return read.data
}

/** A word of a line as the vocabulary has it: `true` and numbers are no texts there. */
function typed(name: string, value: string): string | number | boolean {
  const base = baseFact(name)
  const kind: string | readonly unknown[] | undefined = base && FACTS[base]
  if (Array.isArray(kind) && kind.includes(true) && (value === 'true' || value === 'false')) return value === 'true'
  return kind === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}
