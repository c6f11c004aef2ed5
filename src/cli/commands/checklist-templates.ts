// `sesame checklist templates`: what lists can be made from.

import { EXIT } from '../../model/errors.ts'
import { checklistTemplates } from '../../sesame.ts'
import { localize } from '../localize.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async ({ text, json, out, lang }) => {
  const templates = await checklistTemplates()
  if (json) out.write(`${JSON.stringify(localize({ templates }, lang))}\n`)
  else
    for (const { id, title, about, items } of templates) {
      out.line(`${out.style('bold', id)}  ${title[text.lang]} (${items.length})`, 0, 2)
      out.line(out.style('dim', about[text.lang]), 2)
    }
  return EXIT.works
}
