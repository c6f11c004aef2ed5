// An imported table of domains: its head says whose it is, under which licence and of which revision.

import { z } from 'zod'
import { server } from './provider.ts'
import { day, text, url } from './text.ts'

export const table = z.strictObject({
  source: url,
  licence: text,
  revision: text,
  imported: day,
  /** Each set of servers once; `%DOMAIN%` is not expanded. */
  providers: z.array(z.strictObject({ name: text, domains: z.array(text).min(1), servers: z.array(server).min(1) })),
})
