// The grammar of IMAP responses (RFC 9051 §9, RFC 3501 §9): one response, already cut into lines and literals, becomes a value. Takes no bytes from anywhere, so it can be tested alone.

import { decode } from './decode.ts'

/** A quoted string or a literal, as bytes: headers and names come in any charset. */
export class ImapText {
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
  toString(): string {
    return decode(this.bytes)
  }
}

/** NIL is null; an atom or number is a string; quoted and literal are ImapText; a list in parentheses is an array. */
export type ImapValue = null | string | ImapText | readonly ImapValue[]

export type ImapResponse =
  | { readonly kind: 'continuation'; readonly text: string }
  | {
      readonly kind: 'status'
      /** `*` or the tag of the command. */
      readonly tag: string
      readonly status: 'OK' | 'NO' | 'BAD' | 'BYE' | 'PREAUTH'
      /** Upper case: `AUTHENTICATIONFAILED`. */
      readonly code?: string
      /** What follows the code inside the brackets. */
      readonly argument?: string
      readonly text: string
    }
  | { readonly kind: 'data'; readonly name: string; readonly number?: number; readonly values: readonly ImapValue[] }

/** A line without its end and without the `{n}` that announced the literal, then the literal, and so on; the last piece is a line. */
export type ImapPiece = Buffer

export class ImapSyntaxError extends Error {}

/** Nobody nests deeper than a MIME structure; a hostile server must not exhaust the stack. */
const DEPTH = 60

// RFC 9051 §4.3: `{n}`, `{n+}` and, for binary, `~{n}` at the end of a line.
const LITERAL = /~?\{(\d{1,10})\+?\}$/

/** The size of the literal that a line announces, and the line without the announcement. Null when it announces none. */
export function announcedLiteral(line: Buffer): { readonly size: number; readonly rest: Buffer } | null {
  if (line.at(-1) !== 0x7d) return null
  const text = line.toString('latin1')
  const match = LITERAL.exec(text)
  // Free text may end in braces; only data responses carry literals.
  if (match === null || STATUS.test(text) || text.startsWith('+')) return null
  return { size: Number(match[1]), rest: line.subarray(0, match.index) }
}

const STATUS = /^(\S+) (OK|NO|BAD|BYE|PREAUTH)(?: |$)/i
const CODE = /^\[([^\s\]]+)(?: ((?:"(?:[^"\\]|\\.)*"|[^\]"])*))?\] ?/

/** Throws ImapSyntaxError when it is none. `pieces` alternate: line, literal, line ... */
export function parseResponse(pieces: readonly ImapPiece[]): ImapResponse {
  const first = pieces[0] ?? Buffer.alloc(0)
  const line = decode(first)
  // RFC 9051 §7.6; some servers leave the space out.
  if (line.startsWith('+')) return { kind: 'continuation', text: line.slice(1).trimStart() }
  const status = STATUS.exec(line)
  if (status !== null) return parseStatus(status[1]!, status[2]!, line.slice(status[0].length))
  if (!line.startsWith('* ')) throw new ImapSyntaxError('neither untagged, nor tagged, nor a continuation')
  const values = parseValues([first.subarray(2), ...pieces.slice(1)])
  const [head, next] = values
  if (typeof head !== 'string') throw new ImapSyntaxError('a response without a name')
  // RFC 9051 §7.4.1, §7.5: EXISTS, RECENT, EXPUNGE and FETCH have their number first.
  if (/^\d+$/.test(head) && typeof next === 'string') {
    return { kind: 'data', name: next.toUpperCase(), number: Number(head), values: values.slice(2) }
  }
  return { kind: 'data', name: head.toUpperCase(), values: values.slice(1) }
}

function parseStatus(tag: string, word: string, rest: string): ImapResponse {
  const status = word.toUpperCase() as 'OK'
  const code = CODE.exec(rest)
  if (code === null) return { kind: 'status', tag, status, text: rest }
  return {
    kind: 'status',
    tag,
    status,
    code: code[1]!.toUpperCase(),
    ...(code[2] !== undefined && { argument: code[2] }),
    text: rest.slice(code[0].length),
  }
}

/** The values of a response, `pieces` alternating as above. Throws ImapSyntaxError. */
export function parseValues(pieces: readonly ImapPiece[]): ImapValue[] {
  const stack: ImapValue[][] = [[]]
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) stack.at(-1)!.push(new ImapText(piece))
    else readLine(piece.toString('latin1'), stack)
  }
  if (stack.length !== 1) throw new ImapSyntaxError('a list that does not end')
  return stack[0]!
}

/** Latin-1, so that each character is a byte. */
function readLine(line: string, stack: ImapValue[][]): void {
  let at = 0
  while (at < line.length) {
    const char = line[at]!
    if (char === ' ') at++
    else if (char === '(') {
      if (stack.length > DEPTH) throw new ImapSyntaxError('lists nested too deeply')
      stack.push([])
      at++
    } else if (char === ')') {
      if (stack.length === 1) throw new ImapSyntaxError('a list that did not begin')
      const list = stack.pop()!
      stack.at(-1)!.push(list)
      at++
    } else if (char === '"') at = readQuoted(line, at, stack.at(-1)!)
    else at = readAtom(line, at, stack.at(-1)!)
  }
}

// RFC 9051 §4.3: a backslash in a quoted string quotes the next character.
function readQuoted(line: string, start: number, into: ImapValue[]): number {
  let text = ''
  for (let at = start + 1; at < line.length; at++) {
    const char = line[at]!
    if (char === '"') {
      into.push(new ImapText(Buffer.from(text, 'latin1')))
      return at + 1
    }
    text += char === '\\' && at + 1 < line.length ? line[++at]! : char
  }
  throw new ImapSyntaxError('a quoted string that does not end')
}

/** An atom, with what stands in its brackets: `BODY[HEADER.FIELDS (DATE FROM)]<0>`. Servers put nearly anything into flags, so all but structure is taken. */
function readAtom(line: string, start: number, into: ImapValue[]): number {
  let at = start
  let brackets = 0
  for (; at < line.length; at++) {
    const char = line[at]!
    if (char === '[') brackets++
    else if (char === ']' && brackets > 0) brackets--
    else if (brackets === 0 && (char === ' ' || char === '(' || char === ')' || char === '"')) break
  }
  const text = decode(Buffer.from(line.slice(start, at), 'latin1'))
  into.push(/^nil$/i.test(text) ? null : text)
  return at
}

/** A string as a command takes it: quoted when it can be (RFC 9051 §9 QUOTED-CHAR, 7-bit), else a literal. */
export function imapString(text: string): string | Buffer {
  if (text.length <= 1000 && /^[\x20-\x7e]*$/.test(text)) return `"${text.replace(/["\\]/g, '\\$&')}"`
  return Buffer.from(text, 'utf8')
}
