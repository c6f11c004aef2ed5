// The small words of every schema: sentences in both languages, dates, sources, ids, hosts, regular expressions.

import { z } from 'zod'
import { isDate } from '../../model/date.ts'
import { unknownHoles } from './holes.ts'
import { regexFault } from './regex.ts'

/** A text with something in it. */
export const text = z.string().refine((s) => s.trim() !== '', 'must not be empty')

/** A text whose `{holes}` the guide can fill. */
export const sentence = text.superRefine((s, ctx) => {
  for (const hole of unknownHoles(s)) ctx.addIssue({ code: 'custom', message: `unknown hole {${hole}}` })
})

export const localized = z.strictObject({ en: sentence, fr: sentence })

/** A real calendar day, `YYYY-MM-DD`. */
export const day = z.string().refine(isDay, 'must be a day written "YYYY-MM-DD"')

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const date = z
  .string()
  .refine((s) => isDate(s) && isDay(s.padEnd(10, '-01')), 'must be a date written "YYYY", "YYYY-MM" or "YYYY-MM-DD"')

function isDay(s: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(s)) return false
  const time = new Date(`${s}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(s)
}

/** A URL, or words that say where to look (a thread, a table, a log of a given date): one lone word is no source. */
export const source = text
  .refine((s) => !/^https?:/.test(s) || isUrl(s), 'this URL cannot be read')
  .refine((s) => !/^http:/.test(s), 'sources are cited over https')
  .refine((s) => /^https:/.test(s) || /[/#\s]/.test(s.trim()), 'must be a URL, or say which document, thread or log was read')
export const sources = z.array(source).min(1, 'at least one source')

export const url = z.string().refine((s) => /^https:\/\//.test(s) && isUrl(s), 'must be an https URL')

function isUrl(s: string): boolean {
  return URL.canParse(s) && !/\s/.test(s)
}

export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower case words joined by dashes')

/** A slug as cases write it. */
export const slug = z.string().regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'a slug is lower case letters and digits, with dashes or underscores')

export const domain = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, 'a domain is lower case A-labels without a final dot')

/** A host name, or `%DOMAIN%` alone or after a label. */
export const host = z
  .string()
  .regex(/^([a-z0-9_-]+\.)*(%DOMAIN%|[a-z0-9-]*[a-z0-9])$/, 'a host is a lower case name; %DOMAIN% stands for the domain of the address')

export const regex = text.superRefine((s, ctx) => {
  const fault = regexFault(s)
  if (fault !== null) ctx.addIssue({ code: 'custom', message: fault })
})

/** Matched against lower case names without the final dot, so capitals would never match. */
export const nameRegex = regex
  .refine((s) => !/[A-Z]/.test(s.replace(/\\./g, '')), 'capitals never match: names are compared in lower case')
  .refine((s) => !/\\\.\??\$$/.test(s), 'names are compared without their final dot')

/** What every dated piece of knowledge carries. */
export const dated = { checked: day, sources, unverified: z.array(text).optional() }
/** The same head where the model keeps no date (words, questions): welcome, checked, not compiled. */
export const datedHead = { checked: day.optional(), sources: sources.optional(), unverified: z.array(text).optional() }
