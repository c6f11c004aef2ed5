// A secret is struck out of a transcript in every form that a server may say it back in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Transcript } from '../../src/wire/transcript.ts'

const SECRET = 'Zq7&"w\\Kx 9<pÉ'

const ECHOES: readonly (readonly [string, string])[] = [
  ['as it is', SECRET],
  ['in capitals', SECRET.toUpperCase()],
  ['in small letters', SECRET.toLowerCase()],
  ['Base64', Buffer.from(SECRET).toString('base64')],
  ['Base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ['Base64 of more around it', Buffer.from(`{"error":"no","heard":"${SECRET}","by":"x"}`).toString('base64')],
  ['Base64 with a name of the server’s own', Buffer.from(`admin\0someone-else\0${SECRET}`).toString('base64')],
  ['percent', encodeURIComponent(SECRET)],
  ['JSON', JSON.stringify({ heard: SECRET })],
  ['HTML', SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
  ['hexadecimal', Buffer.from(SECRET).toString('hex').toUpperCase()],
]

for (const [form, echo] of ECHOES)
  test(`said back: ${form}`, () => {
    const transcript = new Transcript()
    transcript.hide(SECRET)
    transcript.add('S', `-ERR unknown command PASS ${echo} here`)
    const [line] = transcript.lines
    assert.match(line!.text, /•••/)
    // The letters at the ends of an inner Base64 belong to its neighbours; six of the middle would be too many.
    for (let i = 3; i + 6 < echo.length - 3 && form !== 'JSON' && !form.startsWith('Base64 '); i++)
      assert.ok(!line!.text.includes(echo.slice(i, i + 6)), line!.text)
    const told = [line!.text, ...line!.text.split(/[^A-Za-z0-9+/]+/).map((word) => Buffer.from(word, 'base64').toString('latin1'))]
    for (const text of told) assert.ok(!text.includes('Kx 9'), text)
  })

test('no secret of any letters is left, wherever it stands in Base64', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }).filter((text) => Buffer.from(text).toString() === text),
      fc.string({ maxLength: 5 }),
      (secret, before) => {
        const transcript = new Transcript()
        transcript.hide(secret)
        assert.ok(!transcript.strike(`a ${secret} b`).includes(secret))
        const echo = Buffer.from(`${before}${secret}tail`).toString('base64')
        assert.ok(!Buffer.from(transcript.strike(echo), 'base64').includes(Buffer.from(secret)))
        assert.notEqual(transcript.strike(echo), echo)
      },
    ),
  )
})

test('what is not secret stays as it was', () => {
  const transcript = new Transcript()
  transcript.hide('abc')
  transcript.hide('Correct-Horse')
  assert.equal(transcript.strike('abcdef 535 5.7.8 authentication failed'), 'abcdef 535 5.7.8 authentication failed')
  assert.equal(transcript.strike('password abc wrong'), 'password ••• wrong')
})

test('a conversation of hours is told by its beginning and its end', () => {
  const transcript = new Transcript()
  transcript.keep(10)
  for (let i = 1; i <= 10_000; i++) transcript.add('S', `line ${i}`)
  const texts = transcript.lines.map(({ text }) => text)
  assert.ok(texts.length <= 30, String(texts.length))
  assert.deepEqual(
    texts.slice(0, 10),
    Array.from({ length: 10 }, (_, i) => `line ${i + 1}`),
  )
  assert.deepEqual(
    texts.slice(-10),
    Array.from({ length: 10 }, (_, i) => `line ${9991 + i}`),
  )
  const left = /^… (\d+) lines$/.exec(texts[10]!)
  assert.equal(Number(left?.[1]) + texts.length - 1, 10_000)
})
