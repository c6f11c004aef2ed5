// The small parts of a guide, each on its own: conditions, holes, the choice of a text, the card, the deadlines.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cardFor } from '../../src/guide/card.ts'
import { chooseProcedure } from '../../src/guide/choose.ts'
import { deadlinesFor } from '../../src/guide/deadlines.ts'
import { expand } from '../../src/guide/expand.ts'
import { holds } from '../../src/guide/holds.ts'
import { fill } from '../../src/guide/holes.ts'
import { type GuideInput, subjectOf } from '../../src/guide/subject.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { Policy, Procedure } from '../../src/model/knowledge.ts'
import { DATE } from './ask.ts'

const subject = (more: Partial<GuideInput> = {}) =>
  subjectOf(loadKnowledge(), { cause: 'auth.wrong_password', date: DATE, lang: 'en', address: 'marie@icloud.com', ...more })

const written = (id: string, more: Partial<Procedure>): Procedure => ({
  id,
  lang: 'en',
  title: id,
  steps: [{ do: id }],
  avoid: [],
  otherwise: [],
  checked: DATE,
  sources: ['a test'],
  ...more,
})

test('a condition holds, contradicts or stays open', () => {
  const facts = { secret: ['app-password'], 'client.version': ['128.4'], date: ['2024-09-17'] } as const
  assert.equal(holds({ facts: { secret: ['app-password', 'oauth'] } }, facts), 'yes')
  assert.equal(holds({ facts: { secret: ['password'] } }, facts), 'no')
  assert.equal(holds({ facts: { webmail: ['works'] } }, facts), 'unknown')
  assert.equal(holds({ not: { facts: { webmail: ['works'] } } }, facts), 'unknown')
  assert.equal(holds({ not: { facts: { secret: ['password'] } } }, facts), 'yes')
  assert.equal(holds({ any: [{ facts: { webmail: ['works'] } }, { facts: { secret: ['app-password'] } }] }, facts), 'yes')
  assert.equal(holds({ all: [{ facts: { webmail: ['works'] } }, { facts: { secret: ['password'] } }] }, facts), 'no')
  assert.equal(holds({ facts: { 'client.version': ['>=115'] } }, facts), 'yes')
  assert.equal(holds({ facts: { 'client.version': ['<115'] } }, facts), 'no')
  assert.equal(holds({ facts: { date: ['>=2024-09-16'] } }, facts), 'yes')
})

test('a text with a hole that has no value is not shown, and none is left open', () => {
  assert.equal(fill('Type `{imap.host}`', { 'imap.host': 'imap.example.org' }), 'Type `imap.example.org`')
  assert.equal(fill('Type `{imap.host}`', {}), null)
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.string()), (text, holes) => {
      const filled = fill(text, holes)
      assert.ok(filled === null || typeof filled === 'string')
    }),
  )
})

test('the most specific text wins: app and provider, app, provider, family, kind, general; the exact cause before its parent', () => {
  const all = [
    written('general', { cause: 'auth.wrong_password' }),
    written('kind', { cause: 'auth.wrong_password', clientKinds: ['app'] }),
    written('family', { cause: 'auth.wrong_password', families: ['apple'] }),
    written('provider', { cause: 'auth.wrong_password', providers: ['icloud'] }),
    written('client', { cause: 'auth.wrong_password', clients: ['thunderbird'] }),
    written('both', { cause: 'auth.wrong_password', clients: ['thunderbird'], providers: ['icloud'] }),
    written('child', { cause: 'auth.wrong_password/outgoing_not_updated' }),
  ]
  const chosen = (list: readonly Procedure[], more: Partial<GuideInput> = {}) =>
    chooseProcedure(list, subject({ provider: 'icloud', client: 'thunderbird', ...more }))?.id
  assert.equal(chosen(all), 'both')
  assert.equal(chosen(all.filter((p) => p.id !== 'both')), 'client')
  assert.equal(chosen(all.slice(0, 4)), 'provider')
  assert.equal(chosen(all.slice(0, 3)), 'family')
  assert.equal(chosen(all.slice(0, 2)), 'kind')
  assert.equal(chosen(all, { provider: null, client: null }), 'general')
  assert.equal(chosen(all, { cause: 'auth.wrong_password/outgoing_not_updated' }), 'child')
  assert.equal(chosen(all, { cause: 'auth.wrong_password/something_new' }), 'both')
  assert.equal(
    chosen([...all, written('later', { cause: 'auth.wrong_password', clients: ['thunderbird'], providers: ['icloud'], since: '2027' })]),
    'both',
  )
})

test('tasks are followed three deep and never in a circle', () => {
  const tasks = ['a', 'b', 'c', 'd'].map((task, i) => written(task, { task, steps: [{ do: task }, { task: 'abcda'[i + 1] ?? 'a' }] }))
  const start = written('start', { cause: 'other', steps: [{ task: 'a' }] })
  const { steps, used } = expand([start, ...tasks], start, subject(), {})
  assert.deepEqual(
    steps.map((s) => s.do),
    ['a', 'b', 'c'],
  )
  assert.equal(used.length, 4)
})

test('the card shows servers and the kind of sign-in, never a plain connection or a guess', () => {
  const card = cardFor(subject({ provider: 'icloud', client: 'outlook-windows' }))
  const text = card.map((r) => `${r.label}: ${r.value}`).join('\n')
  assert.match(text, /imap\.mail\.me\.com/)
  assert.match(text, /Port: 587/)
  assert.match(text, /STARTTLS/)
  assert.match(text, /User name: marie\n/)
  assert.match(text, /User name: marie@icloud\.com/)
  const guess = { protocol: 'imap', host: 'mail.example.org', port: 143, security: 'plain', username: 'full-address', source: 'x' } as const
  assert.deepEqual(cardFor(subject({ endpoints: [{ ...guess, trust: 'named' }] })), [])
  assert.deepEqual(cardFor(subject({ endpoints: [{ ...guess, port: 993, security: 'tls', trust: 'guess' }] })), [])
})

test('the card of a printer shows the outgoing server only', () => {
  const labels = cardFor(subject({ provider: 'm365', client: 'printer', address: 'scan@example.com' })).map((r) => r.label)
  assert.ok(labels.includes('Outgoing server (SMTP)') && !labels.some((l) => l.startsWith('Incoming')), labels.join())
})

test('at Outlook.com the card says that no password of any sort is accepted', () => {
  const values = cardFor(subject({ provider: 'outlook-com', address: 'marie@hotmail.com' })).map((r) => r.value)
  assert.ok(
    values.some((v) => v.includes('no password of any sort')),
    values.join('\n'),
  )
})

test('deadlines: the last one past and those of the coming year', () => {
  const policy = (id: string, date: string, providers = ['icloud']): Policy => ({
    id,
    date,
    providers,
    what: { en: id, fr: id },
    strength: 'official',
    sources: ['a test'],
  })
  const policies = [
    policy('old', '2017-06-15'),
    policy('last', '2026-10-01'),
    policy('next', '2026-12-31'),
    policy('far', '2028'),
    policy('other', '2026-12', ['gmail']),
  ]
  const told = (cause: string) => deadlinesFor(policies, subject({ provider: 'icloud', cause })).map((d) => d.text)
  assert.deepEqual(told('auth.app_password_required'), ['old', 'next'], 'passwords changed their worth in 2017')
  assert.deepEqual(told('other/feature_withdrawn'), ['last', 'next'])
  assert.deepEqual(told('tls.cert_expired'), ['next'])
  assert.deepEqual(deadlinesFor(policies, subject()), [])
})
