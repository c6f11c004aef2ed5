// A sheet on the terminal: what is to be done first, then everything on it, section by section.

import type { SheetAdvice } from '../../model/sheet-advice.ts'
import { type Section, type SheetView, sheetSections } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { adviceWords } from '../../text/sheet-advice.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'
import { renderTable } from './table.ts'

export async function renderSheet(out: Terminal, text: Text, view: SheetView): Promise<void> {
  const { records } = text
  const [head, ...rest] = await sheetSections(view.sheet, text.lang)
  out.line(out.style('bold', head?.title ?? view.sheet.address))
  for (const [label, value] of (head?.lines ?? []).slice(1)) out.line(`${out.style('dim', `${label}${text.known.colon}`)} ${value}`, 2, 4)
  out.line(out.style('dim', `${records.field.changed}${text.known.colon} ${records.date(view.changed)} (version ${view.version})`), 2)
  renderAdvice(out, text, view.advice)
  if (view.dues.length > 0) {
    heading(out, records.field.dues)
    for (const { name, date, days } of view.dues) {
      const style = days < 0 ? 'red' : days <= 30 ? 'yellow' : 'dim'
      out.line(`${out.style(style, date)}\u00a0 ${name} · ${records.within(days)}`, 2, 4)
    }
  }
  for (const section of rest) renderSection(out, section)
}

function renderSection(out: Terminal, { title, lines, table }: Section): void {
  heading(out, title)
  for (const [label, value] of lines) out.line(label === '' ? value : `${out.style('dim', label)} ${value}`, 2, 4)
  if (table !== null)
    renderTable(
      out,
      table.heads.map((name, i) => (i === 0 ? { title: name } : { title: name, shrinksTo: 8 })),
      table.rows,
    )
}

export function renderAdvice(out: Terminal, text: Text, advice: readonly SheetAdvice[]): void {
  if (advice.length === 0) return
  heading(out, text.records.field.advice)
  for (const one of advice) out.line(`${out.style('yellow', '!')} ${adviceWords(text.records.advice, one)}`, 2, 4)
}
