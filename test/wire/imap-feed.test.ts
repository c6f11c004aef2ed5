// Responses cut anywhere come out the same, bodies stream through whole, and hostile answers end within their limits.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FeedLimitError, ImapFeed } from '../../src/wire/imap-feed.ts'
import { readFetch, scanFetchLine } from '../../src/wire/imap-fetch-line.ts'
import { ImapSyntaxError, parseResponse } from '../../src/wire/imap-syntax.ts'

const LIMITS = { responseBytes: 100_000, literalBytes: 50_000 }

/** What came out, as text; a body is given by its bytes. */
function feed(chunks: readonly Buffer[], limits = LIMITS): string[] {
  const out: string[] = []
  let body: Buffer[] = []
  const ear = new ImapFeed(
    {
      streams: (pieces) => /BODY\[\] $/.test(pieces.at(-1)!.toString('latin1')),
      data: (chunk) => void body.push(Buffer.from(chunk)),
      end() {
        out.push(`body ${Buffer.concat(body).toString('latin1')}`)
        body = []
      },
      response(pieces) {
        out.push(pieces.map((piece) => piece.toString('latin1')).join('|'))
        return pieces[0]!.toString('latin1').startsWith('S1 ')
      },
    },
    limits,
  )
  for (const [i, chunk] of chunks.entries()) {
    const rest = ear.push(chunk)
    if (rest < 0) continue
    out.push(`rest ${Buffer.concat([chunk.subarray(rest), ...chunks.slice(i + 1)]).toString('latin1')}`)
    break
  }
  return out
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...[...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, i) => Buffer.from(bytes.subarray(at[i]!, end)))
}

const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array))
/** Message bodies that look like the protocol. */
const body = fc.oneof(
  bytes,
  fc.constantFrom('S1 OK done\r\n', '* 1 FETCH (BODY[] {5}\r\n', ')\r\n', '{3}\r\n', '\r', '\n', '').map((text) => Buffer.from(text)),
)
const response = fc.oneof(
  fc
    .constantFrom('* 12 EXISTS\r\n', '* OK [UIDNEXT 3] {5}\r\n', '* 3 FETCH (FLAGS (\\Seen) UID 7)\r\n', '* 4 EXPUNGE\n', '+ go on {7}\r\n')
    .map((text) => Buffer.from(text)),
  body.map((b) => Buffer.concat([Buffer.from(`* 1 FETCH (UID 2 BODY[] {${b.length}}\r\n`), b, Buffer.from(' FLAGS ())\r\n')])),
  body.map((b) => Buffer.concat([Buffer.from(`* LIST () "/" {${b.length}}\r\n`), b, Buffer.from('\r\n')])),
)

test('responses come out the same wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(response, { maxLength: 8 }), bytes, fc.array(fc.nat(2000), { maxLength: 12 }), (responses, rest, places) => {
      const all = Buffer.concat([...responses, Buffer.from('S1 OK done\r\n'), rest])
      const whole = feed([all])
      assert.equal(whole.pop(), `rest ${rest.toString('latin1')}`)
      assert.equal(whole.at(-1), 'S1 OK done')
      const same = (chunks: readonly Buffer[]) => assert.deepEqual(feed(chunks), [...whole, `rest ${rest.toString('latin1')}`])
      same(cut(all, places))
      same([...all].map((byte) => Buffer.from([byte])))
    }),
    { numRuns: 200 },
  )
})

test('bodies are the bytes that were sent', () => {
  fc.assert(
    fc.property(fc.array(body, { maxLength: 5 }), fc.array(fc.nat(2000), { maxLength: 12 }), (bodies, places) => {
      const all = Buffer.concat(bodies.flatMap((b) => [Buffer.from(`* 9 FETCH (BODY[] {${b.length}}\r\n`), b, Buffer.from(')\r\n')]))
      const found = feed(cut(all, places)).filter((line) => line.startsWith('body '))
      assert.deepEqual(
        found,
        bodies.map((b) => `body ${b.toString('latin1')}`),
      )
    }),
  )
})

