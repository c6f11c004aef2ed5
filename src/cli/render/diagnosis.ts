// The verdict in one sentence, how sure, why, the runners-up and the question that would settle it.

import type { Diagnosis, RankedCause } from '../../model/diagnosis.ts'
import type { Localized } from '../../model/lang.ts'
import { WEIGHTS } from '../../model/weight.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'
import { visible } from './road.ts'

/** Causes less likely than this are not worth a line. */
const WORTH_SHOWING = 0.05
const BAR = 10

export interface CauseWords {
  readonly title: (id: string) => string
  readonly sentence: (id: string) => string
  readonly reason: (says: Localized) => string
}

export function renderDiagnosis(out: Terminal, text: Text, diagnosis: Diagnosis, words: CauseWords): void {
  const [first, ...others] = diagnosis.causes
  heading(out, text.heading.verdict)
  if (first === undefined || diagnosis.verdict === 'unknown') out.line(out.style('bold', text.doctor.unsure), 2)
  if (first === undefined) return
  if (diagnosis.verdict !== 'unknown') out.line(out.style('bold', words.sentence(first.id)), 2)
  if (diagnosis.verdict !== 'unknown')
    out.line(`${bar(out, first.probability)} ${text.doctor.sure(percent(text, first.probability))}  ${out.style('dim', first.id)}`, 2)
  if (diagnosis.verdict === 'close') out.line(out.style('yellow', text.doctor.close), 2)
  if (diagnosis.verdict !== 'unknown') reasons(out, text, first, words)
  const shown = (diagnosis.verdict === 'unknown' ? diagnosis.causes : others).filter((c) => c.probability >= WORTH_SHOWING).slice(0, 3)
  if (shown.length > 0) heading(out, text.heading.others)
  for (const cause of shown)
    out.line(
      `${bar(out, cause.probability)} ${percent(text, cause.probability)}  ${words.title(cause.id)} ${out.style('dim', cause.id)}`,
      2,
      4 + BAR,
    )
  if (diagnosis.question !== null && diagnosis.verdict !== 'known') {
    heading(out, text.heading.question)
    out.line(diagnosis.question.ask[text.lang], 2)
    for (const answer of diagnosis.question.answers) out.line(`• ${answer.label[text.lang]}`, 4, 6)
  }
}

function reasons(out: Terminal, text: Text, cause: RankedCause, words: CauseWords): void {
  const speaks = cause.because.filter((b) => WEIGHTS[b.weight] > 0)
  const against = cause.because.filter((b) => WEIGHTS[b.weight] < 0)
  for (const [title, lines, sign, style] of [
    [text.heading.because, speaks, '+', 'green'],
    [text.heading.against, against, '−', 'red'],
  ] as const) {
    if (lines.length === 0) continue
    heading(out, title)
    for (const line of lines.slice(0, 6)) {
      out.line(`${out.style(style, sign)} ${words.reason(line.says)}`, 2, 4)
      if (line.quote) out.line(out.style('dim', text.quoted(visible(line.quote))), 6, 7)
    }
  }
}

/** Length tells, not colour alone. */
function bar(out: Terminal, probability: number): string {
  const full = Math.round(probability * BAR)
  return `${out.style('cyan', '█'.repeat(full))}${out.style('dim', '░'.repeat(BAR - full))}`
}

function percent(text: Text, probability: number): string {
  // Certainty is never claimed: 99 % is the most that evidence gives.
  return new Intl.NumberFormat(text.locale, { style: 'percent' }).format(Math.min(0.99, probability))
}
