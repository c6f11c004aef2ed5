// A letter that a helpdesk can send when a cause is found.

import { z } from 'zod'
import type { Letter } from '../../model/knowledge.ts'
import { condition } from './condition.ts'
import { causeId } from './pointer.ts'
import { dated, id, localized } from './text.ts'

export const letter: z.ZodType<Omit<Letter, 'id'>> = z
  .strictObject({
    to: z.enum(['user', 'administrator', 'host', 'support', 'company']).optional(),
    causes: z.array(causeId),
    providers: z.array(id).min(1).optional(),
    policies: z.array(id).min(1).optional(),
    when: condition.optional(),
    subject: localized,
    body: localized,
    ...dated,
  })
  .refine((l) => l.causes.length > 0 || l.policies !== undefined, 'a letter is about a cause, or prepares for a dated change (policies)')
