// A story: a case as `docs/case.md` describes it, with its cause; null stands for what nobody knows.

import { z } from 'zod'
import { isCause } from '../../model/cause.ts'
import { date, text, url } from './text.ts'

const known = <T extends z.ZodType>(type: T) =>
  type
    .nullish()
    .transform((value) => value ?? undefined)
    .optional()

export const story = z
  .strictObject({
    id: text,
    /** Where it was read, for one that is not invented. */
    url: known(url),
    date: known(date),
    lang: known(z.string().regex(/^[a-z]{2}$/)),
    provider: known(text),
    account_type: known(z.enum(['personal', 'work', 'unknown'])),
    client: known(text),
    client_version: known(text),
    protocol: known(text),
    endpoint: known(text),
    auth_method_used: known(text),
    facts: z.array(text).default([]),
    evidence: z.array(text).default([]),
    cause: z.string().refine(isCause, 'is no cause of the closed list'),
    other_causes: z.array(z.string()).optional(),
    confidence: known(text),
  })
  .transform(({ url: _, other_causes: __, confidence: ___, ...told }) => withoutUnknown(told))

function withoutUnknown<T extends object>(told: T): { [K in keyof T]: T[K] } {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as T
}
