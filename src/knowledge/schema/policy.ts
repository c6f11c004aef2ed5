// Dated changes at providers, and the filters that stand in front of mailboxes: one list each.

import { z } from 'zod'
import type { Filter, Policy } from '../../model/knowledge.ts'
import { protocols } from './provider.ts'
import { date, dated, id, localized, nameRegex, sources, text } from './text.ts'

const policy: z.ZodType<Policy> = z.strictObject({
  id,
  date,
  providers: z.array(id).min(1),
  protocols: protocols.optional(),
  what: localized,
  strength: z.enum(['official', 'thread', 'press', 'unverified']),
  sources,
})
export const policies = z.strictObject({ ...dated, policies: z.array(policy).min(1) })

const filter: z.ZodType<Filter> = z.strictObject({ id, name: text, mx: z.array(nameRegex).min(1) })
export const filters = z.strictObject({ ...dated, filters: z.array(filter).min(1) })
