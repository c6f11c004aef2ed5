// A letter that a helpdesk can send when a cause is found.

import { z } from 'zod'
import type { Letter } from '../../model/knowledge.ts'
import { causeId } from './pointer.ts'
import { dated, id, localized } from './text.ts'

export const letter: z.ZodType<Omit<Letter, 'id'>> = z.strictObject({
  causes: z.array(causeId).min(1),
  providers: z.array(id).min(1).optional(),
  subject: localized,
  body: localized,
  ...dated,
})
