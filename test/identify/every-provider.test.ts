// Every provider of the knowledge is found: by its own domains without a network, and by a mail exchanger of the shape that it has.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { combine } from '../../src/identify/combine.ts'
import { identifyOffline } from '../../src/identify/identify.ts'
import type { Clue } from '../../src/identify/mechanism.ts'
import { byName } from '../../src/identify/recognise.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { addressOf } from './world.ts'

const KNOWLEDGE = loadKnowledge()

/** A mail exchanger of each provider that has a shape of its own, and who is named by it for a domain of one's own. */
const EXCHANGERS: Readonly<Record<string, string>> = {
  'mx01.mail.icloud.com': 'icloud',
  'outlook-com.olc.protection.outlook.com': 'outlook-com',
  'contoso-com.mail.protection.outlook.com': 'm365',
  'contoso-com.a-v1.mx.microsoft': 'm365',
  'alt1.gmail-smtp-in.l.google.com': 'gmail',
  'aspmx.l.google.com': 'google-workspace',
  'alt2.aspmx.l.google.com': 'google-workspace',
  'smtp.google.com': 'google-workspace',
  'mta5.am0.yahoodns.net': 'yahoo',
  'mx-aol.mail.gm0.yahoodns.net': 'aol',
  'ff-ip4-mx-vip1.prodigy.net': 'att',
  'in1-smtp.messagingengine.com': 'fastmail',
  'mx2.zoho.eu': 'zoho',
  'mail.protonmail.ch': 'proton',
  'mx00.emig.gmx.net': 'gmx-net',
  'mx00.gmx.com': 'gmx-com',
  'mx-ha02.web.de': 'web-de',
  'mx03.t-online.de': 't-online',
  'mx01.ionos.fr': 'ionos',
  'smtpin.rzone.de': 'strato',
  'mx3.mail.ovh.net': 'ovh-mxplan',
  'mta-gw.infomaniak.ch': 'infomaniak',
  'spool.mail.gandi.net': 'gandi',
  'smtp-in.orange.fr': 'orange-fr',
  'mx1.free.fr': 'free-fr',
  'smtp-in.sfr.fr': 'sfr',
  'mx.bbox.fr': 'bouygues',
  'smtpz4.laposte.net': 'laposte',
  'smtp-in.libero.it': 'libero',
  'mx.yandex.net': 'yandex',
  'mxs.mail.ru': 'mailru',
  'mx1.qq.com': 'qq',
  'mxbiz1.qq.com': 'exmail-qq',
  'mx1.seznam.cz': 'seznam',
  'mxext1.mailbox.org': 'mailbox-org',
  'mx01.posteo.de': 'posteo',
  'mail.tutanota.de': 'tuta',
  'mx1a1.comcast.net': 'comcast',
  'mx.bt.lon5.cpcloud.co.uk': 'bt',
  'mx.virginmedia.com': 'virginmedia',
  'extmail.bigpond.com': 'telstra',
  'mx1.naver.com': 'naver',
  'mx.hanmail.net': 'daum',
  'mx1.emailsrvr.com': 'rackspace',
  'mailstore1.secureserver.net': 'godaddy-workspace',
  'smtp.europe.secureserver.net': 'godaddy-workspace',
  'mx1.hostinger.com': 'hostinger',
  'mx2.titan.email': 'titan',
  'www123.your-server.de': 'hetzner',
  'mailserver.purelymail.com': 'purelymail',
  'aspmx1.migadu.com': 'migadu',
  'mx1.privateemail.com': 'privateemail',
  'mxlb.ispgateway.de': 'domainfactory',
  'mx.poczta.onet.pl': 'onet-pl',
}

/** What the mail exchanger alone says of a domain that nobody lists. */
function heldBy(exchange: string): string | null {
  const candidates = byName(KNOWLEDGE, 'mx', exchange)
  const clue: Clue = {
    mechanism: 'mx',
    status: 'found',
    source: 'dns:MX own.example',
    trust: 'hint',
    ms: 0,
    detail: exchange,
    hosts: [exchange],
    candidates,
  }
  return combine(KNOWLEDGE, addressOf('ann@own.example'), [clue], 0).provider
}

describe('identify: every provider of the knowledge', () => {
  for (const [exchange, id] of Object.entries(EXCHANGERS)) it(`${exchange} is ${id}`, () => assert.equal(heldBy(exchange), id))

  it('a provider with a domain is found by each of its domains, for certain', () => {
    for (const { id, domains } of KNOWLEDGE.providers)
      for (const domain of domains) {
        const identity = identifyOffline(KNOWLEDGE, addressOf(`ann@${domain}`))
        assert.equal(identity.provider, id, domain)
        assert.equal(identity.confidence, 'certain', domain)
      }
  })

  it('nobody is sent to a connection in clear, and the provider’s first server stays first', () => {
    for (const { id, domains, servers } of KNOWLEDGE.providers) {
      const first = servers.find((server) => server.protocol === 'imap')
      const domain = domains[0]
      if (domain === undefined || first === undefined || first.host.includes('%')) continue
      const found = identifyOffline(KNOWLEDGE, addressOf(`ann@${domain}`)).endpoints.filter((e) => e.protocol === 'imap')
      assert.notEqual(found[0]?.security, 'plain', id)
      if (!servers.some((server) => server.protocol === 'imap' && server.host !== first.host)) assert.equal(found[0]?.host, first.host, id)
    }
  })

  it('two providers that share an exchanger are of one family, or one of them is only a seller', () => {
    for (const exchange of Object.keys(EXCHANGERS)) {
      const families = byName(KNOWLEDGE, 'mx', exchange).map((id) => KNOWLEDGE.providers.find((p) => p.id === id)?.family)
      assert.equal(new Set(families).size, 1, `${exchange}: ${families.join(', ')}`)
    }
  })
})
