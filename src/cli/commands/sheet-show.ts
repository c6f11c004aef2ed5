// `sesame sheet show`: everything on a sheet, and what is to be done about it.

import { EXIT } from '../../model/errors.ts'
import { showSheet } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderSheet } from '../render/sheet.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out }) => {
  const view = await showSheet({ ...recordsRequest({ options }), name: args[0] ?? '' })
  if (json) out.write(`${JSON.stringify(view)}\n`)
  else await renderSheet(out, text, view)
  return EXIT.works
}
