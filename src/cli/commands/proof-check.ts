// `sesame proof check REPORT`: was it changed, and is everything still there?

import { EXIT } from '../../model/errors.ts'
import { type CheckedProof, type CheckProofRequest, checkProof, comparisonWords, version } from '../../sesame.ts'
import { compareTeller } from '../compare-teller.ts'
import { numberOption } from '../number-option.ts'
import { renderComparison } from '../render/comparison.ts'
import { heading } from '../render/heading.ts'
import { sideRequest } from '../side-request.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'
import { VERDICT_EXIT } from './compare.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const { room, given } = await sideRequest(invocation, 1)
  const request: CheckProofRequest = {
    ...{ file: args[0] ?? '', room, given: given[0] ?? {}, version: version() },
    key: stringOption(options, 'key'),
    against: stringOption(options, 'against'),
    side: stringOption(options, 'side') === 'source' ? 'source' : 'target',
    connections: Math.round(numberOption(options, 'connections', 4, 1, 50)),
    report: stringOption(options, 'report'),
  }
  const teller = compareTeller(invocation)
  const checked = await checkProof(request, teller.tell).finally(teller.end)
  const exit = exitOf(checked)
  if (json) out.write(`${JSON.stringify(jsonOf(checked, exit))}\n`)
  else await render(invocation, request, checked)
  if (!json && checked.now !== null) renderComparison(out, text, await comparisonWords(), checked.now)
  return exit
}

function exitOf({ signature, signer, lines, now }: CheckedProof): number {
  if (signature === 'bad' || lines === 'changed') return EXIT.fault
  if (signer === 'other') return EXIT.fault
  if (lines === 'missing') return EXIT.unknown
  return now === null ? EXIT.works : VERDICT_EXIT[now.summary.verdict]
}

async function render({ out, text, lang }: Invocation, { key, against }: CheckProofRequest, checked: CheckedProof): Promise<void> {
  const words = text.compare.check
  const { report, signature, signer, lines, linesFile, now } = checked
  const say = (good: boolean | null, sentence: string) =>
    out.line(`${good === null ? out.style('yellow', '!') : good ? out.style('green', '✓') : out.style('red', '✗')} ${sentence}`, 2, 4)
  heading(out, `${text.compare.title[report.kind]}${text.known.colon} ${report.source.label} - ${report.target.label}`)
  if (signature === 'none') say(null, words.unsigned)
  else if (signature === 'bad') say(false, words.signatureBad)
  else {
    say(true, words.signatureGood(report.signature?.fingerprint ?? ''))
    if (signer === 'own') say(true, words.ownKey)
    else if (signer === 'wanted') say(true, words.wantedKey)
    else if (signer === 'other') say(false, key === undefined ? words.otherKey : words.keyBad(key))
    else say(null, words.unknownKey)
  }
  if (lines === 'whole') say(true, words.rootGood(report.lines.count))
  else if (lines === 'changed') say(false, words.rootBad)
  else say(null, words.rootMissing(linesFile))
  const made = new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long' }).format(new Date(report.made))
  if (signature !== 'bad' && lines === 'whole') out.line(words.said((await comparisonWords()).verdictSaid(report, text.compare)), 2)
  if (now === null || against === undefined) return
  out.line()
  out.line(out.style('bold', words.against(now.summary.target.label, made)), 2)
  const { states } = now.summary
  const count = (state: keyof typeof states) => states[state]?.messages ?? 0
  say(true, words.still(count('identical')))
  if (count('moved') > 0) say(null, words.movedSince(count('moved')))
  if (count('changed') > 0) say(false, words.changedSince(count('changed')))
  if (count('missing') > 0) say(false, words.gone(count('missing')))
  if (count('extra') + count('doubled') > 0) say(null, words.since(count('extra') + count('doubled')))
  if (now.summary.level === 'counted') say(null, words.nothingKnown)
}

function jsonOf({ report, signature, signer, lines, now }: CheckedProof, exit: number) {
  const { findings: _, ...told } = report
  return {
    exit,
    signature,
    signer,
    lines,
    report: told,
    now: now && { ...now.summary, findings: now.findings, report: now.report?.files ?? null },
  }
}
