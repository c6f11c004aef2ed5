// Custom domains of the great hosts are named, from DNS alone, and personal is told from work.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { identify } from '../../src/identify/identify.ts'
import type { Identity } from '../../src/model/identity.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld, type Zone } from './world.ts'

async function identified(address: string, zone: Zone): Promise<Identity> {
  let identity: Identity | undefined
  await inWorld(zone, {}, async ({ network }) => {
    identity = await identify(network, KNOWLEDGE, addressOf(address), { deadlineMs: 60_000 })
  })
  assert.ok(identity)
  return identity
}

const hosts = (identity: Identity, protocol: string): readonly string[] =>
  identity.endpoints.filter((e) => e.protocol === protocol).map((e) => e.host)

describe('identify: custom domains', () => {
  const cases: readonly { name: string; zone: Zone; address: string; provider: string; account: string; imap: string }[] = [
    {
      name: 'Microsoft 365 by MX',
      address: 'a@societe.fr',
      zone: { 'societe.fr': ['MX 0 societe-fr.mail.protection.outlook.com'] },
      provider: 'microsoft-365',
      account: 'work',
      imap: 'outlook.office365.com',
    },
    {
      name: 'Microsoft 365 by the newer MX',
      address: 'a@societe.fr',
      zone: { 'societe.fr': ['MX 0 societe-fr.b-v1.mx.microsoft'] },
      provider: 'microsoft-365',
      account: 'work',
      imap: 'outlook.office365.com',
    },
    {
      name: 'the seller of a Microsoft 365 domain by its SPF',
      address: 'a@societe.fr',
      zone: { 'societe.fr': ['MX 0 societe-fr.mail.protection.outlook.com', 'TXT v=spf1 include:secureserver.net -all'] },
      provider: 'microsoft-365-godaddy',
      account: 'work',
      imap: 'outlook.office365.com',
    },
    {
      name: 'a personal Microsoft domain that the catalogue does not list',
      address: 'a@hotmail.example',
      zone: { 'hotmail.example': ['MX 5 hotmail-example.olc.protection.outlook.com'] },
      provider: 'outlook-com',
      account: 'personal',
      imap: 'outlook.office365.com',
    },
    {
      name: 'Google Workspace',
      address: 'a@atelier.fr',
      zone: { 'atelier.fr': ['MX 10 alt1.aspmx.l.google.com', 'MX 1 aspmx.l.google.com'] },
      provider: 'google-workspace',
      account: 'work',
      imap: 'imap.gmail.com',
    },
    {
      name: 'OVH MX Plan',
      address: 'a@atelier.fr',
      zone: { 'atelier.fr': ['MX 1 mx1.mail.ovh.net'] },
      provider: 'ovh-mxplan',
      account: 'unknown',
      imap: 'ssl0.ovh.net',
    },
    {
      name: 'OVH Exchange by its autodiscover alias, on the host it names',
      address: 'a@atelier.fr',
      zone: { 'atelier.fr': ['MX 1 mx1.mail.ovh.net'], 'autodiscover.atelier.fr': ['CNAME ex5.mail.ovh.net'] },
      provider: 'ovh-exchange',
      account: 'unknown',
      imap: 'ex5.mail.ovh.net',
    },
    {
      name: 'the Zoho data centre by the suffix of its MX',
      address: 'a@atelier.fr',
      zone: { 'atelier.fr': ['MX 10 mx.zoho.eu'] },
      provider: 'zoho',
      account: 'work',
      imap: 'imap.zoho.eu',
    },
    {
      name: 'Fastmail',
      address: 'a@atelier.fr',
      zone: { 'atelier.fr': ['MX 10 in1-smtp.messagingengine.com'] },
      provider: 'fastmail',
      account: 'personal',
      imap: 'imap.fastmail.com',
    },
  ]
  for (const { name, address, zone, provider, account, imap } of cases)
    it(`names ${name}`, async () => {
      const identity = await identified(address, zone)
      assert.equal(identity.provider, provider)
      assert.equal(identity.accountType, account)
      assert.equal(identity.confidence, 'certain')
      assert.equal(hosts(identity, 'imap')[0], imap)
      assert.equal(identity.endpoints[0]?.trust, 'named')
    })

  it('names iCloud+ and does not pretend to know the sign-in name', async () => {
    const identity = await identified('marie@atelier.fr', { 'atelier.fr': ['MX 10 mx01.mail.icloud.com'] })
    assert.equal(identity.provider, 'icloud')
    assert.deepEqual([...new Set(identity.endpoints.map((e) => e.username))], ['other'])
    const own = await identified('marie@icloud.com', { 'icloud.com': ['MX 10 mx01.mail.icloud.com'] })
    assert.deepEqual(
      own.endpoints.map((e) => e.username),
      ['local-part', 'full-address'],
    )
  })

  it('names only the right data centre of Zoho', async () => {
    const identity = await identified('a@atelier.fr', { 'atelier.fr': ['MX 10 mx.zoho.eu'] })
    assert.deepEqual(hosts(identity, 'imap'), ['imap.zoho.eu'])
    assert.deepEqual(hosts(identity, 'smtp'), ['smtp.zoho.eu'])
  })

  it('names a cPanel host by its discovery record and its own exchanger', async () => {
    const identity = await identified('a@atelier.fr', {
      'atelier.fr': ['MX 0 mail.atelier.fr'],
      '_autodiscover._tcp.atelier.fr': ['SRV 0 0 443 cpanelemaildiscovery.cpanel.net'],
    })
    assert.equal(identity.provider, 'cpanel')
    assert.equal(identity.confidence, 'likely')
    assert.equal(hosts(identity, 'imap')[0], 'mail.atelier.fr')
  })

  it('names cPanel and Plesk by what they write into the zones they manage', async () => {
    const cpanel = await identified('a@atelier.fr', {
      'atelier.fr': ['MX 0 atelier.fr'],
      '_caldavs._tcp.atelier.fr': ['SRV 0 0 2080 server12.hosting.example'],
    })
    assert.equal(cpanel.provider, 'cpanel')
    const plesk = await identified('a@atelier.fr', {
      'atelier.fr': ['MX 10 mail.atelier.fr'],
      '_domainconnect.atelier.fr': ['TXT domainconnect.plesk.com/host/srv1.hosting.example/port/8443'],
    })
    assert.equal(plesk.provider, 'plesk')
    assert.deepEqual(hosts(plesk, 'smtp'), ['atelier.fr'])
  })

  it('puts what a panel host publishes before what most panels have', async () => {
    const identity = await identified('a@atelier.fr', {
      'atelier.fr': ['MX 0 atelier.fr'],
      '_caldavs._tcp.atelier.fr': ['SRV 0 0 2080 server12.hosting.example'],
      '_imaps._tcp.atelier.fr': ['SRV 0 0 993 imap1.atelier.fr'],
    })
    assert.deepEqual(hosts(identity, 'imap'), ['imap1.atelier.fr', 'mail.atelier.fr'])
  })

  it('names nobody for a domain with its own server, whatever its newsletters', async () => {
    const identity = await identified('a@atelier.fr', {
      'atelier.fr': ['MX 0 mail.atelier.fr', 'TXT v=spf1 include:_spf.google.com ~all'],
      'mail.atelier.fr': ['A 127.0.0.1'],
    })
    assert.equal(identity.provider, null)
    assert.equal(identity.confidence, 'none')
    assert.equal(identity.accountType, 'unknown')
    assert.ok(identity.endpoints.length > 0)
    assert.ok(identity.endpoints.every((e) => e.trust === 'guess'))
  })

  it('lets the live exchanger win over the catalogue: the mailbox was moved', async () => {
    const identity = await identified('a@cox.net', { 'cox.net': ['MX 10 cox.am0.yahoodns.net'] })
    assert.equal(identity.provider, 'yahoo')
    assert.equal(identity.findings.find((f) => f.mechanism === 'catalogue')?.why, 'overruled')
    assert.ok(identity.endpoints.every((e) => !e.host.endsWith('cox.net')))
  })

  it('keeps a recorded domain when its exchanger belongs to the same sign-in system', async () => {
    const identity = await identified('a@gmail.com', { 'gmail.com': ['MX 5 gmail-smtp-in.l.google.com'] })
    assert.equal(identity.provider, 'gmail')
    assert.equal(identity.accountType, 'personal')
  })

  it('looks behind a filter', async () => {
    const zone: Zone = {
      'societe.fr': ['MX 10 mxa-001.pphosted.com', 'TXT v=spf1 include:spf.protection.outlook.com -all'],
      'autodiscover.societe.fr': ['CNAME autodiscover.outlook.com'],
    }
    const identity = await identified('a@societe.fr', zone)
    assert.equal(identity.filter, 'proofpoint')
    assert.equal(identity.provider, 'microsoft-365')
    assert.equal(identity.confidence, 'likely')
    assert.equal(identity.findings.find((f) => f.mechanism === 'mx')?.why, 'filter')
    const alone = await identified('a@societe.fr', {
      'societe.fr': ['MX 10 mxa-001.pphosted.com', 'TXT v=spf1 include:_spf.google.com -all'],
    })
    assert.equal(alone.provider, 'google-workspace')
    assert.equal(alone.confidence, 'guess')
    assert.ok(
      alone.endpoints.every((e) => e.trust === 'guess'),
      'one hint never earns a secret',
    )
  })

  it('reads internationalised domains end to end', async () => {
    const identity = await identified('josé@Bücher.example', { 'xn--bcher-kva.example': ['MX 1 aspmx.l.google.com'] })
    assert.equal(identity.provider, 'google-workspace')
    assert.equal(identity.address.domain, 'bücher.example')
    const own = await identified('josé@bücher.example', {
      'xn--bcher-kva.example': ['MX 1 mail.xn--bcher-kva.example'],
      'imap.xn--bcher-kva.example': ['A 127.0.0.1'],
    })
    assert.deepEqual(hosts(own, 'imap'), ['imap.xn--bcher-kva.example'])
  })

  it('uses the table by domain and by the exchanger behind it', async () => {
    const isp = await identified('a@petit-fai.fr', { 'petit-fai.fr': ['MX 10 mx.petit-fai.fr'] })
    assert.deepEqual(hosts(isp, 'imap'), ['imap.petit-fai.fr'])
    assert.equal(isp.endpoints[0]?.username, 'local-part')
    const hosted = await identified('a@atelier.fr', { 'atelier.fr': ['MX 10 mx3.hebergeur.net'] })
    assert.equal(hosts(hosted, 'imap')[0], 'imap.hebergeur.net')
    assert.equal(hosted.endpoints[0]?.trust, 'named')
  })
})
