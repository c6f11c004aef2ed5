// The test message is what RFC 5322, 2047 and 2045 ask for, in both languages.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { LANGS } from '../../src/model/lang.ts'
import { encodeWords, newCode, quotedPrintable, rfc5322Date, testMessage } from '../../src/probe/verify/message.ts'

const decodeQ = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(Number.parseInt(h, 16))),
    'latin1',
  ).toString('utf8')
const decodeWords = (text: string) =>
  text
    .split('\r\n ')
    .map((word) => decodeQ((/^=\?UTF-8\?Q\?(.*)\?=$/.exec(word)?.[1] ?? '').replaceAll('_', ' ')))
    .join('')

describe('the test message', () => {
  it('is ASCII, has short lines, the mandatory fields and the code in the raw subject', () => {
    for (const lang of LANGS) {
      const { code, lines, messageId } = testMessage('marie@xn--bcher-kva.example', lang, new Date('2026-11-21T08:05:09Z'))
      for (const line of lines.flatMap((one) => one.split('\r\n'))) {
        assert.ok(line.length <= 78, line)
        assert.match(line, /^[\x20-\x7e]*$/)
        assert.doesNotMatch(line, /[ \t]$/)
      }
      const head = lines.slice(0, lines.indexOf('')).join('\r\n')
      assert.match(head, /^Date: Sat, 21 Nov 2026 08:05:09 \+0000\r$/m)
      assert.match(head, /^From: <marie@xn--bcher-kva\.example>\r$/m)
      assert.ok(head.includes(`Message-ID: ${messageId}`))
      assert.match(head, new RegExp(`^Subject: .*${code}`, 'm'))
    }
  })

  it('has a code of its own each time', () => {
    const codes = new Set(Array.from({ length: 2_000 }, newCode))
    assert.equal(codes.size, 2_000)
    for (const code of codes) assert.match(code, /^[2-9A-HJKMNP-Z]{8}$/)
  })

  it('encodes any subject so that it reads back, in words of at most 75 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (text) => {
        const encoded = encodeWords(`é${text}`)
        for (const word of encoded.split('\r\n ')) assert.ok(word.length <= 75)
        assert.equal(decodeWords(encoded), Buffer.from(`é${text}`).toString('utf8'))
      }),
    )
    assert.equal(encodeWords('plain 7F3K2'), 'plain 7F3K2')
  })

  it('encodes any body line so that it reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const lines = quotedPrintable(text)
        for (const line of lines) assert.match(line, /^[\x20-\x7e]{0,76}$/)
        for (const line of lines) assert.doesNotMatch(line, /[ \t]$/)
        const joined = lines.map((line, i) => (i < lines.length - 1 ? line.replace(/=$/, '') : line)).join('')
        assert.equal(decodeQ(joined), Buffer.from(text).toString('utf8'))
      }),
    )
  })

  it('writes dates as RFC 5322 does', () => {
    assert.equal(rfc5322Date(new Date(Date.UTC(2026, 0, 2, 3, 4, 5))), 'Fri, 02 Jan 2026 03:04:05 +0000')
  })
})
