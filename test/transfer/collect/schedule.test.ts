// When the next round is, and what a collection does between rounds: what servers and people ask for is kept, whatever chance says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Collection,
  type CollectionState,
  type Failure,
  FRESH,
  failureOf,
  type Round,
} from '../../../src/transfer/collect/collection.ts'
import { type Collector, collectOnce, keepCollecting, type RoundOutcome } from '../../../src/transfer/collect/keep-collecting.ts'
import { afterFailure, afterRound, interval } from '../../../src/transfer/collect/schedule.ts'

const MINUTE = 60_000
const COLLECTION: Collection = {
  ...{ name: 'a', from: 'a@one.example', into: 'b@two.example', protocol: 'imap', folder: ['INBOX'], junk: false },
  ...{ every: null, removeAfterDays: null, keepFlags: false, made: 0 },
}
const round = (more: Partial<Round> = {}): Round => ({
  ...{ at: 1_000_000, ms: 500, collected: { messages: 2, bytes: 300 }, known: 0, removed: 0, refused: 0, why: 'schedule' },
  ...more,
})
const chance = fc.double({ min: 0, max: 1, noNaN: true })

test('the pace: ten to fifteen minutes, or what was asked for and a little more; never sooner than server and provider want', () => {
  fc.assert(
    fc.property(
      chance,
      fc.option(fc.integer({ min: 1, max: 1_440 })),
      fc.option(fc.integer({ min: 0, max: 100_000 })),
      fc.option(fc.integer({ min: 1, max: 60 })),
      (luck, every, loginDelay, minutes) => {
        const ms = interval({ every }, { loginDelay, minutes }, luck)
        assert.ok(ms >= (every ?? 10) * MINUTE && ms >= (loginDelay ?? 0) * 1000 && ms >= (minutes ?? 0) * MINUTE)
        const most = Math.max(every === null ? 15 : every * 1.1, (loginDelay ?? 0) / 60, minutes ?? 0)
        assert.ok(ms <= most * MINUTE + 1)
      },
    ),
  )
})

test('a server that named a time is asked again exactly then; a refused sign-in never by itself', () => {
  const after = (failure: Failure, state: CollectionState = FRESH, limits = {}) => afterFailure(state, round(), failure, limits, 1)
  assert.equal(after({ kind: 'later', side: 'from', said: 'Suggested', waitMs: 299_961 }).next, 1_000_500 + 299_961)
  assert.equal(after({ kind: 'later', side: 'from', said: 'early', waitMs: 1_000 }, FRESH, { loginDelay: 900 }).next, 1_000_500 + 900_000)
  const shut = after({ kind: 'sign-in', side: 'from', said: 'no', title: 'why', steps: ['do'] })
  assert.equal(shut.next, null)
  assert.deepEqual(shut.trouble, { kind: 'sign-in', side: 'from', said: 'no', since: 1_000_500, title: 'why', steps: ['do'] })
  assert.deepEqual(shut.collected, { messages: 2, bytes: 300 }, 'what came before the failure counts')
})

test('without a time it grows: a broken line from a minute, a busy server from fifteen, to four hours; a good round ends it', () => {
  let state = FRESH
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    state = afterFailure(state, round(), { kind: 'unreachable', side: 'to', said: 'refused' }, {}, 0)
    waits.push(((state.next ?? 0) - 1_000_500) / MINUTE)
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240])
  assert.equal(state.trouble?.since, 1_000_500)
  assert.equal(
    afterFailure(FRESH, round(), { kind: 'later', side: 'from', said: 'Too many requests' }, {}, 0).next,
    1_000_500 + 15 * MINUTE,
  )
  const good = afterRound(state, COLLECTION, round({ refused: 0 }), {}, 0)
  assert.deepEqual([good.trouble, good.failures, good.next], [null, 0, 1_000_500 + 10 * MINUTE])
  assert.equal(afterRound(state, COLLECTION, round({ refused: 3 }), {}, 0).trouble?.kind, 'messages')
})

