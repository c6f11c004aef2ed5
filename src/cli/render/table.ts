// A table on the terminal: one line a row where the columns fit, else each row as a short paragraph.

import { columns, harmless, type Terminal } from '../terminal.ts'

export interface Column {
  readonly title: string
  /** May be cut, with an ellipsis, down to this many columns. */
  readonly shrinksTo?: number
}

/** Columns between two cells: air where there is room. */
const GAPS = [2, 1]

/** A row has a cell for each column. The first cell is the id: it is never cut, so that it can be typed again. */
export function renderTable(out: Terminal, heads: readonly Column[], rows: readonly (readonly string[])[]): void {
  const natural = heads.map((head, i) => Math.max(columns(head.title), ...rows.map((row) => columns(row[i] ?? ''))))
  const all = natural.reduce((sum, n) => sum + n, 0)
  for (const gap of GAPS) {
    const widths = shrunk(heads, natural, out.width - all - gap * (heads.length - 1))
    if (widths === null) continue
    oneLineEach(out, heads, rows, widths, gap)
    return
  }
  paragraphs(out, heads, rows)
}

function oneLineEach(
  out: Terminal,
  heads: readonly Column[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  gap: number,
): void {
  const line = (cells: readonly string[]) =>
    widths.map((width, i) => padded(cut(harmless(cells[i] ?? ''), width), i === widths.length - 1 ? 0 : width)).join(' '.repeat(gap))
  out.write(`${out.style('bold', line(heads.map((head) => head.title)).trimEnd())}\n`)
  for (const row of rows) out.write(`${line(row).trimEnd()}\n`)
}

/** Null when even the shortest form is too wide. */
function shrunk(heads: readonly Column[], natural: readonly number[], spare: number): readonly number[] | null {
  let missing = -spare
  const widths = natural.map((width, i) => {
    const least = heads[i]?.shrinksTo
    if (missing <= 0 || least === undefined || least >= width) return width
    const taken = Math.min(missing, width - least)
    missing -= taken
    return width - taken
  })
  return missing > 0 ? null : widths
}

function paragraphs(out: Terminal, heads: readonly Column[], rows: readonly (readonly string[])[]): void {
  for (const [id = '', name = '', ...rest] of rows) {
    out.line(`${out.style('bold', id)} ${name}`, 0, 2)
    const facts = rest.flatMap((cell, i) => (cell === '' ? [] : [`${heads[i + 2]?.title}\u00a0${cell.replaceAll(' ', '\u00a0')}`]))
    if (facts.length > 0) out.line(facts.join(' · '), 2)
  }
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)))
}

function cut(text: string, width: number): string {
  if (columns(text) <= width) return text
  let kept = ''
  for (const char of text) {
    if (columns(kept + char) > width - 1) break
    kept += char
  }
  return `${kept.trimEnd()}…`
}
