// The imported tables of domains: a head that says whose it is, under which licence and of which revision, then many domains of one provider together.

import { z } from 'zod'
import type { Need } from '../../model/knowledge.ts'
import { server } from './provider.ts'
import { day, text, url } from './text.ts'

const head = { source: url, licence: text, revision: text, imported: day }
const pack = { name: text, domains: z.array(text).min(1) }

/** Each set of servers once; `%DOMAIN%` is not expanded. */
export const table = z.strictObject({ ...head, providers: z.array(z.strictObject({ ...pack, servers: z.array(server).min(1) })) })

const need: z.ZodType<Need> = z.enum([
  'app-password',
  'switch-on',
  'paid-plan',
  'two-factor-first',
  'no-standard-imap',
  'local-bridge',
  'oauth-required',
  'oauth-possible',
  'tor-only',
])

/** A domain may have no servers: what it needs is the fact. */
export const preparations = z.strictObject({
  ...head,
  providers: z.array(
    z.strictObject({
      ...pack,
      status: z.enum(['ok', 'preparation', 'broken']),
      servers: z.array(server),
      needs: z.array(need),
      checked: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month written "YYYY-MM"'),
      website: z
        .string()
        .regex(/^https?:\/\/\S+$/, 'must be a web address')
        .optional(),
    }),
  ),
})
