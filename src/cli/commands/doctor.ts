// `sesame doctor`: live progress, the verdict, the evidence, the steps for exactly this app, and what to do next.

import type { Question } from '../../model/diagnosis.ts'
import { causeWords, type DoctorEvent, type DoctorResult, doctor, fillFromDoctor, savePrivately } from '../../sesame.ts'
import { accountFlags } from '../account-flags.ts'
import { askQuestion } from '../ask-question.ts'
import { doctorJson } from '../doctor-json.ts'
import { givenSecret } from '../given-secret.ts'
import { nearest } from '../nearest.ts'
import { networkRequest } from '../network-flags.ts'
import { progressOn } from '../progress.ts'
import { recordsRequest } from '../records-request.ts'
import { renderDiagnosis } from '../render/diagnosis.ts'
import { renderGuide } from '../render/guide.ts'
import { heading } from '../render/heading.ts'
import { renderHolder } from '../render/identity.ts'
import { renderRoad, renderTranscript } from '../render/road.ts'
import { type CommandRun, type Invocation, listOption, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err, lang, signal } = invocation
  const { secret, secretKind, evidence } = await givenSecret(invocation, args[0] as string)
  const progress = progressOn(err, json)
  // A question can be asked only where somebody can answer: a terminal on both sides.
  const canAsk = !json && out.interactive && process.stdin.isTTY === true
  const ask = (question: Question) => {
    progress.clear()
    return askQuestion(question, text, lang)
  }
  const result = await doctor(
    {
      ...networkRequest(invocation),
      ...accountFlags(options),
      address: args[0] as string,
      app: stringOption(options, 'app'),
      messages: [...listOption(options, 'message'), ...evidence],
      tells: listOption(options, 'tell'),
      ...{ secret, secretKind },
      offline: options.offline === true,
      lang,
      signal,
      ...(canAsk && { ask }),
    },
    (event: DoctorEvent) => progress.step(stepText(event, text)),
  ).finally(() => progress.clear())
  const file = stringOption(options, 'save')
  if (json) out.write(`${JSON.stringify(await doctorJson(result, lang))}\n`)
  else await show(invocation, result)
  // Last, so that a full disk takes nobody's answer away.
  if (file !== undefined) {
    await savePrivately(file, result.saved)
    err.line(text.doctor.saved(file))
  }
  if (options.sheet === true) {
    const { view, fields } = await fillFromDoctor({ ...recordsRequest(invocation), result, lang })
    err.line(text.records.filled(view.sheet.address, fields.length))
  }
  return result.exit
}

function stepText(event: DoctorEvent, text: Invocation['text']): string {
  switch (event.kind) {
    case 'identifying':
      return text.doctor.identifying(event.address)
    case 'probing':
      return text.doctor.probing(event.host)
    case 'fact':
      return `${event.host}: ${text.fact(event.fact.name, String(event.fact.value)) ?? event.fact.name}`
    default:
      return text.doctor.judging
  }
}

async function show({ out, err, text, lang, args, options }: Invocation, result: DoctorResult): Promise<void> {
  if (result.lab) err.line(err.style('dim', text.doctor.lab))
  const unknownApp = stringOption(options, 'app')
  if (unknownApp !== undefined && result.client === null) {
    const { what, next } = text.error('client-unknown', { text: unknownApp, near: nearest(unknownApp, result.clientIds) })
    err.line(`${what} ${next}`)
  }
  renderHolder(out, text, result.identity, result.providerName)
  heading(out, text.heading.road)
  if (result.probes.length === 0) out.line(text.doctor.notProbed, 2)
  for (const probe of result.probes) renderRoad(out, text, probe)
  if (result.attempts > 0) out.line(out.style('dim', text.doctor.attempts(result.attempts)), 2)
  if (result.stopped) out.line(out.style('yellow', text.doctor.locked), 2)
  if (result.outcome === 'works') {
    heading(out, text.heading.verdict)
    out.line(out.style(['bold', 'green'], text.doctor.healthy), 2)
  } else {
    const [first] = result.probes
    const words = await causeWords(lang, {
      provider: result.providerName,
      client: (result.client?.phrase ?? result.client?.name)?.[lang] ?? null,
      protocol: result.protocol?.toUpperCase() ?? null,
      host: first?.endpoint.host ?? null,
    })
    renderDiagnosis(out, text, result.diagnosis, words)
    if (result.guide !== null) renderGuide(out, text, result.guide)
    heading(out, text.heading.next)
    out.line(text.doctor.verifyNext(`sesame verify ${args[0]} --password-stdin${result.lab ? ' --lab' : ''}`), 2, 4)
  }
  if (options.transcript === true) renderTranscript(out, text, result.probes)
}
