// FETCH (RFC 9051 §6.4.5): which parts of a message a client asked for, and how they are written back.

import { nstring, quote, type Token } from './imap-command.ts'
import type { Message } from './mailbox.ts'
import { addresses, field, fields, splitMessage } from './mime.ts'

const MACROS: Readonly<Record<string, readonly string[]>> = {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
}

/** The item names asked for, macros opened; undefined when something is no item. */
export function itemsOf(token: Token | undefined): string[] | undefined {
  if (token === undefined || 'string' in token) return undefined
  const atoms = 'atom' in token ? [token] : token.list
  const names = atoms.map((t) => ('atom' in t ? t.atom.toUpperCase() : ''))
  const single = 'atom' in token ? MACROS[names[0] ?? ''] : undefined
  return names.includes('') ? undefined : [...(single ?? names)]
}

/** Whether reading these items marks a message as seen. */
export function marksSeen(items: readonly string[]): boolean {
  return items.some((i) => i.startsWith('BODY[') || i === 'RFC822' || i === 'RFC822.TEXT')
}

/** The labels of a message, quoted where they must be. */
export type Labels = (message: Message) => readonly string[]

/** The parenthesised answer for one message; undefined when an item is unknown. */
export function fetchItems(message: Message, items: readonly string[], labels: Labels = () => []): Buffer | undefined {
  const parts: Buffer[] = []
  for (const item of items) {
    const value = fetchItem(message, item, labels)
    if (value === undefined) return undefined
    parts.push(Buffer.concat([Buffer.from(parts.length > 0 ? ' ' : ''), value]))
  }
  return Buffer.concat([Buffer.from('('), ...parts, Buffer.from(')')])
}

function fetchItem(m: Message, item: string, labels: Labels): Buffer | undefined {
  switch (item) {
    case 'UID':
      return Buffer.from(`UID ${m.uid}`)
    case 'FLAGS':
      return Buffer.from(`FLAGS (${[...m.flags].join(' ')})`)
    case 'INTERNALDATE':
      return Buffer.from(`INTERNALDATE "${internalDate(m.date)}"`)
    case 'RFC822.SIZE':
      return Buffer.from(`RFC822.SIZE ${m.raw.length}`)
    case 'MODSEQ':
      return Buffer.from(`MODSEQ (${m.modseq})`)
    // Gmail's extensions; in the lab a message is its own thread.
    case 'X-GM-MSGID':
    case 'X-GM-THRID':
      return Buffer.from(`${item} ${1_848_000_000_000 + m.id}`)
    case 'X-GM-LABELS':
      return Buffer.from(`X-GM-LABELS (${labels(m).join(' ')})`)
    case 'ENVELOPE':
      return Buffer.from(`ENVELOPE ${envelope(m.raw)}`)
    case 'BODY':
    case 'BODYSTRUCTURE':
      return Buffer.from(`${item} ${structure(m.raw)}`)
    case 'RFC822':
      return literal('RFC822', m.raw)
    case 'RFC822.HEADER':
      return literal('RFC822.HEADER', splitMessage(m.raw).header)
    case 'RFC822.TEXT':
      return literal('RFC822.TEXT', splitMessage(m.raw).body)
  }
  const body = /^BODY(?:\.PEEK)?\[(.*)\](?:<(\d+)\.(\d+)>)?$/s.exec(item)
  if (!body) return undefined
  const whole = section(m.raw, body[1]!)
  if (whole === undefined) return undefined
  const from = Number(body[2] ?? 0)
  const part = body[2] === undefined ? whole : whole.subarray(from, from + Number(body[3]))
  return literal(`BODY[${body[1]}]${body[2] === undefined ? '' : `<${from}>`}`, part)
}

function literal(name: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${name} {${content.length}}\r\n`), content])
}

function section(raw: Buffer, name: string): Buffer | undefined {
  const { header, body } = splitMessage(raw)
  if (name === '') return raw
  if (name === 'HEADER' || name === 'MIME' || name === '1.MIME') return header
  if (name === 'TEXT' || name === '1') return body
  const pick = /^HEADER\.FIELDS(\.NOT)? \((.*)\)$/s.exec(name)
  if (!pick) return undefined
  const wanted = new Set(pick[2]!.toLowerCase().replaceAll('"', '').split(' '))
  const chosen = fields(header).filter((f) => wanted.has(f.name) !== (pick[1] !== undefined))
  return Buffer.from(`${chosen.map((f) => `${f.line}\r\n`).join('')}\r\n`, 'latin1')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function internalDate(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${String(date.getUTCDate()).padStart(2, ' ')}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000`
}

/** RFC 9051 §7.5.2: Sender and Reply-To fall back to From. */
function envelope(raw: Buffer): string {
  const { header } = splitMessage(raw)
  const list = (name: string, otherwise?: string) => {
    const found = addresses(field(header, name) ?? (otherwise && field(header, otherwise)))
    const one = (a: (typeof found)[number]) => `(${nstring(a.name)} NIL ${quote(a.local)} ${quote(a.host)})`
    return found.length === 0 ? 'NIL' : `(${found.map(one).join('')})`
  }
  const text = (name: string) => nstring(field(header, name))
  const people = [list('from'), list('sender', 'from'), list('reply-to', 'from'), list('to'), list('cc'), list('bcc')].join(' ')
  return `(${text('date')} ${text('subject')} ${people} ${text('in-reply-to')} ${text('message-id')})`
}

/** The lab's messages are shown as one part: enough for every client that reads them. */
function structure(raw: Buffer): string {
  const { header, body } = splitMessage(raw)
  const type = /^\s*([\w.+-]+)\/([\w.+-]+)/.exec(field(header, 'content-type') ?? '')
  const charset = /charset="?([\w-]+)/i.exec(field(header, 'content-type') ?? '')?.[1] ?? 'us-ascii'
  const encoding = field(header, 'content-transfer-encoding') ?? '7bit'
  const lines = body.toString('latin1').split('\n').length - 1
  const text = (type?.[1] ?? 'text').toLowerCase() === 'text' || type?.[1]?.toLowerCase() === 'multipart'
  const [major, minor] = text ? ['text', type?.[1]?.toLowerCase() === 'text' ? type[2]! : 'plain'] : [type![1]!, type![2]!]
  const common = `${quote(major)} ${quote(minor)} ("CHARSET" ${quote(charset)}) NIL NIL ${quote(encoding)} ${body.length}`
  return `(${common}${text ? ` ${lines}` : ''})`
}
