// When a message arrived, of which only the file is left: the topmost Received field, else Date, else the file's time.

import { internalDate } from '../files/internal-date.ts'
import { headerOf } from './header.ts'

export interface ArrivalDate {
  /** As INTERNALDATE writes it. */
  readonly date: string
  readonly by: 'received' | 'date' | 'file'
}

/** The last server to take a message writes its Received field above all others (RFC 5321 §4.4). */
export function arrivalDate(head: Buffer, fileTimeMs: number): ArrivalDate {
  const received = headerOf(head, 'received')
  const after = received === undefined ? undefined : read(received.slice(received.lastIndexOf(';') + 1))
  if (after) return { date: after, by: 'received' }
  const date = read(headerOf(head, 'date') ?? '')
  if (date) return { date, by: 'date' }
  return { date: internalDate(fileTimeMs), by: 'file' }
}

const ZONES: Readonly<Record<string, string>> = {
  UT: '+0000',
  GMT: '+0000',
  UTC: '+0000',
  Z: '+0000',
  EST: '-0500',
  EDT: '-0400',
  CST: '-0600',
  CDT: '-0500',
  MST: '-0700',
  MDT: '-0600',
  PST: '-0800',
  PDT: '-0700',
}
const SHAPE = /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([+-]\d{4}|[A-Za-z]{1,4}))?/

/** RFC 5322 §3.3 and §4.3, comments left out. */
function read(text: string): string | undefined {
  const [, day, month, year, hour, minute, second = '00', zone = 'GMT'] = SHAPE.exec(text.replace(/\([^()]*\)/g, ' ')) ?? []
  if (day === undefined || month === undefined || year === undefined || hour === undefined) return undefined
  const full = year.length > 2 ? Number(year) + (year.length === 3 ? 1900 : 0) : Number(year) + (Number(year) < 50 ? 2000 : 1900)
  const name = `${month[0]?.toUpperCase()}${month.slice(1).toLowerCase()}`
  const offset = /^[+-]/.test(zone) ? zone : (ZONES[zone.toUpperCase()] ?? '+0000')
  const at = Date.parse(`${day} ${name} ${full} ${hour}:${minute}:${second} ${offset}`)
  if (Number.isNaN(at) || Number(offset.slice(1, 3)) > 23) return undefined
  const minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3))) * (offset.startsWith('-') ? -1 : 1)
  return internalDate(at, minutes)
}
