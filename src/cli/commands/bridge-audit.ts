// `sesame bridge audit`: who came from where, and what became of it, the last first.

import { EXIT } from '../../model/errors.ts'
import { bridgeAudit } from '../../sesame.ts'
import { moment } from '../moment.ts'
import { numberOption } from '../number-option.ts'
import { visible } from '../render/road.ts'
import { type CommandRun, stringOption } from '../spec.ts'
import { columns } from '../terminal.ts'

const MOST = 100

export const run: CommandRun = async ({ args, options, text, json, out }) => {
  const words = text.bridgeService.audit
  const [device = null] = args
  const most = numberOption(options, 'most', MOST, 1, 100_000)
  const entries = await bridgeAudit({ data: stringOption(options, 'data'), env: process.env }, device, most)
  if (json) {
    out.write(`${JSON.stringify({ device, entries })}\n`)
    return EXIT.works
  }
  if (entries.length === 0) {
    out.line(device === null ? words.none : words.noneOf(visible(device)))
    return EXIT.works
  }
  const what = words.what as Readonly<Record<string, string>>
  const rows = entries.map(({ at, device: who, kind, protocol, place, times, why }) => [
    moment(text.locale, at),
    visible(who ?? '–'),
    [protocol?.toUpperCase(), what[kind] ?? kind, why === null ? undefined : `(${text.bridge.why(why)})`].filter(Boolean).join(' '),
    visible(place ?? ''),
    times > 1 ? `×${times}` : '',
  ])
  const { at, device: who, what: title, place, times } = words.column
  const all = [[at, who, title, place, times], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => columns(row[column] ?? '')))) ?? []
  for (const [index, row] of all.entries()) {
    const line = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columns(cell))).join('  ')
    out.write(`${index === 0 ? out.style('bold', line.trimEnd()) : line.trimEnd()}\n`)
  }
  return EXIT.works
}
