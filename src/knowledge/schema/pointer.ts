// What a reply or a message says (`gives`) and points to (`points`), in the short and the long way of writing it.

import { z } from 'zod'
import { type CauseId, isCause } from '../../model/cause.ts'
import type { FactValue } from '../../model/fact.ts'
import type { FactName } from '../../model/facts.ts'
import type { Pointer } from '../../model/knowledge.ts'
import { WEIGHTS, type Weight } from '../../model/weight.ts'
import { condition, factValueFault } from './condition.ts'
import { localized } from './text.ts'

export const causeId = z
  .string()
  .regex(/^[a-z]+(\.[a-z_]+)?(\/[a-z0-9_]+)?$/, 'a cause id looks like auth.wrong_password or parent/child')
  .refine(isCause, { error: (issue) => `"${issue.input}" is not in the closed list of causes` }) as unknown as z.ZodType<CauseId>

export const weight = z.enum(Object.keys(WEIGHTS) as [Weight, ...Weight[]])

const pointer: z.ZodType<Pointer> = z.strictObject({ cause: causeId, weight, when: condition.optional(), says: localized.optional() })

/** `{ auth.basic_disabled: certain }`, or a list of `{ cause, weight, when, says }`. */
export const points: z.ZodType<readonly Pointer[]> = z.unknown().transform((raw, ctx): readonly Pointer[] => {
  const list = Array.isArray(raw) ? raw : isRecord(raw) ? Object.entries(raw).map(([cause, w]) => ({ cause, weight: w })) : null
  if (list === null) {
    ctx.addIssue({ code: 'custom', message: 'points is a map of cause to weight, or a list of { cause, weight, when, says }' })
    return z.NEVER
  }
  const read = z.array(pointer).safeParse(list)
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const [index, ...rest] = issue.path
    if (Array.isArray(raw)) ctx.addIssue({ ...issue, path: [index!, ...rest] } as Parameters<typeof ctx.addIssue>[0])
    else {
      // In the short form the cause is the key and the weight its value.
      const message = rest[0] === 'cause' ? issue.message : `a weight is one of ${Object.keys(WEIGHTS).join(', ')}`
      const at = rest[0] === 'cause' ? 'key' : 'value'
      ctx.addIssue({ code: 'custom', message, params: { at }, path: [list[Number(index)]!.cause as string] })
    }
  }
  return z.NEVER
})

/** Facts that a text states: names and values of the vocabulary. */
export const gives = z.record(z.string(), z.unknown()).transform((raw, ctx) => {
  for (const [name, value] of Object.entries(raw)) {
    const fault = factValueFault(name, value, false)
    if (fault !== null)
      ctx.addIssue({ code: 'custom', message: fault, path: [name], params: { at: fault.startsWith('no fact') ? 'key' : 'value' } })
  }
  return raw as Readonly<Partial<Record<FactName, FactValue>>>
})

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
