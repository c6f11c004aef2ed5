// A story that must be judged right, and the command that shows it on the lab.

import { z } from 'zod'
import type { Situation } from '../../model/knowledge.ts'
import { causeId } from './pointer.ts'
import { datedHead, text } from './text.ts'

const texts = z.array(text)

export const situation: z.ZodType<Omit<Situation, 'id'>> = z
  .strictObject({
    story: text,
    case: z.looseObject({ id: text }),
    expect: z.strictObject({
      cause: z.array(causeId).min(1),
      never: z.array(causeId).optional(),
      steps: z.strictObject({ fr: texts.optional(), en: texts.optional() }).optional(),
      neverSteps: texts.optional(),
    }),
    lab: z
      .strictObject({ args: texts.min(1), password: text.optional(), exit: z.int().min(0).max(4), cause: causeId.optional() })
      .optional(),
    ...datedHead,
  })
  .transform(({ checked, sources, unverified, ...situation }) => situation)
