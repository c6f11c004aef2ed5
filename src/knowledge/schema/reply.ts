// Server replies, known by their shape: a file holds a group under one head.

import { z } from 'zod'
import type { Dated, Reply } from '../../model/knowledge.ts'
import { gives, points } from './pointer.ts'
import { dated, id, localized, regex, sources, text } from './text.ts'

const reply: z.ZodType<Omit<Reply, keyof Dated> & Partial<Dated>> = z.strictObject({
  id,
  protocols: z.array(z.enum(['imap', 'pop3', 'smtp', 'oauth', 'tls', 'any'])).min(1),
  match: z.array(regex).min(1),
  providers: z.array(id).min(1).optional(),
  says: localized,
  gives: gives.optional(),
  points,
  generic: z.boolean().optional(),
  stop: z.boolean().optional(),
  checked: dated.checked.optional(),
  sources: sources.optional(),
  unverified: z.array(text).optional(),
})

export const replies = z.strictObject({ ...dated, replies: z.array(reply).min(1) })
