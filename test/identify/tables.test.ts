// The imported tables: Thunderbird's first, the table of preparations where it is silent, both below a provider that is known.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { identify, identifyOffline } from '../../src/identify/identify.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import type { PreparationRow, ProviderServer } from '../../src/model/knowledge.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld } from './world.ts'

const imap = (host: string, more: Partial<ProviderServer> = {}): ProviderServer => ({
  protocol: 'imap',
  host,
  port: 993,
  security: 'tls',
  username: 'full-address',
  ...more,
})
const row = (domain: string, servers: readonly ProviderServer[], rest: Partial<PreparationRow> = {}): PreparationRow => ({
  domain,
  name: domain,
  status: 'ok',
  servers,
  needs: [],
  checked: '2024-09',
  ...rest,
})
const KNOWN: Knowledge = {
  ...KNOWLEDGE,
  preparation: [
    row('coop.example', [imap('imap.coop.example')]),
    row('petit-fai.fr', [imap('old.petit-fai.fr')]),
    row('icloud.com', [imap('old.icloud.example')]),
    row('alias.example', [imap('imap.mail.me.com')]),
    row('fermee.example', [], { status: 'broken', needs: ['no-standard-imap'] }),
    row('clair.example', [imap('clair.example', { port: 143, security: 'plain' }), imap('sur.example')]),
  ],
}
const offline = (address: string) => identifyOffline(KNOWN, addressOf(address))
const hosts = (address: string) => offline(address).endpoints.map((e) => e.host)
const finding = (address: string) => offline(address).findings.find((f) => f.mechanism === 'preparation')

describe('identify: imported tables', () => {
  it('a domain that only the table of preparations has is found with its servers', () => {
    assert.deepEqual(hosts('ann@coop.example'), ['imap.coop.example'])
    assert.equal(finding('ann@coop.example')?.source, 'knowledge:preparation coop.example')
    assert.equal(offline('ann@coop.example').endpoints[0]?.trust, 'named')
  })

  it('Thunderbird’s table is heard first, and the other one says why it was not', () => {
    assert.deepEqual(hosts('ann@petit-fai.fr'), ['imap.petit-fai.fr', 'smtp.petit-fai.fr'])
    assert.equal(finding('ann@petit-fai.fr')?.why, 'not-needed')
  })

  it('a server of a known provider names the provider', () => {
    assert.equal(offline('ann@alias.example').provider, 'icloud')
  })

  it('a mailbox without standard access is known and has no servers', () => {
    assert.equal(finding('ann@fermee.example')?.status, 'found')
    assert.deepEqual(hosts('ann@fermee.example'), [])
  })

  it('a connection in clear comes after every encrypted one', () => {
    assert.deepEqual(hosts('ann@clair.example'), ['sur.example', 'clair.example'])
  })

  it('the mail exchanger leads to the row of its host', async () => {
    await inWorld({ 'atelier.fr': ['MX 10 mx1.coop.example'] }, {}, async ({ network }) => {
      const identity = await identify(network, KNOWN, addressOf('a@atelier.fr'), { deadlineMs: 60_000 })
      assert.equal(identity.endpoints[0]?.host, 'imap.coop.example')
      assert.match(identity.findings.find((f) => f.mechanism === 'preparation')?.detail ?? '', /MX mx1\.coop\.example/)
    })
  })
})
