// One message as it lies in real mailboxes: MIME of several kinds, raw 8-bit, and every way in which programs end lines.

import { type Chance, chance } from './random.ts'

export type MessageKind =
  | 'text'
  | 'eight-bit'
  | 'latin'
  | 'binary'
  | 'html'
  | 'attachment'
  | 'forwarded'
  | 'bare-cr'
  | 'bare-lf'
  | 'cr-cr-lf'
  | 'no-final-line-end'
  | 'no-blank-line'
  | 'no-body'
  | 'long-lines'

export interface MessageOptions {
  /** About so many bytes. */
  readonly size: number
  /** With its brackets; empty: the header is missing. */
  readonly id: string
  readonly number: number
  /** Of its Date header. */
  readonly moment: number
  readonly kind?: MessageKind
}

/** Per thousand; the rest is text. */
const SHARES: readonly (readonly [MessageKind, number])[] = [
  ['eight-bit', 120],
  ['latin', 40],
  ['binary', 10],
  ['html', 250],
  ['attachment', 220],
  ['forwarded', 40],
  ['bare-cr', 5],
  ['bare-lf', 8],
  ['cr-cr-lf', 4],
  ['no-final-line-end', 20],
  ['no-blank-line', 3],
  ['no-body', 8],
  ['long-lines', 12],
]

const POOL = 1 << 20
const pools = new Map<string, Buffer>()

export function kindOf(dice: Chance): MessageKind {
  let at = dice.below(1000)
  for (const [kind, share] of SHARES) {
    if (at < share) return kind
    at -= share
  }
  return 'text'
}

export function writeMessage(dice: Chance, options: MessageOptions): Buffer {
  const { id, number, moment, size } = options
  const kind = options.kind ?? kindOf(dice)
  const head = [
    `Return-Path: <sender${number % 40}@world.example.test>`,
    `Received: from a.example.test by b.example.test with ESMTPS id ${number};\r\n\t${new Date(moment).toUTCString()}`,
    `From: "Personne ${number % 40}" <sender${number % 40}@world.example.test>`,
    'To: marie@example.test',
    `Subject: ${number % 3 === 0 ? '=?UTF-8?Q?R=C3=A9union_n=C2=B0?= ' : 'Message '}${number}`,
    `Date: ${new Date(moment).toUTCString().replace('GMT', '+0000')}`,
    ...(id === '' ? [] : [`Message-ID: ${id}`]),
    'MIME-Version: 1.0',
  ].join('\r\n')
  const boundary = `=_${number}_${dice.below(1e9)}`
  const body = Math.max(0, size - Buffer.byteLength(head) - 200)
  const text = (type: string, pool: PoolName, encoding: string) =>
    join(`${head}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`, slice(dice, pool, body), '\r\n')
  switch (kind) {
    case 'eight-bit':
      return text('text/plain; charset=utf-8', 'utf-8', '8bit')
    case 'latin':
      return text('text/plain; charset=iso-8859-1', 'latin', '8bit')
    case 'binary':
      return text('application/octet-stream', 'binary', 'binary')
    case 'bare-cr':
      return join(`${head}\r\n\r\nune ligne\rsans fin de ligne\r\r`, slice(dice, 'text', body), '\r\n')
    case 'bare-lf':
      return join(`${head.replaceAll('\r\n', '\n')}\n\n`, slice(dice, 'lf', body), '\n')
    case 'cr-cr-lf':
      return join(`${head}\r\n\r\nabc\r\r\ndef\r\r\n`, slice(dice, 'text', body), '\r\r\n')
    case 'no-final-line-end':
      return join(`${head}\r\n\r\n`, slice(dice, 'text', body), 'fin sans retour')
    case 'no-blank-line':
      return Buffer.from(`${head}\r\n`)
    case 'no-body':
      return Buffer.from(`${head}\r\n\r\n`)
    case 'long-lines':
      return join(`${head}\r\n\r\n`, slice(dice, 'line', Math.max(body, 12_000)), '\r\n')
    case 'html':
      return multipart(head, boundary, 'alternative', [
        ['text/plain; charset=utf-8', 'quoted-printable', slice(dice, 'text', body >> 2)],
        ['text/html; charset=utf-8', 'quoted-printable', slice(dice, 'html', body - (body >> 2))],
      ])
    case 'attachment':
      return multipart(head, boundary, 'mixed', [
        ['text/plain; charset=utf-8', '8bit', slice(dice, 'utf-8', Math.min(900, body >> 1))],
        ['application/pdf; name="=?UTF-8?Q?r=C3=A9lev=C3=A9=2Epdf?="', 'base64', slice(dice, 'base64', Math.max(60, body - 900))],
      ])
    case 'forwarded':
      return multipart(head, boundary, 'mixed', [
        [
          'message/rfc822',
          '8bit',
          writeMessage(dice, { ...options, size: body, id: `<inner.${number}@world.example.test>`, kind: 'html' }),
        ],
      ])
    case 'text':
      return text('text/plain; charset=us-ascii', 'text', '7bit')
  }
}

