// What apps show, language by language: a file holds the messages of one app or of a few that share them.

import { z } from 'zod'
import type { Dated, Message } from '../../model/knowledge.ts'
import { gives, points } from './pointer.ts'
import { dated, id, sources, text } from './text.ts'

const lang = z.string().regex(/^[a-z]{2,3}(-[a-zA-Z]{2,4})?$/, 'a language is written fr, de, pt-BR')

/** `{ en: "...", fr: ["...", "..."] }` or `[{ lang, text }]`. */
const texts = z
  .union([
    z.array(z.strictObject({ lang, text })).min(1),
    z
      .record(lang, z.union([text, z.array(text).min(1)]))
      .transform((map) => Object.entries(map).flatMap(([l, t]) => [t].flat().map((one) => ({ lang: l, text: one })))),
  ])
  .refine((list) => list.length > 0, 'at least one text')
  .refine((list) => list.every((t) => t.text.replace(/%s/g, '').trim().length >= 3), 'nothing is left of this text beside %s')

const message: z.ZodType<Omit<Message, keyof Dated | 'clients'> & Partial<Dated> & Partial<Pick<Message, 'clients'>>> = z.strictObject({
  id,
  clients: z.array(id).min(1).optional(),
  code: text.optional(),
  texts,
  gives: gives.optional(),
  points,
  checked: dated.checked.optional(),
  sources: sources.optional(),
  unverified: z.array(text).optional(),
})

export const messages = z.strictObject({ clients: z.array(id), ...dated, messages: z.array(message).min(1) })