const FLOODS: readonly (readonly [string, () => Generator<string>])[] = [
  [
    'a line that never ends',
    function* () {
      for (;;) yield 'x'.repeat(5000)
    },
  ],
  [
    'a line that never ends, a byte at a time',
    function* () {
      for (;;) yield 'x'
    },
  ],
  [
    'a literal of nine billion bytes for a small thing',
    function* () {
      yield '* 1 FETCH (X-GM-LABELS ({9000000000}\r\n'
    },
  ],
  [
    'literals without end in one response',
    function* () {
      yield '* LIST () '
      for (;;) yield '{1}\r\nx '
    },
  ],
  [
    'a response of many literals that are too large together',
    function* () {
      yield '* LIST () '
      for (;;) yield `{40000}\r\n${'x'.repeat(40_000)} `
    },
  ],
]
for (const [what, flood] of FLOODS)
  test(`${what} ends within limits`, () => {
    let bytesFed = 0
    const chunks = flood()
    assert.throws(() => {
      const ear = new ImapFeed({ response: () => undefined }, LIMITS)
      for (const text of chunks) {
        bytesFed += text.length
        ear.push(Buffer.from(text))
      }
    }, FeedLimitError)
    assert.ok(bytesFed < 300_000, String(bytesFed))
  })

test('lists without end are refused, deep ones and many', () => {
  assert.throws(() => parseResponse([Buffer.from(`* 1 FETCH ${'('.repeat(10_000)}`)]), ImapSyntaxError)
  assert.deepEqual(readFetch(parseFetch(`* 1 FETCH (FLAGS (${'(a) '.repeat(2000)}) UID 3)`)).uid, 3)
})

function parseFetch(line: string) {
  const parsed = parseResponse([Buffer.from(line, 'latin1')])
  assert.ok(parsed.kind === 'data')
  return parsed.values
}

const flag = fc.constantFrom('\\Seen', '\\Recent', '\\Flagged', '$Forwarded', 'Junk', 'NonJunk', 'cl\xc3\xa9', '[x]', 'a{b}')
const item = fc.oneof(
  fc.nat(4_294_967_295).map((n) => `UID ${n}`),
  fc.nat().map((n) => `RFC822.SIZE ${n}`),
  fc.array(flag, { maxLength: 4 }).map((flags) => `FLAGS (${flags.join(' ')})`),
  fc.constantFrom('INTERNALDATE "17-Jul-1996 02:44:25 -0700"', 'INTERNALDATE " 1-Jul-1996 02:44:25 +0000"', 'INTERNALDATE NIL'),
  fc.constantFrom(
    'MODSEQ (12345)',
    'EMAILID (M6d99ac3275bb4e)',
    'X-GM-MSGID 1278455344230334865',
    'X-GM-LABELS (\\Inbox "a b" "\\\\Sent")',
  ),
  fc.constantFrom('BODY[] NIL', 'BODY[] "text"', 'ENVELOPE (NIL ("x" NIL))', 'UID', 'UID x', 'FLAGS NIL', 'RFC822.SIZE ""'),
)

test('the quick scan says what the parser says, or nothing', () => {
  let scanned = 0
  fc.assert(
    fc.property(fc.nat(), fc.array(item, { maxLength: 6 }), fc.constantFrom('', ' ', 'x', ')'), (number, items, tail) => {
      const line = `* ${number} FETCH (${items.join(' ')})${tail}`
      const quick = scanFetchLine(line)
      if (quick === null) return
      scanned++
      assert.deepEqual({ ...quick }, { ...readFetch(parseFetch(line)) })
    }),
    { numRuns: 2000 },
  )
  assert.ok(scanned > 100, String(scanned))
  assert.deepEqual(
    scanFetchLine('* 5 FETCH (UID 7 FLAGS (\\Recent \\Seen) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 99 MODSEQ (3))'),
    {
      uid: 7,
      flags: ['\\Seen'],
      date: '17-Jul-1996 02:44:25 -0700',
      size: 99,
    },
  )
})

test('messages with the same flags share them', () => {
  const one = scanFetchLine('* 1 FETCH (UID 1 FLAGS (\\Seen Junk))')
  const two = scanFetchLine('* 2 FETCH (UID 2 FLAGS (\\Seen Junk))')
  assert.equal(one?.flags, two?.flags)
})