function multipart(head: string, boundary: string, type: string, parts: readonly (readonly [string, string, Buffer])[]): Buffer {
  const pieces: Buffer[] = [Buffer.from(`${head}\r\nContent-Type: multipart/${type}; boundary="${boundary}"\r\n\r\n`)]
  for (const [content, encoding, bytes] of parts) {
    pieces.push(Buffer.from(`--${boundary}\r\nContent-Type: ${content}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`), bytes)
    pieces.push(Buffer.from('\r\n'))
  }
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}

const join = (before: string, bytes: Buffer, after: string) => Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)])

type PoolName = 'text' | 'utf-8' | 'latin' | 'binary' | 'html' | 'base64' | 'lf' | 'line'

/** Cut out of a megabyte made once: bodies differ by where they begin, and cost a copy. Never between CR and LF, nor inside a character's beginning. */
function slice(dice: Chance, name: PoolName, length: number): Buffer {
  const pool = poolOf(name)
  const from = lineStart(pool, dice.below(pool.length >> 1))
  if (length <= pool.length - from) return trimmed(pool.subarray(from, from + length))
  const pieces = [pool.subarray(from)]
  for (let left = length - (pool.length - from); left > 0; left -= pool.length)
    pieces.push(left < pool.length ? trimmed(pool.subarray(0, left)) : pool)
  return Buffer.concat(pieces)
}

function lineStart(pool: Buffer, at: number): number {
  const end = pool.indexOf(0x0a, at)
  return end < 0 || end - at > 2_000 ? at : end + 1
}

/** A last CR would meet the LF of what follows. */
function trimmed(bytes: Buffer): Buffer {
  return bytes[bytes.length - 1] === 0x0d ? bytes.subarray(0, -1) : bytes
}

function poolOf(name: PoolName): Buffer {
  const known = pools.get(name)
  if (known) return known
  const dice = chance(0xbeef + name.length * 31 + name.charCodeAt(0))
  const lines: Buffer[] = []
  let length = 0
  while (length < POOL) {
    const line = LINES[name](dice)
    lines.push(line)
    length += line.length
  }
  const made = Buffer.concat(lines)
  pools.set(name, made)
  return made
}

const WORDS = 'bonjour le compte rendu de la semaine est joint merci de votre retour avant vendredi From here .dot cordialement'.split(' ')
const words = (dice: Chance, many: number) => Array.from({ length: many }, () => dice.of(WORDS)).join(' ')
const octets = (many: number, of: () => number) => Buffer.from(Array.from({ length: many }, () => of()))

const LINES: Record<PoolName, (dice: Chance) => Buffer> = {
  text: (dice) => Buffer.from(`${dice.is(0.02) ? '.' : ''}${dice.is(0.02) ? 'From ' : ''}${words(dice, 3 + dice.below(9))}\r\n`),
  'utf-8': (dice) =>
    Buffer.from(`${words(dice, 5)} déjà ${dice.of(['été', '日本語', 'Ελλάδα', '🏖️', 'œuf', 'e\u0301'])} ${words(dice, 3)}\r\n`),
  latin: (dice) => Buffer.from(`${words(dice, 6)} d\xe9j\xe0 \xe9t\xe9 \xa4 ${words(dice, 2)}\r\n`, 'latin1'),
  // Any octet but NUL (RFC 9051 §4.3.1: not in a literal), CR and LF.
  binary: (dice) => {
    const bytes = octets(40 + dice.below(80), () => 1 + dice.below(255)).map((b) => (b === 10 || b === 13 ? 0x80 : b))
    return Buffer.concat([bytes, Buffer.from('\r\n')])
  },
  html: (dice) => Buffer.from(`<p style=3D"margin:0">${words(dice, 6)} d=C3=A9j=C3=A0 =\r\n${words(dice, 3)}</p>\r\n`),
  base64: (dice) => Buffer.from(`${octets(57, () => dice.below(256)).toString('base64')}\r\n`),
  lf: (dice) => Buffer.from(`${words(dice, 7)}\n`),
  line: (dice) => Buffer.from(`${words(dice, 400)}${dice.is(0.15) ? '\r\n' : ' '}`),
}
