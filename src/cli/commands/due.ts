// `sesame due`: what is overdue and what comes, on all sheets and lists; as a calendar with --ics; and marking it with --done.

import { EXIT, SesameError } from '../../model/errors.ts'
import { type DueItem, type DueList, dueCalendar, dueList, markDue, saveTextPrivately } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

const NORMAL_DAYS = 30
/** A calendar looks further than a list. */
const CALENDAR_DAYS = 400

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err, lang } = invocation
  const request = recordsRequest({ options })
  const file = stringOption(options, 'ics')
  if (options.done === true) return markDone(invocation)
  if (args.length > 0)
    throw new SesameError('option-invalid', { option: 'ADDRESS NAME', value: args[0] ?? '', allowed: '--done ADDRESS NAME' })
  const list = await dueList({
    ...request,
    within: daysOf(stringOption(options, 'within') ?? (file === undefined ? `${NORMAL_DAYS}` : `${CALENDAR_DAYS}`)),
  })
  if (file !== undefined) {
    const calendar = await dueCalendar(list, lang)
    if (file === '-') out.write(calendar)
    else {
      await saveTextPrivately(file, calendar)
      err.line(text.records.due.wrote(file, list.items.length))
    }
  }
  if (json) out.write(`${JSON.stringify({ ...list, items: list.items.map((item) => ({ ...item, what: whatOf(item, invocation) })) })}\n`)
  else if (file === undefined) show(invocation, list)
  return list.overdue > 0 ? EXIT.fault : EXIT.works
}

/** `30`, `30d`, `6w`, `3m`, `1y`. */
function daysOf(text: string): number {
  const [, number = '', unit = 'd'] = /^(\d{1,5})\s*([dwmyjsa]?)/i.exec(text.trim()) ?? []
  const factor = { d: 1, j: 1, '': 1, w: 7, s: 7, m: 31, y: 366, a: 366 }[unit.toLowerCase()]
  const days = Number(number) * (factor ?? Number.NaN)
  if (number === '' || !Number.isFinite(days) || days > 36_600)
    throw new SesameError('option-invalid', { option: '--within', value: text, allowed: '30d, 6w, 3m, 1y' })
  return days
}

async function markDone(invocation: Invocation): Promise<number> {
  const { args, options, text, json, out } = invocation
  const [sheet, ...name] = args
  if (sheet === undefined || name.length === 0)
    throw new SesameError('option-invalid', { option: '--done', value: sheet ?? '', allowed: '--done ADDRESS NAME' })
  const done = await markDue({ ...recordsRequest({ options }), sheet, name: name.join(' ') })
  if (json) out.write(`${JSON.stringify({ done })}\n`)
  else
    for (const one of done)
      out.line(text.records.due.done(one.name, one.address, one.next === null ? null : text.records.date(one.next)), 0, 2)
  return EXIT.works
}

const whatOf = ({ what }: DueItem, { lang }: Pick<Invocation, 'lang'>): string | undefined => (typeof what === 'object' ? what[lang] : what)

function show(invocation: Invocation, { until, items }: DueList): void {
  const { out, text } = invocation
  const { due, date } = text.records
  if (items.length === 0) out.line(out.style('green', due.none(date(until))))
  for (const [title, group] of [
    [due.overdue, items.filter((one) => one.days < 0)],
    [due.coming(date(until)), items.filter((one) => one.days >= 0)],
  ] as const) {
    if (group.length === 0) continue
    heading(out, title)
    for (const item of group) {
      const about =
        item.about.length === 0
          ? ''
          : `${due.touches(item.about.length, item.about.slice(0, 3).join(', '))}${item.about.length > 3 ? ' …' : ''}`
      out.line(
        `${out.style(item.days < 0 ? 'red' : 'yellow', item.date)}\u00a0 ${out.style('bold', item.name)} · ${due.kind[item.kind]} · ${text.records.within(item.days)}`,
        2,
        4,
      )
      const more = [about, item.owner].filter(Boolean).join(' · ')
      if (more !== '') out.line(more, 4, 6)
      const what = whatOf(item, invocation)
      if (what !== undefined) out.line(out.style('dim', what), 4, 6)
    }
  }
  out.line()
  if (items.length > 0) out.line(out.style('dim', due.how), 2)
}
