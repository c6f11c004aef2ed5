// A checklist on the terminal: a mark for each item, who and when, and what comes next.

import type { KeptChecklist } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'

const MARK = { open: '☐', done: '☑', 'not-needed': '–' } as const

export function renderChecklist(out: Terminal, text: Text, { checklist }: KeptChecklist): void {
  const { records } = text
  const open = checklist.items.filter((item) => item.state === 'open')
  out.line(out.style('bold', checklist.title))
  const about = [
    checklist.id,
    checklist.about,
    checklist.owner,
    checklist.due === undefined ? undefined : records.date(checklist.due),
    records.checklist.open(open.length, checklist.items.length),
  ]
  out.line(out.style('dim', about.filter(Boolean).join(' · ')), 2)
  out.line()
  for (const item of checklist.items) {
    const style = item.state === 'open' ? 'bold' : 'dim'
    const when = item.state === 'open' && item.due !== undefined ? [records.date(item.due)] : []
    const who =
      item.by !== undefined && item.at !== undefined
        ? [`${records.checklist.states[item.state]}, ${records.checklist.by(item.by, item.at)}`]
        : []
    out.line(`${MARK[item.state]} ${out.style(style, item.id)}  ${item.text}`, 2, 6)
    const more = [item.owner, ...when, ...who, item.note].filter(Boolean).join(' · ')
    if (more !== '') out.line(out.style('dim', more), 6)
    if (item.state === 'open')
      for (const line of [item.why, item.url, item.command]) if (line !== undefined) out.line(out.style('dim', line), 6, 8)
  }
  out.line()
  out.line(
    open[0] === undefined
      ? out.style('green', records.checklist.finished(checklist.title))
      : records.checklist.next(checklist.id, open[0].id),
    2,
    4,
  )
}
