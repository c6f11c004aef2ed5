// `sesame guide`: the steps for a cause, a provider and an app; without a cause, the lists.

import { EXIT, SesameError } from '../../model/errors.ts'
import { catalogue, guide } from '../../sesame.ts'
import { accountFlags } from '../account-flags.ts'
import { nearest } from '../nearest.ts'
import { renderGuide } from '../render/guide.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, lang }) => {
  const known = await catalogue(lang)
  if (options.list === true || args[0] === undefined) {
    if (json) out.write(`${JSON.stringify(known)}\n`)
    else
      for (const [title, list] of Object.entries({ causes: known.causes, providers: known.providers, apps: known.clients })) {
        heading(out, title)
        for (const { id, name } of list) out.line(`${id}  ${out.style('dim', name)}`, 2, 4)
      }
    return EXIT.works
  }
  const cause = args[0]
  if (!known.causes.some((c) => c.id === cause || c.id === cause.split('/')[0]))
    throw new SesameError('cause-unknown', {
      text: cause,
      near: nearest(
        cause,
        known.causes.map((c) => c.id),
      ),
    })
  const result = await guide({
    cause,
    lang,
    provider: stringOption(options, 'provider'),
    app: stringOption(options, 'app'),
    ...accountFlags(options),
    now: stringOption(options, 'now'),
  })
  if (json) out.write(`${JSON.stringify(result)}\n`)
  else renderGuide(out, text, result)
  return EXIT.works
}
