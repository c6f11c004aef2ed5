// `sesame checklist done`: marks items, as done unless told otherwise, and shows the list.

import { EXIT } from '../../model/errors.ts'
import { type ItemState, markItems } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderChecklist } from '../render/checklist.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out }) => {
  const [id = '', ...items] = args
  const state: ItemState = options['not-needed'] === true ? 'not-needed' : options.reopen === true ? 'open' : 'done'
  const list = await markItems({
    ...{ ...recordsRequest({ options }), id, items, state, note: stringOption(options, 'note') },
    ...{ owner: stringOption(options, 'owner'), due: stringOption(options, 'due') },
  })
  if (json) out.write(`${JSON.stringify(list)}\n`)
  else renderChecklist(out, text, list)
  return EXIT.works
}
