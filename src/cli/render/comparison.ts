// A comparison on the terminal: what it came to, the folders in which something is not the same, the messages by name, and what to do next.

import type { Compared, ComparedMessage, ComparisonWords } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'
import { renderTable } from './table.ts'

/** Of each kind; the rest is in a report. */
const SHOWN = 10

export function renderComparison(
  out: Terminal,
  text: Text,
  told: ComparisonWords,
  { summary, findings, findingsLeft, report }: Compared,
): void {
  const words = text.compare
  const { verdictSaid, folderColumns, folderTitle, totalRow, toldOrder } = told
  heading(out, words.title[summary.kind])
  const colour = summary.verdict === 'same' ? 'green' : summary.verdict === 'different' ? 'red' : 'yellow'
  out.line(out.style([colour, 'bold'], verdictSaid(summary, words)), 2)
  const { sample, blind, untold, differing, accepted } = summary
  if (accepted.length > 0 && summary.kind === 'compare')
    out.line(words.accepted(accepted.map((what) => words.acceptable[what]).join(words.and)), 2)
  for (const { folder, messages, why } of untold) out.line(out.style('yellow', words.untold(folder, messages, why)), 2)
  if (sample !== undefined) {
    out.line(words.sample(sample.read, sample.of), 2)
    if (sample.fewerThan !== undefined) out.line(words.fewerThan(sample.fewerThan, sample.of), 2)
    if (sample.differing > 0) out.line(out.style('yellow', words.sampleDiffers(sample.differing)), 2)
  }
  for (const what of blind) out.line(words.blind[what], 2)
  if (differing.duplicates > 0) out.line(words.duplicatesInBoth(differing.duplicates), 2)
  out.line()

  const columns = folderColumns(summary, words)
  const cells = (row: Parameters<(typeof columns)[number]['value']>[0]) => columns.map(({ value }) => words.count(value(row)))
  renderTable(
    out,
    [{ title: words.folder, shrinksTo: 12 }, ...columns.map(({ title }) => ({ title }))],
    [...summary.folders.map((folder) => [folderTitle(folder, words), ...cells(folder)]), [words.total, ...cells(totalRow(summary))]],
  )
  for (const state of toldOrder) renderState(out, words, { state, kind: summary.kind, findings, more: findingsLeft[state] ?? 0, told })
  out.line()
  if (report !== null) {
    out.line(words.written(report.files.json, report.files.page, report.files.lines), 2)
    out.line(report.report.signature === null ? words.unsigned : words.signedBy(report.report.signature.fingerprint), 2)
    if (summary.verdict === 'same') out.line(words.next.same, 2)
  } else if (findings.length > SHOWN) out.line(words.reportForAll, 2)
  const count = (state: ComparedMessage['state']) => summary.states[state]?.messages ?? 0
  if (summary.kind === 'compare' && count('missing') > 0) out.line(words.next.missing, 2)
  if (summary.kind === 'compare' && count('doubled') > 0) out.line(words.next.doubled, 2)
  if (summary.verdict === 'untold') out.line(words.next.untold, 2)
}

interface ToldState {
  readonly state: ComparisonWords['toldOrder'][number]
  readonly kind: Compared['summary']['kind']
  readonly findings: readonly ComparedMessage[]
  /** Of this state, that are not among the findings. */
  readonly more: number
  readonly told: ComparisonWords
}

function renderState(out: Terminal, words: Text['compare'], { state, kind, findings, more, told }: ToldState): void {
  const { lineSaid, stateWord } = told
  const found = findings.filter((line) => stateOf(line) === state)
  if (found.length === 0) return
  out.line()
  const title = state === 'differing' ? `${words.otherFlags}, ${words.otherDates}` : stateWord(kind, state, words)
  out.line(out.style('bold', `${title.charAt(0).toUpperCase()}${title.slice(1)} (${words.count(found.length + more)})`), 2)
  // What is left out on purpose is told once, not message by message.
  const shown = state === 'excluded' ? [] : found.slice(0, SHOWN)
  for (const line of shown) {
    const { source, target, subject, messageId, digest, date, size } = line
    const name = subject ?? messageId ?? (digest === undefined ? words.notRead : words.noSubject)
    const places = [source, target].filter((place) => place !== undefined).map(({ folder, uid }) => words.place(folder, uid))
    out.line(`${name}`, 4)
    out.line(out.style('dim', [places.join(' → '), date, words.bytes(size)].filter((part) => part).join(' · ')), 6)
    const said = lineSaid(line, words)
    if (said !== '') out.line(said, 6)
  }
  const left = found.length + more - shown.length
  if (left > 0 && state !== 'excluded') out.line(words.andMore(left), 4)
}

function stateOf({ state }: ComparedMessage): ComparisonWords['toldOrder'][number] {
  return state === 'identical' || state === 'already-there' ? 'differing' : state
}
