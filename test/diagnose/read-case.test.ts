import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readEndpoint } from '../../src/diagnose/endpoint.ts'
import { readCase, valuesOf } from '../../src/diagnose/index.ts'
import type { Case } from '../../src/model/case.ts'
import type { FactName } from '../../src/model/facts.ts'
import { world } from './world.ts'

const KNOWN = world()
const read = (subject: Partial<Case>, ...names: FactName[]) => {
  const base = readCase(KNOWN, { id: 't', ...subject })
  return names.map((name) => valuesOf(base, name).join(','))
}

describe('a case becomes facts', () => {
  it('finds the provider by slug, by address and by the server named', () => {
    assert.deepEqual(read({ provider: 'mail_house' }, 'provider', 'provider.known'), ['mailhouse', 'true'])
    assert.deepEqual(read({ address: 'ann@MAILHOUSE.example' }, 'provider'), ['mailhouse'])
    assert.deepEqual(read({ endpoint: 'imap.mailhouse.example:993' }, 'provider'), ['mailhouse'])
    assert.deepEqual(read({ provider: 'nobody_knows' }, 'provider', 'provider.known'), ['', 'false'])
  })

  it('takes the policy of the day of the case, and of today when no day is told', () => {
    const at = (date?: string) =>
      read({ provider: 'mailhouse', protocol: 'imap', ...(date && { date }) }, 'policy.password', 'policy.changed-lately')
    assert.deepEqual(at('2023-05'), ['accepted', 'false'])
    assert.deepEqual(at('2024-06'), ['refused', 'true'])
    assert.deepEqual(at(), ['refused', 'false'])
  })

  it('keeps what differs between protocols apart, and means reading where nobody says which', () => {
    const [both, imap, smtp] = read({ provider: 'mailhouse' }, 'policy.password', 'imap.policy.password', 'smtp.policy.password')
    assert.deepEqual([both, imap, smtp], ['refused', 'refused', 'accepted'])
  })

  it('lets what a server did today overrule the record', () => {
    const observed = [{ name: 'sign-in', value: 'ok', origin: 'probe', about: 'imaps://imap.mailhouse.example:993' }] as const
    const [policy] = read({ provider: 'mailhouse', protocol: 'imap', auth_method_used: 'password', observed }, 'policy.password')
    assert.equal(policy, 'accepted')
  })

  it('knows what an app can do from its version', () => {
    const oauth = (client_version: string) => read({ provider: 'mailhouse', client: 'Letterbox', client_version }, 'client.oauth')[0]
    assert.equal(oauth('6.4'), 'unable')
    assert.equal(oauth('7.0'), 'able')
    assert.deepEqual(read({ client: 'letterbox_2019', date: '2026-01' }, 'client', 'client.version', 'client.ended'), [
      'letterbox',
      '2019',
      'true',
    ])
  })

  it('takes null for unknown', () => {
    const subject = { id: 't', provider: null, client: null, client_version: null, endpoint: null, date: null, facts: null, address: null }
    assert.deepEqual(valuesOf(readCase(KNOWN, subject as unknown as Case), 'date'), ['2026-11-22'])
  })

  it('reads answers to questions, and leaves unknown ones out', () => {
    const question = {
      id: 'site',
      fact: 'webmail',
      ask: { en: '?', fr: '?' },
      answers: [{ value: 'works', label: { en: 'y', fr: 'o' } }],
    } as const
    const base = readCase(world({ questions: [question] }), { id: 't', answers: { site: 'works', other: 'x' } })
    assert.deepEqual(valuesOf(base, 'webmail'), ['works'])
    assert.deepEqual(valuesOf(readCase(world({ questions: [question] }), { id: 't', answers: { site: 'maybe' } }), 'webmail'), [])
  })
})

describe('server settings as people write them', () => {
  const cases: readonly [string, ReturnType<typeof readEndpoint>][] = [
    ['imap.example.org:993 implicit TLS', { host: 'imap.example.org', port: 993, security: 'tls' }],
    ['smtp.example.org:587, secure=true', { host: 'smtp.example.org', port: 587, security: 'tls' }],
    ["587, 'secure' ticked", { port: 587, security: 'tls' }],
    ['143 without STARTTLS', { port: 143, security: 'plain' }],
    ['smtp.example.org:25 plain', { host: 'smtp.example.org', port: 25, security: 'plain' }],
    ['port 110 STARTTLS', { port: 110, security: 'starttls' }],
    ['465/587', {}],
    ['smtp.example.org', { host: 'smtp.example.org' }],
    ['', {}],
  ]
  for (const [text, expected] of cases) it(text || 'nothing', () => assert.deepEqual(readEndpoint(text), expected))

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => readEndpoint(text) !== null))
  })
})
