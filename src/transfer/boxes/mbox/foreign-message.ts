// What an mbox that others wrote says of a message besides its bytes: Status, X-Status, X-Keywords, Mozilla's and Gmail's own fields.

import { arrivalDate } from '../eml/arrival-date.ts'
import { headerOf } from '../eml/header.ts'
import { decodeWords } from '../eml/words.ts'
import type { Entry } from '../files/entry.ts'
import { internalDate } from '../files/internal-date.ts'
import { fromLineTime } from './from-line.ts'
import type { MboxMessage } from './parse.ts'

const STATUS: Readonly<Record<string, string>> = { R: '\\Seen' }
const X_STATUS: Readonly<Record<string, string>> = { A: '\\Answered', F: '\\Flagged', T: '\\Draft', D: '\\Deleted' }
/** Mozilla's nsMsgMessageFlags. */
const MOZILLA: readonly (readonly [bit: number, flag: string])[] = [
  [0x0001, '\\Seen'],
  [0x0002, '\\Answered'],
  [0x0004, '\\Flagged'],
  [0x0008, '\\Deleted'],
]
const FORWARDED = 0x1000

export type ForeignMessage = Omit<Entry, 'uid'> & { readonly labels?: readonly string[] }

export function foreignMessage(message: MboxMessage): ForeignMessage {
  const { head, fromLine, at, length, quoted } = message
  const field = (name: string) => headerOf(head, name) ?? ''
  const flags = new Set<string>()
  const keywords = new Set<string>()
  for (const letter of field('status')) if (STATUS[letter]) flags.add(STATUS[letter])
  for (const letter of field('x-status')) if (X_STATUS[letter]) flags.add(X_STATUS[letter])
  for (const word of field('x-keywords').split(/[\s,]+/)) if (word !== '') keywords.add(word)
  const mozilla = Number.parseInt(field('x-mozilla-status'), 16) || 0
  for (const [bit, flag] of MOZILLA) if (mozilla & bit) flags.add(flag)
  if (mozilla & FORWARDED) keywords.add('$Forwarded')
  for (const word of field('x-mozilla-keys').split(/\s+/)) if (word !== '') keywords.add(word)
  const labels = labelsOf(field('x-gmail-labels'), flags)
  const told = fromLineTime(fromLine)
  return {
    size: length,
    flags: [...flags],
    keywords: [...keywords],
    date: told === undefined ? arrivalDate(head, Date.now()).date : internalDate(told),
    at,
    length,
    foreign: true,
    ...(quoted ? {} : { unquoted: true as const }),
    ...(labels.length === 0 ? {} : { labels }),
  }
}

/** Takeout writes states as labels too, in the language of the account. */
function labelsOf(text: string, flags: Set<string>): string[] {
  if (text === '') return []
  const labels = decodeWords(text)
    .split(',')
    .flatMap((label) => label.trim().replace(/^"|"$/g, '') || [])
  const unread = labels.some((label) => /^(unread|non lus|ungelesen|no leídos|non letti)$/i.test(label))
  if (!unread) flags.add('\\Seen')
  if (labels.some((label) => /^(starred|suivis|markiert|destacados|speciali)$/i.test(label))) flags.add('\\Flagged')
  return labels
}
