// What special folders are called, language by language and provider by provider: read where a server does not flag them.

import { z } from 'zod'
import { fold } from '../../model/fold.ts'
import type { FolderNames } from '../../model/knowledge.ts'
import { dated, id, text } from './text.ts'

const lang = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language is written "fr" or "pt-BR"')

const entry: z.ZodType<FolderNames> = z.strictObject({
  use: z.enum(['sent', 'drafts', 'junk', 'trash', 'archive', 'all', 'flagged', 'important']),
  lang,
  names: z.array(text).min(1),
  providers: z.array(id).optional(),
  clients: z.array(id).optional(),
})

/** A name that may mean two things would pour one folder into the wrong other one: it is left out, or stands for one use only. */
export const folders = z.strictObject({ ...dated, folders: z.array(entry).min(1) }).superRefine((file, ctx) => {
  const uses = new Map<string, string>()
  for (const [i, { use, names }] of file.folders.entries())
    for (const [j, name] of names.entries()) {
      const key = fold(name)
      const other = uses.get(key)
      if (other !== undefined && other !== use)
        ctx.addIssue({ code: 'custom', path: ['folders', i, 'names', j], message: `"${name}" already stands for ${other}` })
      if (key === 'inbox')
        ctx.addIssue({ code: 'custom', path: ['folders', i, 'names', j], message: 'the inbox has the same name everywhere' })
      uses.set(key, use)
    }
})
