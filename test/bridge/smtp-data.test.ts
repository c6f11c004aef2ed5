// The end of a message, however it is cut: nothing is lost, nothing is added, and nobody behind us sees an end that we did not see.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dataReader } from '../../src/bridge/smtp-data.ts'

/** Feeds the bytes in pieces of these sizes; what was passed on, and what came behind the end. */
function read(bytes: Buffer, sizes: readonly number[], lenient = false): { passed: Buffer; rest: Buffer | undefined } {
  const reader = dataReader(lenient)
  const passed: Buffer[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    const part = reader(Buffer.from(bytes.subarray(at, at + size)))
    at += size
    passed.push(...part.pieces.map((piece) => Buffer.from(piece)))
    if (part.rest !== undefined) return { passed: Buffer.concat(passed), rest: Buffer.concat([part.rest, bytes.subarray(at)]) }
  }
  return { passed: Buffer.concat(passed), rest: undefined }
}

const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 })
/** Lines without line ends, as a client stuffs them. */
const line = fc
  .string({ unit: fc.constantFrom('.', 'a', '\r', ' ', 'é'), maxLength: 6 })
  .map((text) => text.replace(/\r$/, 'x').replace(/^\./, '..'))

describe('the message after 354', () => {
  it('well-formed: exactly what was sent, exactly what followed', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), sizes, fc.boolean(), (lines, cuts, lenient) => {
        const message = Buffer.from(lines.map((text) => `${text}\r\n`).join(''))
        const { passed, rest } = read(Buffer.concat([message, Buffer.from('.\r\nMAIL FROM:<a@b>\r\n')]), cuts, lenient)
        assert.deepEqual(passed, message)
        assert.equal(rest?.toString(), 'MAIL FROM:<a@b>\r\n')
      }),
    )
  })

  it('whatever the line ends: what is passed on has no bare line feed and no end of its own', () => {
    const wild = fc.array(fc.constantFrom('\n', '\r\n', '.', '..', 'a', '\r', 'MAIL FROM:<x@y>'), { maxLength: 30 })
    fc.assert(
      fc.property(wild, sizes, (parts, cuts) => {
        const { passed } = read(Buffer.from(parts.join('')), cuts)
        const text = passed.toString('latin1')
        assert.doesNotMatch(text, /(^|[^\r])\n/)
        assert.doesNotMatch(text, /(^|\r\n)\.\r\n/)
      }),
      { numRuns: 500 },
    )
  })

  it('a device that knows no CR: its dot ends the message when it may, and is a line of it when it may not', () => {
    const sent = Buffer.from('Subject: scan\n\nhello\n.\n')
    assert.deepEqual(read(sent, [3], true), { passed: Buffer.from('Subject: scan\r\n\r\nhello\r\n'), rest: Buffer.alloc(0) })
    assert.equal(read(sent, [3]).passed.toString(), 'Subject: scan\r\n\r\nhello\r\n..\r\n')
  })
})
