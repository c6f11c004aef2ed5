// `sesame policies`: the dated changes at providers, past and coming, with the line of today between them.

import { EXIT, SesameError } from '../../model/errors.ts'
import { listPolicies, providerWords } from '../../sesame.ts'
import { localize } from '../localize.ts'
import { nearest } from '../nearest.ts'
import { renderChanges } from '../render/changes.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, lang }) => {
  const { date, changes } = await listPolicies({
    since: stringOption(options, 'since'),
    until: stringOption(options, 'until'),
    provider: stringOption(options, 'provider'),
    now: stringOption(options, 'on'),
  }).catch(withNearName)
  if (json) out.write(`${JSON.stringify(localize({ date, policies: changes }, lang))}\n`)
  else if (changes.length === 0) out.line(text.known.policiesNone)
  else {
    renderChanges(
      out,
      text,
      changes.filter((change) => !change.coming),
      true,
    )
    out.line(out.style(['bold', 'cyan'], `── ${text.known.today(date)}`))
    renderChanges(
      out,
      text,
      changes.filter((change) => change.coming),
      true,
    )
  }
  return changes.length > 0 ? EXIT.works : EXIT.unknown
}

/** Who mistyped a provider is shown the near one. */
async function withNearName(error: unknown): Promise<never> {
  if (!(error instanceof SesameError) || error.code !== 'provider-unknown') throw error
  throw new SesameError(error.code, { ...error.args, near: nearest(String(error.args.text), await providerWords()) })
}
