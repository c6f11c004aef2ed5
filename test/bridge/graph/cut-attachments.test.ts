// Taking messages apart for Graph: whatever comes, nothing is lost or made up, and hostile shapes end quickly.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cutAttachments } from '../../../src/bridge/graph/cut-attachments.ts'
import { unstuffed } from '../../../src/bridge/graph/deliver-graph.ts'
import { fitHeader, mailboxesIn } from '../../../src/bridge/graph/envelope-in-header.ts'
import { retryAfter } from '../../../src/bridge/graph/graph-call.ts'
import { decodeWords, readMime, readParameters } from '../../../src/bridge/graph/mime-parts.ts'
import { stuffDots } from '../../../src/wire/dot-stuffing.ts'

const b64 = (bytes: Buffer) => bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')

describe('messages taken apart for Graph', () => {
  it('any set of attachments: what was cut and what stayed are the whole, byte for byte', () => {
    const files = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(files, fc.integer({ min: 300, max: 6_000 }), (contents, most) => {
        const parts = contents.map(
          (bytes, at) =>
            `--B\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=f${at}.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${b64(Buffer.from(bytes))}\r\n`,
        )
        const head = 'From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n'
        const message = Buffer.from(`${head}--B\r\nContent-Type: text/plain\r\n\r\nHello\r\n${parts.join('')}--B--\r\n`)
        const cut = cutAttachments(message, most)
        if (!cut.ok) return assert.fail(cut.why)
        const stayed = readMime(cut.rest)?.parts ?? []
        const all = new Map(cut.attachments.map((one) => [one.name, one.content()]))
        for (const part of stayed.slice(1)) {
          const name = readParameters(part.fields.get('content-disposition') ?? '').parameters.get('filename') as string
          assert.ok(!all.has(name))
          all.set(name, Buffer.from(cut.rest.toString('latin1', part.body, part.end), 'base64'))
        }
        assert.deepEqual(
          [...all.keys()].sort(),
          contents.map((_, at) => `f${at}.pdf`),
        )
        for (const [at, bytes] of contents.entries()) assert.ok(all.get(`f${at}.pdf`)?.equals(Buffer.from(bytes)))
        assert.ok(cut.rest.length <= most)
        assert.match(cut.rest.toString(), /--B\r\nContent-Type: text\/plain\r\n\r\nHello\r\n--B/)
      }),
    )
  })

  it('when every part is an attachment an empty text takes its place; signed messages are left alone', () => {
    const only = Buffer.from(
      `Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${b64(Buffer.alloc(900))}\r\n--B--\r\n`,
    )
    const cut = cutAttachments(only, 400)
    assert.ok(cut.ok)
    assert.equal(
      cut.rest.toString(),
      'Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\r\n--B--\r\n',
    )
    assert.deepEqual(cutAttachments(Buffer.from(only.toString().replace('mixed', 'signed')), 400), { ok: false, why: 'signed' })
    const inner = Buffer.from(
      `Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\n${only.toString().replace('mixed', 'signed')}\r\n--A--\r\n`,
    )
    assert.deepEqual(cutAttachments(inner, 400), { ok: false, why: 'signed' })
  })

  it('anything at all ends in time and never throws', () => {
    const piece = fc.constantFrom(
      '--B',
      '--B--',
      '\r\n',
      '\r\n\r\n',
      'Content-Type: multipart/mixed; boundary=B',
      'Content-Type: multipart/mixed; boundary="B',
      'Content-Disposition: attachment; filename="',
      'x',
      ' ',
      '=',
      ';',
      'filename*0*=',
      "utf-8''%",
      '=?utf-8?b?',
      '?=',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 0, max: 50 }), (pieces, most) => {
        const cut = cutAttachments(Buffer.from(pieces.join('')), most)
        if (cut.ok) for (const one of cut.attachments) one.content()
      }),
    )
    const deep = 'Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n'.repeat(50_000)
    assert.deepEqual(cutAttachments(Buffer.from(deep), 100), { ok: false, why: 'shape' })
    assert.equal(
      cutAttachments(Buffer.from(`Content-Type: multipart/mixed; boundary=B\r\n\r\n${'--B\r\n\r\n'.repeat(200_000)}`), 100).ok,
      false,
    )
  })

  it('dots that were put in are taken out again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('.', '..', 'a', '\r\n', '')), (lines) => {
        const text = `${lines.join('')}\r\n`
        assert.equal(unstuffed(stuffDots(Buffer.from(text)).subarray(0, -3)).toString(), text)
      }),
    )
  })

  it('names of files as programs write them', () => {
    const name = (text: string) => readParameters(`attachment; ${text}`).parameters.get('filename')
    assert.equal(name('filename="a \\"b\\".pdf"'), 'a "b".pdf')
    assert.equal(name("filename=old.pdf; filename*=UTF-8''n%C3%A9.pdf"), 'né.pdf')
    assert.equal(name('filename="=?utf-8?B?w6kucGRm?="'), 'é.pdf')
    assert.equal(name('filename*0="long-"; filename*1="name.pdf"'), 'long-name.pdf')
    assert.equal(decodeWords('=?iso-8859-1?q?a=E9_b?= =?utf-8?b?w6k=?='), 'aé bé')
  })

  it('the header names whom the envelope names, and nobody else', () => {
    const local = fc.constantFrom('ann', 'bob', 'cy', 'dee')
    fc.assert(
      fc.property(fc.uniqueArray(local, { minLength: 1 }), fc.array(local), fc.array(local), (envelope, to, cc) => {
        const list = (names: readonly string[]) =>
          names.map((one, at) => (at % 2 ? `"Doe, ${one}" <${one}@x.example>` : `${one}@X.example`)).join(',\r\n ')
        const header = `From: me@x.example\r\n${to.length ? `To: ${list(to)}\r\n` : ''}${cc.length ? `Cc: ${list(cc)}\r\n` : ''}`
        const fitted = fitHeader(
          header,
          envelope.map((one) => `${one}@x.example`),
          'me@x.example',
        )
        const named = fitted.header
          .split(/\r\n(?![ \t])/)
          .filter((field) => /^(to|cc|bcc):/i.test(field))
          .flatMap((field) => mailboxesIn(field.slice(field.indexOf(':') + 1)).map(({ address }) => address))
        assert.deepEqual([...new Set(named)].sort(), envelope.map((one) => `${one}@x.example`).sort())
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void mailboxesIn(text)))
  })

  it('Retry-After in any case, in seconds or as a date', () => {
    assert.equal(retryAfter({ 'rEtry-aFter': '12' }), 12)
    assert.equal(retryAfter({ 'Retry-After': 'Sun, 22 Nov 2026 08:00:30 GMT' }, Date.parse('2026-11-22T08:00:00Z')), 30)
    assert.equal(retryAfter({ 'retry-after': 'soon' }), undefined)
    assert.equal(retryAfter({}), undefined)
  })
})
