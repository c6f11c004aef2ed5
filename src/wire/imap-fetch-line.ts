// What a FETCH answer says of a message (RFC 9051 §7.5.2): by a quick scan for the lines that servers nearly always write, and from parsed values for all others.

import { decode } from './decode.ts'
import { ImapText, type ImapValue } from './imap-syntax.ts'
import { decodeMailbox } from './imap-utf7.ts'

export interface Fetched {
  uid?: number
  size?: number
  /** Without \Recent. Shared by all messages that have the same. */
  flags?: readonly string[]
  /** INTERNALDATE as sent. */
  date?: string
  emailId?: string
  labels?: readonly string[]
  /** BODY[] where it is no literal that streams: null is NIL. */
  body?: Buffer | null
}

const NONE: readonly string[] = Object.freeze([])
const INTERNED = 10_000
const interned = new Map<string, readonly string[]>()

/** `* 12 FETCH (UID 34 ...)` in Latin-1. Null for anything unusual, which only costs time. */
export function scanFetchLine(line: string): Fetched | null {
  const head = line.indexOf(' ', 2)
  if (!line.startsWith('* ') || !line.startsWith(' FETCH (', head)) return null
  const found: Fetched = {}
  let at = head + 8
  for (;;) {
    const gap = line.indexOf(' ', at)
    if (gap < 0) return null
    const name = line.slice(at, gap)
    at = gap + 1
    let end: number
    switch (name) {
      case 'UID':
      case 'RFC822.SIZE': {
        end = digitsEnd(line, at)
        if (end === at || end - at > 15) return null
        const number = Number(line.slice(at, end))
        if (name === 'UID') found.uid = number
        else found.size = number
        break
      }
      case 'FLAGS': {
        const close = line.indexOf(')', at)
        if (line.charCodeAt(at) !== 0x28 || close < 0) return null
        const raw = line.slice(at + 1, close)
        if (raw.includes('"') || raw.includes('(')) return null
        found.flags = flagsOf(raw)
        end = close + 1
        break
      }
      case 'INTERNALDATE': {
        const close = line.indexOf('"', at + 1)
        if (line.charCodeAt(at) !== 0x22 || close < 0) return null
        found.date = line.slice(at + 1, close)
        end = close + 1
        break
      }
      // RFC 7162 §7, RFC 8474 §5.1
      case 'MODSEQ':
      case 'EMAILID': {
        const close = line.indexOf(')', at)
        if (line.charCodeAt(at) !== 0x28 || close < 0) return null
        if (name === 'EMAILID') found.emailId = line.slice(at + 1, close)
        end = close + 1
        break
      }
      case 'X-GM-MSGID':
        end = digitsEnd(line, at)
        if (end === at) return null
        found.emailId = line.slice(at, end)
        break
      case 'BODY[]':
        if (!line.startsWith('NIL', at)) return null
        found.body = null
        end = at + 3
        break
      default:
        return null
    }
    const next = line.charCodeAt(end)
    if (next === 0x29) return end + 1 === line.length ? found : null
    if (next !== 0x20) return null
    at = end + 1
  }
}

/** The same from the values of a FETCH response. */
export function readFetch(values: readonly ImapValue[]): Fetched {
  const found: Fetched = {}
  const list = values[0]
  if (!Array.isArray(list)) return found
  const items = list as readonly ImapValue[]
  for (let i = 0; i + 1 < items.length; i += 2) {
    const value = items[i + 1]!
    switch (textOf(items[i]!).toUpperCase()) {
      case 'UID':
        found.uid = numberOf(value)
        break
      case 'RFC822.SIZE':
        found.size = numberOf(value)
        break
      case 'FLAGS':
        if (Array.isArray(value)) found.flags = flagsOf(Buffer.from(value.map(textOf).join(' ')).toString('latin1'))
        break
      case 'INTERNALDATE':
        found.date = textOf(value)
        break
      case 'EMAILID':
        if (Array.isArray(value) && value.length > 0) found.emailId = textOf(value[0])
        break
      case 'X-GM-MSGID':
        found.emailId = textOf(value)
        break
      case 'X-GM-LABELS':
        if (Array.isArray(value)) found.labels = value.map((label) => decodeMailbox(textOf(label)))
        break
      case 'BODY[]':
        if (value === null || value instanceof ImapText) found.body = value?.bytes ?? null
        break
    }
  }
  if (Number.isNaN(found.uid)) delete found.uid
  if (Number.isNaN(found.size)) delete found.size
  return found
}

/** One array for all messages with the same flags. */
function flagsOf(raw: string): readonly string[] {
  if (raw === '') return NONE
  const known = interned.get(raw)
  if (known) return known
  const flags = raw.split(' ').filter((flag) => flag !== '' && flag.toLowerCase() !== '\\recent')
  const decoded = flags.map((flag) => decode(Buffer.from(flag, 'latin1')))
  if (interned.size >= INTERNED) interned.clear()
  interned.set(raw, Object.freeze(decoded))
  return decoded
}

function digitsEnd(line: string, start: number): number {
  let at = start
  while (line.charCodeAt(at) >= 0x30 && line.charCodeAt(at) <= 0x39) at++
  return at
}

function numberOf(value: ImapValue): number {
  const text = textOf(value)
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
}

function textOf(value: ImapValue): string {
  return value === null || Array.isArray(value) ? '' : String(value)
}
