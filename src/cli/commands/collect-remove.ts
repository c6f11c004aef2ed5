// `sesame collect remove NAME`: it is collected no longer, and nothing else changes.

import { EXIT } from '../../model/errors.ts'
import { removeCollection } from '../../sesame.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out }) => {
  const removed = await removeCollection({ data: stringOption(options, 'data'), env: process.env }, args[0] as string)
  if (json) out.write(`${JSON.stringify({ removed })}\n`)
  else out.line(text.collect.removed(removed.name))
  return EXIT.works
}