test('whose no it is: the moment, the line, no room in the target, or something else', () => {
  const of = (meaning: Parameters<typeof failureOf>[0]['meaning'], side: 'from' | 'to') =>
    failureOf({ meaning, said: 'x', waitMs: 5 }, side)
  assert.deepEqual(
    [of('moment', 'from'), of('connection', 'to'), of('account', 'to'), of('account', 'from'), of('folder', 'to')].map(({ kind }) => kind),
    ['later', 'unreachable', 'full', 'other', 'other'],
  )
  assert.equal(of('moment', 'from').waitMs, 5)
})

/** A collector whose clock jumps to whatever is waited for. */
function acting(outcomes: readonly (Failure | null)[], more: Partial<Collector> = {}) {
  const stop = new AbortController()
  const whys: string[] = []
  const states: CollectionState[] = []
  let now = 1_000_000
  const collector: Collector = {
    collection: { ...COLLECTION, every: 1 },
    state: null,
    async round(why): Promise<RoundOutcome> {
      whys.push(why)
      const failure = outcomes[whys.length - 1] ?? null
      return { round: round({ at: now, ms: 0, why: 'schedule' }), failure, limits: {} }
    },
    renewed: async () => false,
    keep: (state) => void states.push(state),
    on() {
      if (whys.length === outcomes.length) stop.abort()
    },
    now: () => now,
    chance: () => 0,
    ...more,
  }
  return { collector, stop, whys, states, later: (ms: number) => (now += ms) }
}

test('news bring a round at once; a source in trouble is left alone until its time', async () => {
  let asked = 0
  const one: ReturnType<typeof acting> = acting([null, null, { kind: 'later', side: 'from', said: 'wait', waitMs: 7 * MINUTE }, null], {
    async news(ms) {
      asked++
      if (asked === 1) return true
      one.later(ms)
      return false
    },
    renewed: async () => assert.fail('nothing to renew'),
  })
  const over = keepCollecting(one.collector, one.stop.signal)
  // The third round asked to wait: nobody waits for news then, only for the time.
  while (one.whys.length < 3) await new Promise((done) => setImmediate(done))
  one.stop.abort()
  await over
  assert.deepEqual(one.whys, ['schedule', 'news', 'schedule'])
  assert.equal(asked, 2)
  assert.equal(one.states.at(-1)?.trouble?.kind, 'later')
})

test('a refused sign-in stands until another is kept, and then goes on at once', async () => {
  let renewed = 0
  const one = acting([{ kind: 'sign-in', side: 'from', said: 'AUTHENTICATIONFAILED' }, null], { renewed: async () => ++renewed >= 1 })
  await keepCollecting(one.collector, one.stop.signal)
  assert.deepEqual(one.whys, ['schedule', 'asked'])
  assert.deepEqual(
    one.states.map(({ trouble }) => trouble?.kind),
    ['sign-in', undefined],
  )
})

test('once: not what waits for a person or for a server that named its time, unless it is asked again', async () => {
  const shut = afterFailure(FRESH, round(), { kind: 'sign-in', side: 'from', said: 'no' }, {}, 0)
  const busy = afterFailure(FRESH, round(), { kind: 'later', side: 'from', said: 'wait', waitMs: 60 * MINUTE }, {}, 0)
  const line = afterFailure(FRESH, round(), { kind: 'unreachable', side: 'to', said: 'reset' }, {}, 0)
  const run = async (state: CollectionState, again = false) => {
    const one = acting([null], { state })
    await collectOnce(one.collector, one.stop.signal, again)
    return one.whys.length
  }
  assert.deepEqual([await run(shut), await run(busy), await run(line), await run(shut, true), await run(busy, true)], [0, 0, 1, 1, 1])
})

test('what was stopped on its way is due at once', async () => {
  const one = acting([null])
  const round = one.collector.round
  const stopped: Collector = {
    ...one.collector,
    round(...args) {
      one.stop.abort()
      return round(...args)
    },
  }
  await keepCollecting(stopped, one.stop.signal)
  assert.equal(one.states.at(-1)?.next, 1_000_000)
})
