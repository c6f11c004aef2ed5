// `sesame sheet new`: a sheet for a mailbox, with what the domain tells and what is given.

import { EXIT } from '../../model/errors.ts'
import { newSheet } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderSheet } from '../render/sheet.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, err }) => {
  const [address = '', ...edits] = args
  const view = await newSheet({ ...recordsRequest({ options }), address, edits })
  if (json) out.write(`${JSON.stringify(view)}\n`)
  else {
    err.line(out.style('green', text.records.made(view.sheet.address)))
    await renderSheet(out, text, view)
  }
  return EXIT.works
}
