// An app, program or device: its names, its platforms, and whose OAuth it can do since which version.

import { z } from 'zod'
import type { Client, Release } from '../../model/knowledge.ts'
import { protocols } from './provider.ts'
import { regexFault } from './regex.ts'
import { date, dated, day, id, localized, text } from './text.ts'

export const clientKind = z.enum(['app', 'webmail', 'program', 'device', 'server'])

/** A name in lower case, or a regular expression between slashes. */
const clientName = text.superRefine((s, ctx) => {
  const pattern = /^\/(.+)\/$/.exec(s)?.[1]
  const fault = pattern === undefined ? (s === s.toLowerCase() ? null : 'names are written in lower case') : regexFault(pattern)
  if (fault !== null) ctx.addIssue({ code: 'custom', message: fault })
})

/** A version (`16.4`), a month or a day. */
const version = z.string().regex(/^\d+(\.\d+)*$|^\d{4}-\d{2}(-\d{2})?$/, 'a version as "16.4", or a date as "2024-09": quote it')

const release: z.ZodType<Release> = z.strictObject({
  name: text,
  version: version.optional(),
  released: date.optional(),
  supportEnds: date.optional(),
  note: localized.optional(),
})

export const client: z.ZodType<Omit<Client, 'id'>> = z.strictObject({
  name: localized,
  phrase: localized.optional(),
  names: z.array(clientName).min(1),
  kind: clientKind,
  base: id.optional(),
  platform: z.array(id).min(1),
  maker: text.optional(),
  releases: z.array(release).min(1).optional(),
  ended: day.optional(),
  replacedBy: id.optional(),
  oauth: z.array(
    z.strictObject({
      family: id,
      protocols: protocols.optional(),
      since: version.optional(),
      able: z.boolean(),
      note: localized.optional(),
    }),
  ),
  can: z.strictObject({ pop3: z.boolean().optional(), imap: z.boolean().optional(), smtp: z.boolean().optional() }).optional(),
  add: localized.optional(),
  shows: z.array(localized).min(1).optional(),
  log: localized.optional(),
  never: z.array(localized).optional(),
  ...dated,
})
