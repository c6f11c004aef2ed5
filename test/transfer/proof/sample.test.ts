import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { outOfOrder } from '../../../src/transfer/proof/in-order.ts'
import { fewerThan, SAMPLE, sampler } from '../../../src/transfer/proof/sample.ts'

test('the default sample says fewer than one in a hundred, of any mailbox that is large', () => {
  for (const of of [50_000, 1_000_000]) assert.ok(fewerThan(SAMPLE, of) <= of / 100, `${fewerThan(SAMPLE, of)} of ${of}`)
  assert.equal(fewerThan(10, 10), 1)
  assert.equal(fewerThan(0, 10), 11)
})

test('property: were that many different, the sample would have missed them all in fewer than one of a hundred cases; with one less it might', () => {
  const choose = (n: number, k: number): number => (k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (of, wanted) => {
      const read = Math.min(of, wanted)
      const d = fewerThan(read, of)
      const missed = (different: number) => choose(of - different, read) / choose(of, read)
      assert.ok(missed(d) <= 0.01 + 1e-9)
      if (d > 1) assert.ok(missed(d - 1) > 0.01 - 1e-9)
    }),
  )
})

test('property: a sample has exactly as many as wanted, and is the same for the same seed', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(40), fc.nat(40), (seed, wanted, of) => {
      const draw = () => {
        const take = sampler(seed, wanted, of)
        return Array.from({ length: of }, take)
      }
      assert.equal(draw().filter((taken) => taken).length, Math.min(wanted, of))
      assert.deepEqual(draw(), draw())
    }),
  )
})

test('each message is as likely in a sample as any other', () => {
  const times = Array.from({ length: 20 }, () => 0)
  for (let seed = 0; seed < 2_000; seed++) {
    const take = sampler(String(seed), 5, 20)
    for (let i = 0; i < 20; i++) if (take()) times[i]!++
  }
  // 500 expected, standard deviation 19; the seeds are fixed.
  for (const n of times) assert.ok(n > 400 && n < 600, String(times))
})

test('property: out of order is what must be moved, no more', () => {
  assert.equal(outOfOrder([1, 2, 3]), 0)
  assert.equal(outOfOrder([3, 1, 2]), 1)
  assert.equal(outOfOrder([3, 2, 1]), 2)
  assert.equal(outOfOrder([]), 0)
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { maxLength: 9 }), (uids) => {
      let best = 0
      for (let mask = 0; mask < 1 << uids.length; mask++) {
        const kept = uids.filter((_, i) => mask & (1 << i))
        if (kept.every((uid, i) => i === 0 || uid > kept[i - 1]!)) best = Math.max(best, kept.length)
      }
      assert.equal(outOfOrder(uids), uids.length - best)
    }),
  )
})
