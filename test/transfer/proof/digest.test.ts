import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalDigest, type Digest, exactDigest } from '../../../src/transfer/proof/digest.ts'

const sha256 = (text: Buffer | string) => createHash('sha256').update(text).digest('hex')
/** Mostly line ends, because they are what the canonical form is about. */
const bytes = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(13, 10) }, { weight: 2, arbitrary: fc.integer({ min: 0, max: 255 }) }), {
    maxLength: 60,
  })
  .map((list) => Buffer.from(list))
const cuts = fc.array(fc.nat(60), { maxLength: 8 })

function through(digest: Digest, message: Buffer, places: readonly number[]): string {
  const at = [0, ...places.filter((place) => place <= message.length), message.length].sort((a, b) => a - b)
  for (let i = 1; i < at.length; i++) digest.add(message.subarray(at[i - 1]!, at[i]!))
  return digest.end()
}

/** The definition, on a whole message. */
function canonical(message: Buffer): string {
  return message
    .toString('latin1')
    .replace(/\r*\n|\r/g, '\n')
    .replace(/\n+$/, '')
}

test('the exact digest is SHA-256 of the bytes, however they come', () => {
  fc.assert(fc.property(bytes, cuts, (message, places) => through(exactDigest(), message, places) === sha256(message)))
})

test('the canonical digest is that of the canonical form, however the bytes come', () => {
  fc.assert(
    fc.property(bytes, cuts, (message, places) => {
      assert.equal(through(canonicalDigest(), message, places), sha256(Buffer.from(canonical(message), 'latin1')))
    }),
    { numRuns: 2_000 },
  )
})

test('every way to write a line end, and any number of them at the end, has one canonical digest; a blank line inside counts', () => {
  const of = (text: string) => through(canonicalDigest(), Buffer.from(text, 'latin1'), [3])
  const plain = of('A: b\n\nc\nd\n')
  for (const other of ['A: b\r\n\r\nc\r\nd\r\n', 'A: b\r\r\n\r\nc\nd', 'A: b\n\nc\rd\n\n\n', 'A: b\r\rc\rd\r'])
    assert.equal(of(other), plain, JSON.stringify(other))
  for (const other of ['A: b\n\nc\n\nd\n', 'A: b\nc\nd\n', 'A: b\n\nc\nd \n', '\nA: b\n\nc\nd\n', 'A: b\n\nc d\n'])
    assert.notEqual(of(other), plain, JSON.stringify(other))
})

test('more line ends in a row than a chunk has room for', () => {
  const message = Buffer.concat([Buffer.from('a'), Buffer.alloc(100_000, '\r\n'), Buffer.from('b')])
  const digest = canonicalDigest()
  for (let i = 0; i < message.length; i += 777) digest.add(message.subarray(i, i + 777))
  assert.equal(digest.end(), sha256(`a${'\n'.repeat(50_000)}b`))
})
