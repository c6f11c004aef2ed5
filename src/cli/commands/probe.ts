// `sesame probe`: each hop to one or more servers, as seen now.

import { EXIT } from '../../model/errors.ts'
import { probe } from '../../sesame.ts'
import { accountFlags } from '../account-flags.ts'
import { givenSecret } from '../given-secret.ts'
import { networkRequest } from '../network-flags.ts'
import { probeJson } from '../probe-json.ts'
import { progressOn } from '../progress.ts'
import { renderRoad, renderTranscript } from '../render/road.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err, signal } = invocation
  const { secret, secretKind } = await givenSecret(invocation, stringOption(options, 'user') ?? (args[0] as string))
  const progress = progressOn(err, json)
  progress.step(text.doctor.probing((args[0] as string).replace(/^.*@/s, '')))
  const result = await probe(
    {
      ...networkRequest(invocation),
      ...accountFlags(options),
      what: args[0] as string,
      user: stringOption(options, 'user'),
      ...{ secret, secretKind },
      signal,
    },
    (fact) => progress.step(`${fact.about ?? ''} ${text.fact(fact.name, String(fact.value)) ?? fact.name}`),
  ).finally(() => progress.clear())
  if (json) out.write(`${JSON.stringify({ endpoints: result.results.map(probeJson) })}\n`)
  else {
    for (const end of result.results) renderRoad(out, text, end)
    if (options.transcript === true) renderTranscript(out, text, result.results)
  }
  const good = result.results.every((r) => r.outcome === 'healthy' || r.outcome === 'reachable')
  // Told to sign in, and nothing let us do it safely: that is a refusal of ours, not a fault of theirs.
  const unsafe =
    secret !== undefined && result.results.some((r) => r.outcome === 'unsafe' || r.notTried === 'unsafe' || r.notTried === 'trust')
  return unsafe ? EXIT.unsafe : good ? EXIT.works : EXIT.fault
}
