// `sesame provider`: everything about one provider, by id, domain or address; a domain that has no file, from imported tables.

import { EXIT, SesameError } from '../../model/errors.ts'
import { providerWords, showProvider } from '../../sesame.ts'
import { localize } from '../localize.ts'
import { nearest } from '../nearest.ts'
import { renderImported } from '../render/imported.ts'
import { renderProvider } from '../render/provider.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, lang }) => {
  const wanted = args[0] ?? ''
  const view = await showProvider(wanted, stringOption(options, 'on'))
  if (view === undefined) {
    const word = wanted.slice(wanted.lastIndexOf('@') + 1)
    throw new SesameError('nothing-found', { text: wanted, near: nearest(word, await providerWords()), list: 'providers' })
  }
  if (json) out.write(`${JSON.stringify(localize(view, lang))}\n`)
  else if (view.kind === 'provider') renderProvider(out, text, view)
  else renderImported(out, text, view)
  return EXIT.works
}
