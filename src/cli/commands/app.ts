// `sesame app`: everything about one app, program or device, however people call it.

import { EXIT, SesameError } from '../../model/errors.ts'
import { appWords, showApp } from '../../sesame.ts'
import { localize } from '../localize.ts'
import { nearest } from '../nearest.ts'
import { renderApp } from '../render/app.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, lang }) => {
  const wanted = args[0] ?? ''
  const view = await showApp(wanted, stringOption(options, 'on'))
  if (view === undefined) throw new SesameError('nothing-found', { text: wanted, near: nearest(wanted, await appWords()), list: 'apps' })
  if (json) out.write(`${JSON.stringify(localize(view, lang))}\n`)
  else renderApp(out, text, view)
  return EXIT.works
}
