// Service records, SPF and guesses: order, trust, and what is said when nothing is there.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { identify } from '../../src/identify/identify.ts'
import { paccDigests } from '../../src/identify/mechanisms/pacc.ts'
import { spfIncludes } from '../../src/identify/mechanisms/spf.ts'
import { inOrder } from '../../src/identify/mechanisms/srv.ts'
import type { Finding, Identity, Mechanism } from '../../src/model/identity.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld, type Zone } from './world.ts'

async function identified(zone: Zone, address = 'marie@atelier.fr'): Promise<Identity> {
  let identity: Identity | undefined
  await inWorld(zone, {}, async ({ network }) => {
    identity = await identify(network, KNOWLEDGE, addressOf(address), { deadlineMs: 60_000 })
  })
  assert.ok(identity)
  return identity
}
const said = (identity: Identity, mechanism: Mechanism): readonly Finding[] => identity.findings.filter((f) => f.mechanism === mechanism)

describe('identify: service records', () => {
  it('orders by priority then weight, and hears that a service is not offered', async () => {
    const identity = await identified({
      'atelier.fr': ['MX 10 mx.atelier.fr'],
      '_imaps._tcp.atelier.fr': ['SRV 20 0 993 late.atelier.fr', 'SRV 10 1 993 light.atelier.fr', 'SRV 10 9 993 heavy.atelier.fr'],
      '_pop3s._tcp.atelier.fr': ['SRV 0 0 0 .'],
      '_submission._tcp.atelier.fr': ['SRV 0 1 587 smtp.atelier.fr'],
    })
    assert.deepEqual(
      identity.endpoints.map((e) => `${e.protocol} ${e.host} ${e.security} ${e.trust}`),
      [
        'imap heavy.atelier.fr tls named',
        'imap light.atelier.fr tls named',
        'imap late.atelier.fr tls named',
        'smtp smtp.atelier.fr starttls named',
      ],
    )
    assert.match(said(identity, 'srv')[0]?.detail ?? '', /_pop3s not offered/)
  })

  it('keeps a target elsewhere a hint, unless it is a server of a provider that we know', async () => {
    const identity = await identified({
      'atelier.fr': ['MX 10 mx.atelier.fr'],
      '_imaps._tcp.atelier.fr': ['SRV 0 1 993 imap.stranger.example'],
      '_submissions._tcp.atelier.fr': ['SRV 0 1 465 smtp.fastmail.com'],
    })
    assert.equal(identity.endpoints.find((e) => e.host === 'imap.stranger.example')?.trust, 'hint')
    assert.equal(identity.endpoints.find((e) => e.host === 'smtp.fastmail.com' && e.port === 465)?.trust, 'named')
    assert.equal(said(identity, 'srv')[0]?.trust, 'hint')
  })

  it('property: no record is lost and priorities never fall', () => {
    const record = fc.record({ name: fc.constant('h.example'), port: fc.nat(65535), priority: fc.nat(9), weight: fc.nat(9) })
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const sorted = inOrder(records)
        assert.equal(sorted.length, records.length)
        for (let i = 1; i < sorted.length; i++) assert.ok((sorted[i - 1]?.priority ?? 0) <= (sorted[i]?.priority ?? 0))
      }),
    )
  })
})

describe('identify: text records', () => {
  it('reads includes and redirects of SPF, of nothing else', () => {
    assert.deepEqual(spfIncludes('v=spf1 mx include:_spf.google.com ?include:Mail.Example. redirect=spf.ovh.com'), [
      '_spf.google.com',
      'mail.example',
      'spf.ovh.com',
    ])
    assert.deepEqual(spfIncludes('v=spf10 include:a.example'), [])
    assert.deepEqual(spfIncludes('google-site-verification=include:a.example'), [])
  })

  it('property: any text is read without harm', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.ok(Array.isArray(spfIncludes(`v=spf1 ${text}`)))
        assert.ok(Array.isArray(paccDigests([text])))
      }),
    )
  })

  it('reads digests whatever their order and spaces', () => {
    assert.deepEqual(paccDigests(['d=abc=; v=UAAC1 ;a=SHA256', 'v=UAAC2; a=sha256; d=x', 'v=UAAC1; a=md5; d=x', 'hello']), ['abc='])
  })
})

describe('identify: guesses', () => {
  it('tries the usual names last and says that they are guesses', async () => {
    const identity = await identified({
      'atelier.fr': ['MX 10 mx.atelier.fr'],
      'imap.atelier.fr': ['A 127.0.0.1'],
      'smtp.atelier.fr': ['A 127.0.0.1'],
    })
    assert.deepEqual(
      identity.endpoints.map((e) => `${e.protocol} ${e.host}:${e.port} ${e.trust}`),
      ['imap imap.atelier.fr:993 guess', 'smtp smtp.atelier.fr:465 guess', 'smtp smtp.atelier.fr:587 guess'],
    )
    assert.equal(identity.confidence, 'none')
  })

  it('is not fooled by a domain where every name resolves', async () => {
    const names = ['no-such-host-5f1c', 'imap', 'mail', 'smtp'].map((label) => [`${label}.atelier.fr`, ['A 127.0.0.1']] as const)
    const identity = await identified({ 'atelier.fr': ['MX 10 mx.atelier.fr'], ...Object.fromEntries(names) })
    assert.deepEqual(identity.endpoints, [])
    assert.equal(said(identity, 'guess')[0]?.detail, '*.atelier.fr')
  })

  it('hears a null MX and an unknown domain', async () => {
    const none = await identified({ 'atelier.fr': ['MX 0 .'] })
    assert.deepEqual(
      said(none, 'mx').map((f) => `${f.status} ${f.detail}`),
      ['nothing .'],
    )
    const unknown = await identified({})
    assert.equal(unknown.provider, null)
    assert.deepEqual(unknown.endpoints, [])
    assert.equal(said(unknown, 'mx')[0]?.status, 'nothing')
  })
})
