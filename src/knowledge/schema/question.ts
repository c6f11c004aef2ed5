// A question that a person can answer, and the fact that each answer sets.

import { z } from 'zod'
import type { FactName } from '../../model/facts.ts'
import type { QuestionSpec } from '../../model/knowledge.ts'
import { condition, factValueFault } from './condition.ts'
import { datedHead, localized } from './text.ts'

export const question = z
  .strictObject({
    fact: z.string(),
    ask: localized,
    answers: z.array(z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), label: localized })).min(2),
    when: condition.optional(),
    ...datedHead,
  })
  .superRefine((q, ctx) => {
    for (const [i, answer] of q.answers.entries()) {
      const fault = factValueFault(q.fact, answer.value, false)
      if (fault !== null)
        ctx.addIssue({ code: 'custom', path: fault.startsWith('no fact') ? ['fact'] : ['answers', i, 'value'], message: fault })
    }
  })
  .transform(({ checked, sources, unverified, ...q }) => ({ ...q, fact: q.fact as FactName })) satisfies z.ZodType<Omit<QuestionSpec, 'id'>>
