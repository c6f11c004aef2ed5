// `sesame checklist show`: a list, item by item, and what comes next.

import { EXIT } from '../../model/errors.ts'
import { showChecklist } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderChecklist } from '../render/checklist.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out }) => {
  const list = await showChecklist({ ...recordsRequest({ options }), id: args[0] ?? '' })
  if (json) out.write(`${JSON.stringify(list)}\n`)
  else renderChecklist(out, text, list)
  return EXIT.works
}
