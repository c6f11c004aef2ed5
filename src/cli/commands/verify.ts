// `sesame verify`: a message to oneself, sent and seen to arrive; before and after side by side.

import { EXIT } from '../../model/errors.ts'
import { type Verification, type VerifyProgress, verify } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { accountFlags } from '../account-flags.ts'
import { givenSecret } from '../given-secret.ts'
import { networkRequest } from '../network-flags.ts'
import { numberOption } from '../number-option.ts'
import { probeJson } from '../probe-json.ts'
import { progressOn } from '../progress.ts'
import { heading } from '../render/heading.ts'
import { renderRoad, renderTranscript, visible } from '../render/road.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err, lang, signal } = invocation
  const waitMs = numberOption(options, 'wait', 60, 1, 3_600) * 1000
  const { secret, secretKind } = await givenSecret(invocation, stringOption(options, 'address') ?? (args[0] as string))
  const progress = progressOn(err, json)
  progress.step(text.verify.probing)
  const result = await verify(
    {
      ...networkRequest(invocation),
      ...accountFlags(options),
      what: args[0] as string,
      address: stringOption(options, 'address'),
      ...{ secret, secretKind },
      waitMs,
      lang,
      signal,
    },
    (step) => progress.step(stepText(step, text)),
  ).finally(() => progress.clear())
  const exit = result.verdict === 'mended' ? EXIT.works : result.verdict === 'interrupted' ? EXIT.unknown : EXIT.fault
  if (json) out.write(`${JSON.stringify(verificationJson(result, exit))}\n`)
  else show(invocation, result)
  return exit
}

function stepText(step: VerifyProgress, text: Text): string {
  switch (step.step) {
    case 'fact':
      return `${step.fact.about ?? ''} ${text.fact(step.fact.name, String(step.fact.value)) ?? step.fact.name}`
    case 'sent':
      return text.verify.sending(step.detail ?? '')
    case 'removed':
      return text.verify.cleaning
    default:
      return text.verify.waiting(Math.round(step.ms / 1000))
  }
}

function show({ out, text, options }: Invocation, result: Verification): void {
  const { verdict, message, changes, run } = result
  const seconds = (ms: number) => `${new Intl.NumberFormat(text.locale, { maximumFractionDigits: 1 }).format(ms / 1000)} s`
  heading(out, text.heading.road)
  for (const end of run.results) renderRoad(out, text, end)
  if (changes.length > 0) {
    heading(out, `${text.heading.before} → ${text.heading.after}`)
    const words = (name: string, values: readonly unknown[]) => values.map((v) => text.fact(name, String(v)) ?? String(v)).join(', ') || '–'
    for (const { name, about, before, after } of changes)
      out.line(`${about ?? ''} ${words(name, before)} → ${out.style('bold', words(name, after))}`, 2, 4)
  }
  heading(out, text.heading.verdict)
  const sentence = {
    mended: message?.delayMs === undefined ? text.verify.mendedReadOnly : text.verify.mended(seconds(message.delayMs)),
    still: text.verify.still,
    changed: text.verify.changed,
    interrupted: text.error('interrupted', {}).what,
  }[verdict]
  out.line(out.style(['bold', verdict === 'mended' ? 'green' : 'red'], sentence), 2)
  if (message?.accepted && message.arrival === null && verdict !== 'interrupted') out.line(text.verify.notArrived(seconds(result.ms)), 2)
  if (message && !message.accepted) out.line(`“${visible(message.reply)}”`, 4)
  if (message?.left) out.line(out.style('yellow', text.verify.left(message.subject)), 2)
  if (options.transcript === true) renderTranscript(out, text, run.results)
}

function verificationJson(result: Verification, exit: number) {
  const { verdict, message, notSent, changes, run, ms } = result
  return {
    verdict,
    exit,
    ...(notSent !== undefined && { notSent }),
    message: message === undefined ? null : { ...message },
    changes,
    endpoints: run.results.map(probeJson),
    ms,
  }
}
