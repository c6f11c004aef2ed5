// `sesame sheet remove`: asks first; the history stays.

import { EXIT } from '../../model/errors.ts'
import { dropSheet, showSheet } from '../../sesame.ts'
import { saysYes } from '../person.ts'
import { recordsRequest } from '../records-request.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, text, json, out, options } = invocation
  const request = { ...recordsRequest({ options }), name: args[0] ?? '' }
  const { sheet } = await showSheet(request)
  if (!(await saysYes(invocation, text.records.sureToRemove(sheet.address), text.records.notRemoved))) return EXIT.unsafe
  await dropSheet(request)
  if (json) out.write(`${JSON.stringify({ removed: sheet.address })}\n`)
  else out.line(text.records.removed(sheet.address))
  return EXIT.works
}
