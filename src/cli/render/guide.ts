// A guide on the terminal: numbered steps, what one should see, what not to do, the settings card.

import type { Guide } from '../../model/guide.ts'
import type { Text } from '../../text/index.ts'
import { columns, harmless, type Terminal } from '../terminal.ts'
import { heading } from './heading.ts'

export function renderGuide(out: Terminal, text: Text, guide: Guide): void {
  heading(out, text.heading.steps)
  out.line(out.style('bold', plain(out, guide.title)), 2)
  if (guide.why) out.line(plain(out, guide.why), 2)
  out.line()
  guide.steps.forEach((step, i) => {
    const number = `${i + 1}.`
    const indent = 3 + number.length
    out.line(`${out.style('bold', number)} ${plain(out, step.do)}`, 2, indent)
    if (step.see) out.line(out.style('dim', `→ ${plain(out, step.see)}`), indent, indent + 2)
  })
  bullets(out, text.heading.avoid, guide.avoid, '✗', 'yellow')
  bullets(out, text.heading.otherwise, guide.otherwise, '•', 'dim')
  if (guide.card.length > 0) {
    heading(out, text.heading.card)
    const left = Math.max(...guide.card.map((row) => columns(row.label)))
    for (const { label, value } of guide.card) out.write(harmless(`  ${label}${' '.repeat(left - columns(label))}  ${value}\n`))
  }
  if (guide.letter) {
    heading(out, text.letters.shown[guide.letters[0]?.to ?? 'administrator'])
    for (const line of guide.letter.split('\n')) out.line(line, 2)
  }
  const others = guide.letter ? guide.letters.slice(1) : guide.letters
  if (others.length > 0) {
    out.line()
    out.line(out.style('dim', text.letters.others), 2)
    for (const { id, subject } of others) out.line(out.style('dim', `sesame letters ${id}  ${subject}`), 4, 6)
  }
  if (guide.deadlines.length > 0) {
    heading(out, text.heading.deadlines)
    for (const { date, text: what } of guide.deadlines) out.line(`${out.style('bold', date)}  ${what}`, 2, 14)
  }
  out.line()
  out.line(out.style('dim', `${text.doctor.checked(guide.checked)}${guide.unverified ? ` ${text.doctor.unverified}` : ''}`), 2)
}

function bullets(out: Terminal, title: string, lines: readonly string[], mark: string, style: 'yellow' | 'dim'): void {
  if (lines.length === 0) return
  heading(out, title)
  for (const line of lines) out.line(`${out.style(style, mark)} ${plain(out, line)}`, 2, 4)
}

/** The only mark-up that texts hold: `code` and **bold**. */
export function plain(out: Terminal, text: string): string {
  return text
    .replace(/`([^`]+)`/g, (_, code: string) => out.style('cyan', code))
    .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => out.style('bold', bold))
}
