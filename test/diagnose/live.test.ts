import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagnose, judge, readCase, valuesOf } from '../../src/diagnose/index.ts'
import type { Case } from '../../src/model/case.ts'
import type { Fact, FactValue } from '../../src/model/fact.ts'
import type { FactName } from '../../src/model/facts.ts'
import { cause, realKnowledge, world } from './world.ts'

const IMAP = 'imaps://mail.x.example:993'
const SMTP = 'smtps://mail.x.example:465'
const seen = (about: string, facts: Readonly<Partial<Record<FactName, FactValue>>>): Fact[] =>
  Object.entries(facts).map(([name, value]) => ({ name: name as FactName, value: value as FactValue, origin: 'probe', about }))
const both = (facts: Readonly<Partial<Record<FactName, FactValue>>>) => [...seen(IMAP, facts), ...seen(SMTP, facts)]
const judged = (observed: readonly Fact[], rest: Partial<Case> = {}) =>
  diagnose(realKnowledge(), { id: 'live', date: '2026-11-21', observed, ...rest })

describe('what the probes of this run saw', () => {
  it('weighs more than the same thing told', () => {
    const knowledge = world({
      causes: [
        cause('tls.cert_expired', {
          evidence: [{ when: { facts: { 'tls.cert': ['expired'] } }, weight: 'some', because: { en: '-', fr: '-' } }],
        }),
      ],
    })
    const chance = (origin: Fact['origin']) =>
      judge(knowledge, readCase(knowledge, { id: 'x', observed: [{ name: 'tls.cert', value: 'expired', origin }] })).causes.find(
        (c) => c.id === 'tls.cert_expired',
      )!.probability
    assert.ok(chance('probe') > chance('said'))
  })

  it('of one protocol says nothing of another', () => {
    const observed = [
      ...seen(IMAP, { 'sign-in': 'ok', mailbox: 'refused' }),
      ...seen(SMTP, { 'sign-in': 'ok', sender: 'ok', probe: 'healthy' }),
    ]
    const base = readCase(realKnowledge(), { id: 'x', protocol: 'imap', observed })
    assert.deepEqual([valuesOf(base, 'probe'), valuesOf(base, 'smtp.probe')], [[], ['healthy']])
    assert.deepEqual(valuesOf(base, 'other-direction'), ['works'])
  })

  it('ends before any sign-in at a bad certificate: nothing is said of passwords', () => {
    const bad = { dns: 'ok', tcp: 'ok', tls: 'ok', 'tls.cert': 'self-signed', greeting: 'ok', 'sign-in': 'not-tried' } as const
    const { causes, verdict } = judged(both(bad))
    assert.deepEqual([causes[0]!.id, verdict], ['tls.cert_untrusted', 'known'])
    for (const { id, probability } of causes) if (/^(auth|oauth|sync)\./.test(id)) assert.ok(probability < 0.01, `${id} ${probability}`)
  })

  it('healthy everywhere and nobody complains: no cause is suspected', () => {
    const healthy = { dns: 'ok', tcp: 'ok', tls: 'ok', 'tls.cert': 'ok', 'sign-in': 'ok', probe: 'healthy' } as const
    const quiet = judged(both(healthy), { provider: 'yahoo', auth_method_used: 'app_password' })
    assert.equal(quiet.causes[0]!.id, 'other')
    assert.ok(quiet.causes.slice(1).every(({ probability }) => probability < 0.05))
    const full = judged([...both(healthy), ...seen(IMAP, { quota: 'full' })])
    assert.equal(full.causes[0]!.id, 'quota.mailbox_full')
  })

  it('a door that is refused on one protocol is not shut by silence on another', () => {
    const observed = [
      ...seen(IMAP, { tcp: 'ok', 'sign-in': 'refused', probe: 'sign-in-refused' }),
      ...seen(SMTP, { tcp: 'timeout', probe: 'unreachable' }),
    ]
    assert.ok(judged(observed).causes.find((c) => c.id === 'auth.wrong_password')!.probability > 0.2)
  })

  it('not now is no refusal', () => {
    const observed = seen(IMAP, { dns: 'ok', tcp: 'ok', tls: 'ok', 'tls.cert': 'ok', 'sign-in': 'temporary', probe: 'sign-in-refused' })
    const { causes } = judged(observed, { provider: 'icloud', auth_method_used: 'app_password' })
    assert.equal(causes[0]!.id, 'server.outage')
  })

  it('silent on every port: the answer from another network would settle it', () => {
    const silent = { dns: 'ok', tcp: 'timeout', 'tcp.others': 'fail', probe: 'unreachable' } as const
    const before = judged(both(silent))
    assert.deepEqual([before.verdict, before.question?.id], ['close', 'other-network'])
    const [yes, no] = ['true', 'false'].map((answer) => judged(both(silent), { answers: { 'other-network': answer } }).causes[0]!.id)
    assert.match(yes!, /^net\.(port|ip)_blocked$/)
    assert.equal(no, 'server.outage')
  })
})
