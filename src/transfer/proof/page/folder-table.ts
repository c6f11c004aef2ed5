// The folder table of a report: only columns in which something stands.

import type { Text } from '../../../text/index.ts'
import type { ProofReport } from '../report.ts'
import type { ProofFolder, ProofState, States } from '../shapes.ts'
import { stateWord } from '../told.ts'
import { html, type Markup } from './markup.ts'

type Words = Text['compare']
type Row = Pick<ProofFolder, 'messages' | 'states' | 'flags' | 'dates' | 'order' | 'duplicates'>

interface Column {
  readonly title: string
  readonly value: (row: Row) => number
  readonly bad?: boolean
}

const BAD: ReadonlySet<ProofState> = new Set(['missing', 'doubled', 'refused', 'waiting', 'unread', 'changed', 'moved'])
const STATES: readonly ProofState[] = [
  ...([
    'identical',
    'already-there',
    'missing',
    'refused',
    'waiting',
    'unread',
    'doubled',
    'changed',
    'moved',
    'extra',
    'gone',
    'excluded',
  ] as const),
]

export function folderColumns(report: Pick<ProofReport, 'kind' | 'states' | 'differing'>, words: Words): readonly Column[] {
  const of = (state: ProofState) => (row: { readonly states: States }) => row.states[state]?.messages ?? 0
  const { differing, kind } = report
  const check = kind === 'check'
  return [
    { title: check ? words.check.column.source : words.source, value: ({ messages }) => messages.source.messages },
    { title: check ? words.check.column.target : words.target, value: ({ messages }) => messages.target.messages },
    ...STATES.filter((state) => of(state)(report) > 0).map((state) => ({
      title: stateWord(report.kind, state, words),
      value: of(state),
      bad: BAD.has(state),
    })),
    ...(differing.flags > 0 ? [{ title: words.otherFlags, value: (row: Row) => row.flags }] : []),
    ...(differing.dates > 0 ? [{ title: words.otherDates, value: (row: Row) => row.dates }] : []),
    ...(differing.order > 0 ? [{ title: words.outOfOrder, value: (row: Row) => row.order }] : []),
    ...(differing.duplicates > 0 ? [{ title: words.duplicates, value: (row: Row) => row.duplicates }] : []),
  ]
}

export function totalRow({ folders, states, differing }: Pick<ProofReport, 'folders' | 'states' | 'differing'>): Row {
  const sum = (side: 'source' | 'target') =>
    folders.reduce(
      ({ messages, bytes }, folder) => ({
        messages: messages + folder.messages[side].messages,
        bytes: bytes + folder.messages[side].bytes,
      }),
      { messages: 0, bytes: 0 },
    )
  return { messages: { source: sum('source'), target: sum('target') }, states, ...differing }
}

export function folderTitle({ source, target }: Pick<ProofFolder, 'source' | 'target'>, words: Words): string {
  const from = source.join(', ')
  if (from === target) return from
  if (from === '') return `→ ${target}`
  return `${from} → ${target ?? words.noFolder}`
}

export function folderTable(report: ProofReport, words: Words): Markup {
  const columns = folderColumns(report, words)
  const cells = (row: Row) =>
    columns.map(({ value, bad }) => {
      const n = value(row)
      return html`<td class="number${n === 0 ? ' zero' : bad ? ' bad' : ''}">${words.count(n)}</td>`
    })
  return html`<div class="wide" tabindex="0" role="region" aria-label="${words.folders}"><table>
<thead><tr><th scope="col">${words.folder}</th>${columns.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${report.folders.map(
    (folder) => html`<tr><th scope="row">${folderTitle(folder, words)}</th>${cells(folder)}</tr>
`,
  )}</tbody>
<tfoot><tr><th scope="row">${words.total}</th>${cells(totalRow(report))}</tr></tfoot>
</table></div>`
}
