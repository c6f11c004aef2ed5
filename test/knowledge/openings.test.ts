// Dated rules as one line of time: holds on every day what the last rule of the file says.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openingOf, periodsOf } from '../../src/knowledge/openings.ts'
import { within } from '../../src/model/date.ts'
import type { Answer, AuthRule, Provider } from '../../src/model/knowledge.ts'

const provider = (auth: readonly AuthRule[], servers: Provider['servers'] = []): Provider => ({
  id: 'example',
  name: 'Example',
  operator: 'Example',
  kind: 'consumer',
  accountType: 'personal',
  slugs: [],
  family: 'example',
  domains: [],
  recognise: {},
  servers,
  auth,
  checked: '2026-11-22',
  sources: ['a thread'],
})

const answer = fc.constantFrom<Answer>('accepted', 'refused', 'if-enabled')
const bound = fc.constantFrom(undefined, '2017', '2020-01', '2022-10-01', '2024-09-16', '2026-12-31')
const rule: fc.Arbitrary<AuthRule> = fc
  .record({ since: bound, until: bound, password: answer, appPassword: answer, oauth: answer })
  .map(({ since, until, ...answers }) => ({
    protocols: ['imap'],
    ...answers,
    sources: ['a thread'],
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }))
const day = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('periods of a protocol', () => {
  it('say on every day what the last rule that holds says', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), day, (rules, date) => {
        const expected = rules.findLast((r) => within(date, r.since, r.until))
        const found = periodsOf(provider(rules), 'imap').filter((p) => within(date, p.since, p.until))
        assert.ok(found.length <= 1)
        assert.deepEqual(
          found.map(({ password, appPassword, oauth }) => ({ password, appPassword, oauth })),
          expected === undefined ? [] : [{ password: expected.password, appPassword: expected.appPassword, oauth: expected.oauth }],
        )
      }),
    )
  })

  it('never repeat themselves and follow each other', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
        const periods = periodsOf(provider(rules), 'imap')
        for (const [i, next] of periods.entries()) {
          const before = periods[i - 1]
          if (before === undefined) continue
          assert.ok(before.until !== undefined && next.since !== undefined)
          const alike = (['password', 'appPassword', 'oauth'] as const).every((key) => before[key] === next[key])
          assert.ok(!(alike && before.until === next.since))
        }
      }),
    )
  })
})

describe('what opens a protocol on a day', () => {
  const rules: AuthRule[] = [
    { protocols: ['imap'], until: '2024-09-16', password: 'accepted', appPassword: 'accepted', oauth: 'accepted', sources: ['x y'] },
    { protocols: ['imap'], since: '2024-09-16', password: 'refused', appPassword: 'refused', oauth: 'accepted', sources: ['x y'] },
  ]
  it('is open since the day of the rule, and knows the change to come', () => {
    const before = openingOf(provider(rules), 'imap', '2024-08')
    assert.equal(before.now?.since, undefined)
    assert.equal(before.next?.since, '2024-09-16')
    const after = openingOf(provider(rules), 'imap', '2026-11-22')
    assert.equal(after.now?.since, '2024-09-16')
    assert.deepEqual(after.now?.opens, [{ secret: 'oauth', sometimes: false }])
    assert.equal(after.next, null)
  })

  it('is closed without a server or without a secret, and unknown without a rule', () => {
    const server = { protocol: 'imap', host: 'imap.a.example', port: 993, security: 'tls', username: 'full-address' } as const
    assert.equal(openingOf(provider(rules, [server]), 'imap', '2026').state, 'open')
    assert.equal(openingOf(provider(rules, [server]), 'pop3', '2026').state, 'closed')
    assert.equal(openingOf(provider([], [server]), 'imap', '2026').state, 'unknown')
    const none = { ...(rules[1] as AuthRule), oauth: 'refused' as const }
    assert.equal(openingOf(provider([none], [server]), 'imap', '2026').state, 'closed')
  })
})
