// The coming changes as a calendar that any program can subscribe to (RFC 5545).

import { daysBetween, firstDay, lastDay } from '../model/date.ts'
import type { Lang } from '../model/lang.ts'
import { textIn } from '../text/index.ts'
import type { DatedChange } from '../uses/policies.ts'

export function calendar(lang: Lang, date: string, coming: readonly DatedChange[]): string {
  const { site } = textIn(lang)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//sesame-mail//knowledge//EN',
    `X-WR-CALNAME:${text(site.name)}`,
    ...coming.flatMap((change) => event(lang, date, change)),
    'END:VCALENDAR',
  ]
  // RFC 5545 §3.1: lines end with CR LF.
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function event(lang: Lang, date: string, change: DatedChange): readonly string[] {
  const { known } = textIn(lang)
  const what = change.what[lang]
  const url = change.sources.find((source) => /^https:\/\/[!-~]+$/.test(source))
  return [
    'BEGIN:VEVENT',
    // RFC 5545 §3.8.4.7: the same event keeps its UID for ever.
    `UID:${text(change.id)}@sesame-mail`,
    `DTSTAMP:${digits(firstDay(date))}T000000Z`,
    `DTSTART;VALUE=DATE:${digits(firstDay(change.date))}`,
    // RFC 5545 §3.6.1: DTEND is the first day after.
    `DTEND;VALUE=DATE:${digits(dayAfter(lastDay(change.date)))}`,
    `SUMMARY:${text(`${change.names.join(', ')}: ${what}`)}`,
    `DESCRIPTION:${text([what, known.strength[change.strength], ...change.sources].join('\n'))}`,
    ...(url === undefined ? [] : [`URL:${url}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const digits = (day: string) => day.replaceAll('-', '')

function dayAfter(day: string): string {
  return new Date((daysBetween('1970-01-01', day) + 1) * 86_400_000).toISOString().slice(0, 10)
}

/** RFC 5545 §3.3.11; other controls are dropped. */
function text(value: string): string {
  return value
    .replace(/[\\;,]/g, (c) => `\\${c}`)
    .replace(/\r\n|[\n\r]/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** RFC 5545 §3.1: no line is longer than 75 octets; a character is never broken. */
function folded(line: string): string {
  const encoder = new TextEncoder()
  let out = ''
  let octets = 0
  for (const char of line) {
    const size = encoder.encode(char).length
    if (octets + size > 75) {
      out += '\r\n '
      octets = 1
    }
    out += char
    octets += size
  }
  return out
}
