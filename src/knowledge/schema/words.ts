// Free words of people that state a fact. Each entry carries its own test: examples that must match and texts that must not.

import { z } from 'zod'
import { fold } from '../../model/fold.ts'
import type { Words } from '../../model/knowledge.ts'
import { gives } from './pointer.ts'
import { datedHead, id, regex, text } from './text.ts'

/** Folded text has no capitals and no accents: an expression with any could never match. */
const foldedRegex = regex.refine((s) => {
  const letters = s.replace(/\\[a-zA-Z]|\(\?<?[:=!]|\[\^/g, '')
  return letters === letters.toLowerCase() && letters === letters.normalize('NFKD').replace(/[\u0300-\u036f]|[\u2018\u2019]/g, '')
}, 'write it folded: lower case, no accents, straight quotes')

const entry: z.ZodType<Words> = z
  .strictObject({
    id,
    gives,
    match: z.array(foldedRegex).min(1),
    examples: z.array(text).min(1),
    not: z.array(text).optional(),
  })
  .superRefine((words, ctx) => {
    const patterns = words.match.map((source) => new RegExp(source, 'i'))
    const matches = (example: string) => patterns.some((pattern) => pattern.test(fold(example)))
    for (const [i, example] of words.examples.entries())
      if (!matches(example)) ctx.addIssue({ code: 'custom', path: ['examples', i], message: 'no expression of match finds this example' })
    for (const [i, example] of (words.not ?? []).entries())
      if (matches(example))
        ctx.addIssue({ code: 'custom', path: ['not', i], message: 'an expression of match finds this text, and must not' })
  })

export const words = z.strictObject({ ...datedHead, words: z.array(entry).min(1) })
