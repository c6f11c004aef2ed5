// Reads one IMAP command as a server does: tag, name and arguments (RFC 9051 §9), with literals, bounded in size.

import type { Peer } from './peer.ts'

export type Token = { readonly atom: string } | { readonly string: Buffer } | { readonly list: readonly Token[] }

export interface ImapCommand {
  readonly tag: string
  /** Upper case; `UID FETCH` for the UID variants. */
  readonly name: string
  readonly args: readonly Token[]
}

const MAX_LITERAL = 32 << 20
const MAX_PARTS = 100

/** Null: the client is gone, or sent a literal that nobody offered to take at once. `problem`: something came, but no command; its tag when there is one. */
export async function readCommand(
  peer: Peer,
  atOnce: (size: number) => boolean = () => true,
): Promise<ImapCommand | { readonly problem: string; readonly tag: string } | null> {
  let text = ''
  const literals: Buffer[] = []
  for (;;) {
    const line = await peer.line()
    if (line === null) return null
    const marker = /\{(\d+)(\+?)\}$/.exec(line)
    if (!marker) {
      text += line.replaceAll('\0', '')
      break
    }
    const size = Number(marker[1])
    const tag = (text + line).split(' ')[0] ?? '*'
    // RFC 7888 §5: to a server without it this is no literal, and what follows would be read as commands.
    if (marker[2] && !atOnce(size)) {
      peer.write('* BYE Too many invalid IMAP commands.\r\n')
      return null
    }
    // RFC 7888 §4: a literal too large may only be refused before it is sent; a non-synchronizing one has to end the connection.
    if (size > MAX_LITERAL || literals.length >= MAX_PARTS) {
      if (marker[2]) return null
      return { problem: 'NO [TOOBIG] Literal too large', tag }
    }
    if (!marker[2]) peer.write('+ Ready for literal data\r\n')
    const literal = await peer.bytes(size)
    if (literal === null) return null
    literals.push(literal)
    text += `${line.slice(0, marker.index).replaceAll('\0', '')}\0`
  }
  const head = /^([^ (){%*"\\\]+]+) (?:(UID) )?([A-Za-z0-9]+)(?: |$)/i.exec(text)
  if (!head) return { problem: 'BAD Command syntax error', tag: /^[A-Za-z0-9.]+/.exec(text)?.[0] ?? '*' }
  const reader = { text, at: head[0].length, literals }
  const args = readList(reader, '')
  if (args === undefined) return { problem: 'BAD Command Argument Error', tag: head[1]! }
  return { tag: head[1]!, name: `${head[2] ? 'UID ' : ''}${head[3]!.toUpperCase()}`, args }
}

interface Reader {
  readonly text: string
  at: number
  readonly literals: Buffer[]
}

/** Up to `close`, or to the end of the command; undefined when it does not close. */
function readList(r: Reader, close: string, depth = 0): Token[] | undefined {
  const out: Token[] = []
  if (depth > 20) return undefined
  while (r.at < r.text.length) {
    const c = r.text[r.at]!
    if (c === ' ') r.at++
    else if (c === close) {
      r.at++
      return out
    } else if (c === '(') {
      r.at++
      const list = readList(r, ')', depth + 1)
      if (!list) return undefined
      out.push({ list })
    } else if (c === '\0') {
      r.at++
      out.push({ string: r.literals.shift() ?? Buffer.alloc(0) })
    } else if (c === '"') {
      const quoted = /^"((?:[^"\\]|\\["\\])*)"/.exec(r.text.slice(r.at))
      if (!quoted) return undefined
      r.at += quoted[0].length
      out.push({ string: Buffer.from(quoted[1]!.replace(/\\(.)/g, '$1'), 'latin1') })
    } else {
      const atom = readAtom(r)
      if (atom === '') return undefined
      out.push({ atom })
    }
  }
  return close === '' ? out : undefined
}

/** An atom; what stands in brackets belongs to it: `BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.100>`. */
function readAtom(r: Reader): string {
  const start = r.at
  let inside = false
  for (; r.at < r.text.length; r.at++) {
    const c = r.text[r.at]!
    if (c === '[') inside = true
    else if (c === ']') inside = false
    else if (!inside && ' ()"\0'.includes(c)) break
  }
  return r.text.slice(start, r.at)
}

/** The text of an astring; a list has none. Names and passwords are UTF-8. */
export function textOf(token: Token | undefined): string | undefined {
  if (token === undefined || 'list' in token) return undefined
  return 'atom' in token ? Buffer.from(token.atom, 'latin1').toString('utf8') : token.string.toString('utf8')
}

export function listOf(token: Token | undefined): readonly Token[] {
  return token && 'list' in token ? token.list : []
}

/** RFC 9051 §4.3: quoted where it can be, a literal where it must. */
export function quote(text: string): string {
  return /[\0\r\n\x80-\uffff]/.test(text)
    ? `{${Buffer.byteLength(text)}}\r\n${text}`
    : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

export const nstring = (text: string | undefined): string => (text === undefined ? 'NIL' : quote(text))

/** RFC 9051 §9 sequence-set over positions or UIDs; `*` is the largest. Undefined when it is none. */
export function inSet(set: string, largest: number): ((n: number) => boolean) | undefined {
  if (!/^(\d+|\*)(:(\d+|\*))?(,(\d+|\*)(:(\d+|\*))?)*$/.test(set)) return undefined
  const number = (text: string) => (text === '*' ? largest : Number(text))
  const ranges = set.split(',').map((range) => {
    const [from = '', to = from] = range.split(':')
    return [Math.min(number(from), number(to)), Math.max(number(from), number(to))] as const
  })
  return (n) => ranges.some(([from, to]) => n >= from && n <= to)
}
