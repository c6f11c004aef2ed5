// A template of a checklist: what is to be done, in order, by whoever keeps a mailbox.

import { z } from 'zod'
import type { ChecklistSpec } from '../../model/knowledge.ts'
import { dated, id, localized, text } from './text.ts'

export const checklist: z.ZodType<Omit<ChecklistSpec, 'id'>> = z.strictObject({
  title: localized,
  about: localized,
  items: z
    .array(
      z.strictObject({
        id,
        do: localized,
        why: localized.optional(),
        command: text.refine((s) => s.startsWith('sesame '), 'a command of ours begins with “sesame”').optional(),
        afterDays: z.int().min(0).max(3_650).optional(),
      }),
    )
    .min(1)
    .refine((items) => new Set(items.map((item) => item.id)).size === items.length, 'two items have the same id'),
  ...dated,
})
