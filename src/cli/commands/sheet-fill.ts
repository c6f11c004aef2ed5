// `sesame sheet fill`: what past cases of this machine know goes onto the sheet, where nobody wrote anything.

import { EXIT } from '../../model/errors.ts'
import { fillFromHistory } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderSheet } from '../render/sheet.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, err, lang }) => {
  const filled = await fillFromHistory({ ...recordsRequest({ options }), name: args[0] ?? '', caseId: stringOption(options, 'case'), lang })
  if (json) out.write(`${JSON.stringify(filled)}\n`)
  else {
    err.line(text.records.filled(filled.view.sheet.address, filled.fields.length))
    await renderSheet(out, text, filled.view)
  }
  return filled.cases.length > 0 ? EXIT.works : EXIT.unknown
}
