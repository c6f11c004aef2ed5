// The plan before a transfer: what it counts, what it warns of, how long it says, on which day it ends.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { limitsFor } from '../../../src/knowledge/limits.ts'
import { loadKnowledge } from '../../../src/knowledge/load.ts'
import { providerById } from '../../../src/knowledge/lookup.ts'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import type { Limits, Rules } from '../../../src/transfer/journey.ts'
import { connectionsFor } from '../../../src/transfer/plan/connections.ts'
import { assumedRate, daysOf, durationOf } from '../../../src/transfer/plan/duration.ts'
import { makePlan } from '../../../src/transfer/plan/make-plan.ts'
import type { Finding, PairFacts, PlanFacts, SideFacts } from '../../../src/transfer/plan/shapes.ts'
import type { Traits } from '../../../src/transfer/shapes.ts'
import { listed, TRAITS } from '../folders/listed.ts'
import { COURIER, DOVECOT, EMPTY, GMAIL_FR, OUTLOOK_FR } from '../folders/servers.ts'

const RULES: Rules = { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' }
const NOW = '2026-11-22T10:00:00Z'
const side = (label: string, limits: Limits = {}, traits: Partial<Traits> = {}): SideFacts => ({
  label,
  kind: 'imap',
  traits: { ...TRAITS, ...traits },
  limits,
})
const known = (id: string): Limits => limitsFor(providerById(loadKnowledge(), id))

function planOf(
  numbers: Partial<PairFacts>,
  more: Partial<PlanFacts> = {},
  lists: { source?: typeof DOVECOT; target?: typeof DOVECOT; rules?: Rules } = {},
) {
  const { source = DOVECOT, target = EMPTY, rules = RULES } = lists
  const map = mapFolders({ source, target, rules })
  const pairs = map.pairs.map((pair): PairFacts => ({ pair, messages: 100, bytes: 10_000_000, ...numbers }))
  return makePlan({ source: side('old@example.com'), target: side('new@example.com'), map, pairs, rules, now: NOW, ...more })
}
const kinds = (findings: readonly Finding[]) => findings.map((finding) => finding.kind)

test('what goes, what is there already, the largest, and every folder with its way', () => {
  const plan = planOf({ largest: 4_000_000, already: { messages: 40, bytes: 1_000_000 } }, {}, { source: OUTLOOK_FR, target: DOVECOT })
  assert.deepEqual(plan.copy, { messages: 7 * 60, bytes: 7 * 9_000_000 })
  assert.deepEqual(plan.already, { messages: 280, bytes: 7_000_000 })
  assert.deepEqual(plan.largest, { bytes: 4_000_000, folder: 'INBOX' })
  assert.deepEqual(plan.folders.map((f) => [f.source, f.target, f.reason, f.byName, f.isNew]).slice(0, 3), [
    ['INBOX', 'INBOX', 'inbox', undefined, false],
    ['Brouillons', 'Drafts', 'special-use', 'source', false],
    ['Éléments envoyés', 'Sent', 'special-use', 'source', false],
  ])
})

test('a full target: how many bytes are missing; too large ones; lost keywords', () => {
  const plan = planOf(
    {
      tooLarge: { messages: 2, bytes: 90_000_000 },
      flags: { '\\Seen': 90, $Forwarded: 5, Work: 7 },
      keeps: { flags: ['\\Seen', '\\Flagged'], keywords: false },
    },
    { target: side('new@example.com', { messageBytes: 35_651_584 }, { quota: { used: 90_000_000, limit: 100_000_000 } }) },
    { source: listed(['INBOX', 'A']) },
  )
  assert.deepEqual(plan.findings.slice(0, 3), [
    { kind: 'no-room', severity: 'blocks', missing: 10_000_000, needed: 20_000_000, free: 10_000_000 },
    { kind: 'too-large', severity: 'loses', messages: 4, bytes: 180_000_000, limit: 35_651_584 },
    { kind: 'keywords-lost', severity: 'loses', messages: 14, flags: ['Work', '$Forwarded'] },
  ])
  assert.ok(!kinds(planOf({ flags: { Work: 7 }, keeps: { flags: ['\\Seen'], keywords: true } }).findings).includes('keywords-lost'))
})

test('T15: what is marked as deleted would vanish at Gmail, stays elsewhere, and is no matter when it is left', () => {
  assert.ok(kinds(planOf({ deleted: 3 }, { target: side('x', known('gmail')) }).findings).includes('deleted-vanish'))
  assert.ok(kinds(planOf({ deleted: 3 }).findings).includes('deleted-stay'))
  const left = planOf({ deleted: 3 }, {}, { rules: { ...RULES, deleted: 'leave' } })
  assert.ok(!kinds(left.findings).some((kind) => kind.startsWith('deleted')))
})

test('T14 and T19: read receipts at Exchange, and apps that fetch by POP; T17: changed names; what Yahoo hides', () => {
  assert.deepEqual(kinds(planOf({ unseen: 9 }, { target: side('x', known('m365')) }).findings), ['room-unknown', 'receipts', 'pop-again'])
  const renamed = planOf({}, {}, { source: listed(['INBOX', 'v1.2', 'v1.3']), target: COURIER })
  assert.deepEqual(renamed.findings[0], { kind: 'renamed', severity: 'changes', folders: 2 })
  assert.deepEqual(renamed.folders[1]?.because, ['separator'])
  const hidden = planOf({ messages: 10_000 }, { source: side('x', known('yahoo')) }, { source: listed(['INBOX']) })
  assert.deepEqual(hidden.findings[0], { kind: 'shown-only', severity: 'loses', shown: 10_000, folders: ['INBOX'] })
})

test('days: 8 GB out of Gmail take four, into Gmail sixteen, and today counts only what is left of it', () => {
  const bytes = 8_000_000_000
  const at = (source: Limits, target: Limits, usedToday?: { down: number; up: number }) =>
    daysOf({ bytes, ms: 3_600_000, source, target, usedToday, now: NOW })
  assert.deepEqual(at(known('gmail'), {}), { days: 4, ends: '2026-11-25', because: 'download', perDay: 2_500_000_000 })
  assert.deepEqual(at(known('gmail'), known('gmail')), { days: 16, ends: '2026-12-07', because: 'upload', perDay: 500_000_000 })
  assert.equal(at(known('gmail'), {}, { down: 2_500_000_000, up: 0 }).ends, '2026-11-26')
  assert.deepEqual(at({}, {}), { days: 1, ends: '2026-11-22', because: 'time' })
  assert.deepEqual(daysOf({ bytes, ms: 30 * 3_600_000, source: {}, target: {}, now: NOW }), {
    days: 2,
    ends: '2026-11-23',
    because: 'time',
  })
})

test('where it lasts for days the newest go first, unless the person said otherwise', () => {
  const long = { messages: 1, bytes: 1_000_000_000 }
  const gmail = { source: side('x', known('gmail')) }
  assert.deepEqual(planOf(long, gmail, { source: GMAIL_FR }).order, { order: 'newest', because: 'days' })
  assert.deepEqual(planOf(long, gmail, { source: GMAIL_FR, rules: { ...RULES, order: 'kept' } }).order, { order: 'kept', because: 'asked' })
  assert.deepEqual(planOf({}).order, { order: 'kept', because: 'usual' })
})

test('time: the pace of Microsoft decides, or the bytes, or the waiting for each yes', () => {
  const measured = { messagesPerSecond: 100, bytesPerSecond: 1_000_000, basis: 'measured' } as const
  assert.deepEqual(durationOf({ messages: 4_000, bytes: 1 }, measured, {}, known('m365')), {
    ms: 1_000_000,
    rate: measured,
    slowest: 'pace',
  })
  assert.equal(durationOf({ messages: 1, bytes: 5_000_000 }, measured, {}, {}).slowest, 'bytes')
  const rate = (literals: Traits['literals'], roundTrip: number) =>
    assumedRate({ source: side('a'), target: side('b', {}, { literals }), connections: 4, roundTrip }).messagesPerSecond
  // Measured with 40 ms: 62 a second over four connections that wait, and several times as many that need not.
  assert.ok(rate('sync', 40) > 50 && rate('sync', 40) < 80)
  assert.ok(rate('plus', 40) > 3 * rate('sync', 40))
})

test('connections: four, eight where each message waits, two thirds of what a provider allows, and one for POP3', () => {
  assert.deepEqual(connectionsFor(side('a'), side('b')), { pairs: 4, because: 'usual' })
  assert.deepEqual(connectionsFor(side('a'), side('b', {}, { literals: 'sync' })), { pairs: 10, because: 'waits' })
  assert.deepEqual(connectionsFor(side('a'), side('b', { connections: 5 })), { pairs: 3, because: 'limit' })
  assert.deepEqual(connectionsFor(side('a'), side('b', { connections: 15 }), 20), { pairs: 10, because: 'limit' })
  assert.deepEqual(connectionsFor(side('a'), side('b'), undefined, 2), { pairs: 2, because: 'limit' })
  assert.deepEqual(connectionsFor(side('a'), side('b'), 6, 6), { pairs: 6, because: 'asked' })
  assert.deepEqual(connectionsFor({ ...side('a'), kind: 'pop3' }, side('b')), { pairs: 1, because: 'limit' })
})

test('two folders that a person pours into one are named', () => {
  const rules = {
    ...RULES,
    folders: [
      { from: ['A'], to: ['Both'] },
      { from: ['B'], to: ['Both'] },
    ],
  }
  const plan = planOf({}, {}, { source: listed(['INBOX', 'A', 'B']), rules })
  assert.deepEqual(
    plan.findings.find((one) => one.kind === 'merged'),
    { kind: 'merged', severity: 'changes', target: 'Both', sources: ['A', 'B'] },
  )
})

test('any numbers give a plan: no negative time, no day before today, nothing that is not finite', () => {
  const amount = fc.integer({ min: 0, max: 2 ** 45 })
  const limits = fc.record(
    { pace: fc.integer({ min: 1, max: 100 }), downloadPerDay: amount, uploadPerDay: amount, connections: fc.integer({ min: 1, max: 50 }) },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(amount, amount, amount, limits, limits, (messages, bytes, already, from, to) => {
      const plan = planOf(
        { messages, bytes, already: { messages: already, bytes: already } },
        { source: side('a', from), target: side('b', to) },
      )
      assert.ok(Number.isFinite(plan.duration.ms) && plan.duration.ms >= 0)
      assert.ok(plan.days.days >= 1)
      assert.ok(plan.connections.pairs >= 1)
      assert.ok(plan.copy.messages >= 0 && plan.copy.bytes >= 0)
    }),
  )
})
