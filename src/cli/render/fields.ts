// Small parts of a page about one thing: labelled values, bulleted sentences, sources at the end.

import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'

/** Nothing for a value that is not known. A colon as the language writes it. */
export function field(out: Terminal, text: Text, label: string, value: string | number | undefined): void {
  if (value === undefined || value === '') return
  out.line(`${out.style('dim', `${label}${text.known.colon}`)} ${value}`, 2, 4)
}

export function bullets(out: Terminal, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return
  heading(out, title)
  for (const line of lines) out.line(`• ${line}`, 2, 4)
}

/** What it all rests on, and what in it nobody could check. */
export function grounds(
  out: Terminal,
  text: Text,
  { checked, sources, unverified = [] }: { checked: string; sources: readonly string[]; unverified?: readonly string[] },
): void {
  bullets(out, text.known.unverified, unverified)
  heading(out, text.heading.sources)
  for (const source of sources) out.line(source, 2, 4)
  out.line(out.style('dim', `${text.known.checked(checked)}.`), 2)
}
