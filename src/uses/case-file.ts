// Cases from outside: one JSON object, a JSON array or JSON Lines, each checked before it is judged. A bad one is named by its line; the others go on.

import * as z from 'zod/mini'
import type { Case } from '../model/case.ts'
import { FACTS, type FactName } from '../model/facts.ts'

const text = z.string().check(z.maxLength(100_000))
const optional = z.optional(z.nullable(text))
const texts = z.optional(z.nullable(z.array(text).check(z.maxLength(1_000))))
const factName = z
  .string()
  .check(
    z.refine(
      (name) => [name, name.replace(/^(imap|pop3|smtp)\./, '')].some((n) => Object.hasOwn(FACTS, n)),
      'not a fact of the vocabulary',
    ),
  )
const CASE = z.object({
  id: z.union([text, z.number()]),
  date: z.optional(z.nullable(z.string().check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?/, 'not a date like 2026-11 or 2026-11-21')))),
  lang: optional,
  address: optional,
  provider: optional,
  account_type: optional,
  client: optional,
  client_version: optional,
  protocol: optional,
  endpoint: optional,
  auth_method_used: optional,
  facts: texts,
  evidence: texts,
  answers: z.optional(z.nullable(z.record(z.string(), text))),
  observed: z.optional(
    z.nullable(
      z
        .array(
          z.object({
            name: factName,
            value: z.union([z.string(), z.number(), z.boolean()]),
            origin: z.enum(['probe', 'said', 'shown', 'known']),
            about: z.optional(text),
            quote: z.optional(text),
            at: z.optional(z.number()),
          }),
        )
        .check(z.maxLength(10_000)),
    ),
  ),
})

export type ReadCase = { readonly ok: true; readonly case: Case } | { readonly ok: false; readonly id?: string; readonly why: string }

/** `null` and unknown keys are dropped, so that cases of other tools are read; a wrong type is refused with its path. */
export function checkCase(value: unknown): ReadCase {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, why: `an object is wanted, not ${Array.isArray(value) ? 'a list' : JSON.stringify(value)?.slice(0, 40)}` }
  const checked = CASE.safeParse(value)
  const id = 'id' in value && (typeof value.id === 'string' || typeof value.id === 'number') ? String(value.id) : undefined
  if (!checked.success) {
    const [issue] = checked.error.issues
    return { ok: false, ...(id !== undefined && { id }), why: `${issue?.path.join('.') || 'case'}: ${issue?.message ?? 'invalid'}` }
  }
  const { id: _, account_type, date, observed, answers, ...rest } = checked.data
  return {
    ok: true,
    case: {
      ...dropNulls(rest),
      id: id ?? '',
      ...(date != null && { date: date.slice(0, 10) }),
      ...((account_type === 'personal' || account_type === 'work') && { account_type }),
      ...(answers != null && { answers }),
      ...(observed != null && {
        observed: observed.map((fact) => ({ ...fact, name: fact.name as FactName }) as NonNullable<Case['observed']>[number]),
      }),
    },
  }
}

type WithoutNulls<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> }
function dropNulls<T extends object>(value: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v != null)) as WithoutNulls<T>
}

export function parseCase(line: string): ReadCase {
  try {
    return checkCase(JSON.parse(line))
  } catch {
    return { ok: false, why: `this is not JSON: ${line.slice(0, 60)}` }
  }
}
