// What is due as a calendar (RFC 5545) that any program imports, again and again: each date keeps its UID, and reminds a week and a day before. Nothing secret is known here.

import ical, { ICalAlarmType, ICalEventTransparency } from 'ical-generator'
import type { Lang } from '../model/lang.ts'
import { textIn } from '../text/index.ts'
import type { DueItem, DueList } from './due.ts'

const DAY_SECONDS = 86_400
/** A calendar entry that names thousands of mailboxes is read by nobody. */
const NAMED = 20

/** The same list gives the same bytes. */
export function dueCalendar({ today, items }: DueList, lang: Lang): string {
  const { records } = textIn(lang)
  const calendar = ical({
    name: records.due.calendar,
    prodId: { company: 'sesame-mail', product: 'records', language: lang.toUpperCase() },
  })
  for (const item of items) {
    const event = calendar.createEvent({
      id: item.uid,
      stamp: new Date(`${today}T00:00:00Z`),
      // RFC 5545 §3.6.1: a whole day, wherever the reader is. What is overdue is shown today.
      start: new Date(`${item.days < 0 ? today : item.date}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary: oneLine(summaryOf(item, lang)),
      description: descriptionOf(item, lang),
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(item.url !== undefined && { url: item.url }),
    })
    for (const days of [7, 1])
      event.createAlarm({ type: ICalAlarmType.display, triggerBefore: days * DAY_SECONDS, description: oneLine(summaryOf(item, lang)) })
  }
  // RFC 5545 §3.1: lines end with CR LF, the last one too.
  return `${calendar.toString().trimEnd()}\r\n`
}

function summaryOf(item: DueItem, lang: Lang): string {
  const { due } = textIn(lang).records
  const about = item.about.length === 0 ? item.name : due.touches(item.about.length, item.about[0] ?? '')
  return due.summary(due.kind[item.kind], item.kind === 'checklist' ? wordsOf(item, lang) : item.name, about)
}

function descriptionOf(item: DueItem, lang: Lang): string {
  const { due } = textIn(lang).records
  const named = item.about.slice(0, NAMED)
  const more = item.about.length > NAMED ? [`… ${item.about.length - NAMED}`] : []
  const how = item.kind === 'checklist' ? [] : [due.how]
  return [wordsOf(item, lang), item.owner ?? '', ...named, ...more, item.url ?? '', ...how].filter(Boolean).join('\n').replace(/\r/g, '')
}

const wordsOf = ({ what, name }: DueItem, lang: Lang): string => (what === undefined ? name : typeof what === 'string' ? what : what[lang])
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
