// What a transfer came to: every message in a named state, what was refused and why, where it lies, and what to do next.

import type { Lang } from '../../model/lang.ts'
import type { MovedResult, RefusedMessage } from '../../sesame.ts'
import { bytesIn, numberIn, spanIn } from '../../text/amounts.ts'
import type { Text } from '../../text/index.ts'
import { shellWords } from '../same-command.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'

const GOOD = new Set(['identical', 'already-there', 'excluded', 'gone'])
/** Of each reason; all are in the report. */
const SHOWN = 5

export type EndedMove = MovedResult & { readonly outcome: NonNullable<MovedResult['outcome']> }

export function renderEnd(out: Terminal, text: Text, lang: Lang, result: EndedMove): void {
  const words = text.transfer.end
  const { outcome, notAccepted, refused, command, reports } = result
  const n = (value: number) => numberIn(lang, value)
  const well = outcome.ended === 'complete' && notAccepted.length === 0
  const title = outcome.ended !== 'complete' ? words.heading[outcome.ended] : well ? words.heading.complete : words.notAll
  heading(out, title)
  const states = Object.entries(outcome.states).filter(([, { messages }]) => messages > 0)
  const width = Math.max(0, ...states.map(([, { messages }]) => n(messages).length))
  for (const [state, { messages, bytes }] of states) {
    const good = GOOD.has(state)
    const sign = good ? out.style('green', '✓') : out.style('yellow', '!')
    const said = words.states[state as keyof typeof words.states]
    out.line(`${sign} ${n(messages).padStart(width, '\u2007')} ${said} (${bytesIn(lang, bytes)})`, 2, 4)
  }
  out.line()
  const { copied, ms } = outcome
  const speed =
    ms > 1_000 && copied.messages > 0
      ? ` · ${words.speed(n(Math.round((copied.messages * 1000) / ms)), bytesIn(lang, (copied.bytes * 1000) / ms))}`
      : ''
  if (copied.messages > 0) out.line(`${words.copied(n(copied.messages), bytesIn(lang, copied.bytes), spanIn(lang, ms))}${speed}`, 2)
  if (outcome.ended === 'complete') out.line(words.proof[result.level], 2)
  const duplicates = outcome.folders.reduce((sum, folder) => sum + folder.duplicates, 0)
  if (duplicates > 0) out.line(words.duplicates(n(duplicates)), 2)
  if (outcome.removed !== undefined) out.line(words.removed(n(outcome.removed)), 2)
  if (outcome.removalsWaiting !== undefined) out.line(out.style('yellow', words.removalsWaiting(n(outcome.removalsWaiting))), 2)
  if (outcome.missingRoom !== undefined) out.line(words.missingRoom(bytesIn(lang, outcome.missingRoom)), 2)
  if (outcome.why !== undefined && outcome.ended === 'refused') out.line(`“${outcome.why}”`, 2)
  renderRefused(out, text, lang, refused, result.aside)
  if (outcome.states.changed.messages > 0 && reports.length === 0) out.line(words.changedHint, 2)
  for (const file of reports) out.line(words.report(file), 2)
  if (outcome.ended === 'budget') out.line(words.budgetAgain, 2)
  if (outcome.ended !== 'complete') {
    out.line()
    out.line(`${words.nothingLost} ${words.resume}`, 2)
    out.line(out.style('bold', `sesame ${shellWords(command)}`), 4)
  } else if (notAccepted.length > 0) {
    const hint = notAccepted.filter((state) => state !== 'waiting').join(',')
    out.line()
    out.line(words.notAccepted(notAccepted.map((state) => words.states[state]).join(', ')), 2)
    if (hint !== '') out.line(words.acceptHint(hint), 2)
  }
}

function renderRefused(out: Terminal, text: Text, lang: Lang, refused: readonly RefusedMessage[], aside: string | null): void {
  if (refused.length === 0) return
  const words = text.transfer.end
  heading(out, words.refusedHeading)
  const by = new Map<string, RefusedMessage[]>()
  for (const one of refused) by.set(one.said, [...(by.get(one.said) ?? []), one])
  for (const [said, all] of by) {
    out.line(words.refusedLine(numberIn(lang, all.length), said), 2, 4)
    for (const { folder, uid, size } of all.slice(0, SHOWN)) out.line(`${words.refusedWhere(folder, uid)} (${bytesIn(lang, size)})`, 4)
    if (all.length > SHOWN) out.line(words.refusedMore(numberIn(lang, all.length - SHOWN)), 4)
    out.line(words.advice[adviceFor(said)], 4)
  }
  if (aside !== null) out.line(words.aside(aside), 2)
  out.line()
}

/** By what servers say; none of it decides anything but the advice. */
function adviceFor(said: string): 'size' | 'room' | 'line' | 'header' | 'other' {
  if (/quota|full|space/i.test(said)) return 'room'
  if (/size|large|toobig|limit|big/i.test(said)) return 'size'
  if (/line|argument error\. 11/i.test(said)) return 'line'
  if (/header|nul|8bit|character|invalid/i.test(said)) return 'header'
  return 'other'
}
