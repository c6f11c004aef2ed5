// Lossless whatever happens: random mailboxes, targets that are not empty, lines that break at random, servers that had heard more than they could answer.

import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { contents, memoryBox } from './memory-box.ts'
import { memoryRun } from './memory-run.ts'

/** More of them by hand: SESAME_RUNS=1000. */
const RUNS = Number(process.env.SESAME_RUNS ?? 25)
const body = (n: number) => Buffer.from(`Subject: ${n}\r\n\r\n${'x'.repeat((n * 397) % 3_000)}\r\n`)
const date = (n: number) => `${String((n % 27) + 1).padStart(2, '0')}-Mar-2021 10:00:00 +0000`

/** As many of each as the one that has more. */
function union(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...a]
  const more = b.filter((one) => {
    const at = rest.indexOf(one)
    if (at === -1) return true
    rest.splice(at, 1)
    return false
  })
  return [...a, ...more].sort()
}

const server = fc.record({
  groups: fc.boolean(),
  uidplus: fc.boolean(),
  literals: fc.constantFrom('plus', 'sync') as fc.Arbitrary<'plus' | 'sync'>,
})

describe('the engine, whatever breaks', () => {
  it('ends with each content as often as the richer of both sides had it', async () => {
    const kinds = fc.array(fc.nat(9), { maxLength: 25 })
    const history = fc.record({
      source: kinds,
      target: kinds,
      server,
      every: fc.integer({ min: 3, max: 60 }),
      seed: fc.nat(),
      forget: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(history, async ({ source: from, target: there, server: traits, every, seed, forget }) => {
        let state = seed + 1
        const chance = () => {
          state = (Math.imul(state, 1103515245) + 12345) >>> 0
          return state / 2 ** 32
        }
        let faults = 40
        let on = false
        const breaks = () => on && chance() < 1 / every && faults-- > 0
        const source = memoryBox({ key: 'source', breaks })
        const target = memoryBox({ key: 'target', ...traits, breaks, stores: () => chance() < 0.5 })
        const [inbox, other] = [source.make('INBOX'), source.make('Other')]
        for (const n of from) source.put(n % 3 === 0 ? other : inbox, body(n), n % 2 ? ['\\Seen'] : [], date(n))
        const old = target.make('INBOX')
        for (const n of there) target.put(old, body(n), [], date(n))
        const expected = [union(contents(old), contents(inbox)), contents(other)]
        const before = JSON.stringify([contents(inbox, true), contents(other, true)])
        const job = memoryRun(source, target)
        try {
          on = true
          const first = await job.run()
          // A journal that got lost is no harm either.
          if (forget && first.ended !== 'complete') for (const end of ['', '-wal', '-shm']) rmSync(job.journal + end, { force: true })
          await job.finish()
          on = false
          const outcome = await job.finish()
          assert.deepEqual([contents(target.folders.get('INBOX')), contents(target.folders.get('Other'))], expected)
          assert.equal(outcome.states.identical.messages + outcome.states['already-there'].messages, from.length)
          assert.equal(JSON.stringify([contents(inbox, true), contents(other, true)]), before, 'the source is as it was')
          const { literal: sent = 0 } = target.calls
          await job.run()
          assert.equal(target.calls.literal ?? 0, sent, 'nothing is sent again')
        } finally {
          job.end()
        }
      }),
      { numRuns: RUNS },
    )
  })
})
