// A cause: its sentence, its fix, how common it is and the evidence that weighs for or against it.

import { z } from 'zod'
import type { Cause } from '../../model/knowledge.ts'
import { PRIORS, type Prior } from '../../model/weight.ts'
import { condition } from './condition.ts'
import { weight } from './pointer.ts'
import { dated, id, localized } from './text.ts'

export const cause: z.ZodType<Omit<Cause, 'id'>> = z.strictObject({
  title: localized,
  sentence: localized,
  fix: id,
  fixTitle: localized,
  prior: z.enum(Object.keys(PRIORS) as [Prior, ...Prior[]]),
  evidence: z.array(z.strictObject({ when: condition, weight, because: localized })),
  decidedBy: z.array(localized).optional(),
  ...dated,
})
