// Whatever is put into a vault comes out of it, and its size tells little.

import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../src/model/secret.ts'
import { type Kept, openSealed, SORTS, sealedContents } from '../../src/vault/contents.ts'
import { slotOf } from '../../src/vault/slots.ts'

const key = randomBytes(32)
const header = { id: randomUUID(), keyId: randomUUID(), slots: [] }

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', '\u2028', '', ' ', '\0'))
const kept: fc.Arbitrary<Kept> = fc
  .record({ name: text, title: text, user: fc.option(text, { nil: undefined }), note: fc.option(text, { nil: undefined }), secret: text })
  .chain(({ secret, ...rest }) =>
    fc.constantFrom(...SORTS).map((sort) => ({
      entry: JSON.parse(
        JSON.stringify({ ...rest, sort, made: '2026-11-22T00:00:00.000Z', changed: '2026-11-22T00:00:00.000Z' }),
      ) as Kept['entry'],
      secret: new Secret(secret),
    })),
  )

const bytesOf = (entries: readonly Kept[]) => sealedContents(header, key, new Map(entries.map((one) => [one.entry.name, one]))).bytes()

describe('what a vault keeps', () => {
  it('comes out as it went in, whatever letters it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(kept, { maxLength: 20 }), async (entries) => {
        const opened = await openSealed(await bytesOf(entries), key, 'f')
        const expected = new Map(entries.map((one) => [one.entry.name, one]))
        assert.deepEqual(
          opened?.list(),
          [...expected.values()].map(({ entry }) => entry),
        )
        for (const [name, { secret }] of expected) assert.equal(opened?.read(name)?.secret.reveal(), secret.reveal())
      }),
      { numRuns: 200 },
    )
  })

  it('may be a megabyte', async () => {
    const value = 'é"\n'.repeat(350_000)
    const one: Kept = { entry: { name: 'n', sort: 'note', title: 't', made: '', changed: '' }, secret: new Secret(value) }
    const opened = await openSealed(await bytesOf([one]), key, 'f')
    assert.equal(opened?.read('n')?.secret.reveal(), value)
  })

  it('is as long whether the password is short or long, and never the same bytes twice', async () => {
    const one = (secret: string): Kept => ({
      entry: { name: 'n', sort: 'password', title: 't', made: '', changed: '' },
      secret: new Secret(secret),
    })
    const [short, long, again] = await Promise.all([bytesOf([one('a')]), bytesOf([one('a'.repeat(500))]), bytesOf([one('a')])])
    assert.equal(short.length, long.length)
    assert.ok(!short.equals(again))
    const many = await bytesOf(
      Array.from({ length: 1000 }, (_, i) => ({ ...one('x'.repeat(20)), entry: { ...one('').entry, name: `n${i}` } })),
    )
    assert.ok(many.length < 1.6 * 1000 * 120)
  })

  it('opens with its own key alone, and says so without a guess', async () => {
    const bytes = await bytesOf([])
    assert.equal(await openSealed(bytes, randomBytes(32), 'f'), null)
    assert.equal(await openSealed(bytes, randomBytes(5), 'f'), null)
  })

  it('reads no slot from just anything', () => {
    fc.assert(fc.property(fc.anything(), (value) => slotOf(value) === null))
  })
})
