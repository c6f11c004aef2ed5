// Documents of the web: autoconfig, PACC and Autodiscover, honest, broken and hostile.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { identify } from '../../src/identify/identify.ts'
import type { Finding, Identity } from '../../src/model/identity.ts'
import { cpuClock } from '../cpu.ts'
import { KNOWLEDGE } from './catalogue.ts'
import { addressOf, inWorld, type Pages, type World, type Zone } from './world.ts'

const DOMAIN = 'atelier.fr'
const HTTPS = `https://autoconfig.${DOMAIN}/mail/config-v1.1.xml`
const WELL_KNOWN = `https://${DOMAIN}/.well-known/autoconfig/mail/config-v1.1.xml`
const HTTP = `http://autoconfig.${DOMAIN}/mail/config-v1.1.xml`
const POX = `https://autodiscover.${DOMAIN}/autodiscover/autodiscover.xml`
const PACC = `https://ua-auto-config.${DOMAIN}/.well-known/user-agent-configuration.json`
const ZONE: Zone = { [DOMAIN]: ['MX 10 mx.elsewhere.example'] }

const config = (host = 'imap.%EMAILDOMAIN%', username = '%EMAILADDRESS%'): string => `<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="${DOMAIN}"><domain>${DOMAIN}</domain>
<incomingServer type="imap"><hostname>${host}</hostname><port>993</port><socketType>SSL</socketType>
<username>${username}</username><authentication>OAuth2</authentication><authentication>password-cleartext</authentication></incomingServer>
<incomingServer type="exchange"><ewsURL>https://x.example/</ewsURL></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.${DOMAIN}</hostname><port>587</port><socketType>STARTTLS</socketType>
<username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></outgoingServer>
</emailProvider></clientConfig>`

async function identified(pages: Pages, zone: Zone = ZONE, address = `marie@${DOMAIN}`): Promise<{ identity: Identity; world: World }> {
  let result: { identity: Identity; world: World } | undefined
  await inWorld(zone, pages, async (world) => {
    result = { identity: await identify(world.network, KNOWLEDGE, addressOf(address), { deadlineMs: 60_000 }), world }
  })
  assert.ok(result)
  return result
}

const of = (identity: Identity, source: string): Finding => {
  const finding = identity.findings.find((f) => f.source === source)
  assert.ok(finding, `${source} among ${identity.findings.map((f) => f.source).join(' ')}`)
  return finding
}

describe('identify: autoconfig', () => {
  it('reads the document of the domain, with placeholders, methods and name forms', async () => {
    const { identity, world } = await identified({ [HTTPS]: config() })
    assert.deepEqual(
      identity.endpoints.map(({ protocol, host, port, security, username, auth, trust }) => ({
        protocol,
        host,
        port,
        security,
        username,
        auth,
        trust,
      })),
      [
        {
          protocol: 'imap',
          host: 'imap.atelier.fr',
          port: 993,
          security: 'tls',
          username: 'full-address',
          auth: ['oauth', 'password'],
          trust: 'named',
        },
        {
          protocol: 'smtp',
          host: 'smtp.atelier.fr',
          port: 587,
          security: 'starttls',
          username: 'local-part',
          auth: ['password'],
          trust: 'named',
        },
      ],
    )
    assert.ok(world.requests.includes(`GET ${HTTPS}?emailaddress=marie%40atelier.fr`))
    assert.ok(!world.requests.some((request) => request.startsWith('GET http://')), 'plain http is not asked when https answered')
    assert.ok(!JSON.stringify(identity.findings).includes('emailaddress='), 'findings can be shown without the address')
  })

  it('reads the well-known place', async () => {
    const { identity } = await identified({ [WELL_KNOWN]: config() })
    assert.equal(of(identity, WELL_KNOWN).status, 'found')
    assert.equal(identity.endpoints[0]?.trust, 'named')
    assert.equal(of(identity, HTTPS).status, 'nothing')
  })

  it('recognises the provider whose servers the document names', async () => {
    const { identity } = await identified({ [HTTPS]: config('ssl0.ovh.net') })
    assert.equal(identity.provider, 'ovh-mxplan')
    assert.equal(identity.confidence, 'likely')
    assert.equal(of(identity, HTTPS).provider, 'ovh-mxplan')
  })

  it('never trusts plain http, and never sends the address over it', async () => {
    const { identity, world } = await identified({ [HTTP]: config() })
    const finding = of(identity, HTTP)
    assert.equal(finding.status, 'found')
    assert.equal(finding.why, 'plain-http')
    assert.equal(finding.trust, 'hint')
    assert.ok(identity.endpoints.filter((e) => e.source === HTTP).length === 2)
    assert.ok(identity.endpoints.filter((e) => e.source === HTTP).every((e) => e.trust === 'hint'))
    assert.ok(world.requests.every((request) => !request.startsWith('GET http:') || !request.includes('marie')))
  })

  it('keeps a document a hint that plain http redirected to https', async () => {
    const target = 'https://config.elsewhere.example/c.xml'
    const { identity } = await identified({ [HTTP]: { status: 302, headers: { location: target } }, [target]: config() })
    assert.equal(of(identity, HTTP).trust, 'hint')
    assert.equal(of(identity, HTTP).why, 'plain-http')
    assert.ok(identity.endpoints.every((e) => e.trust !== 'named'))
  })

  it('refuses a redirect from https to plain http', async () => {
    const { identity } = await identified({ [HTTPS]: { status: 302, headers: { location: HTTP } }, [HTTP]: config() })
    assert.equal(of(identity, HTTPS).why, 'redirect-refused')
    assert.ok(identity.endpoints.every((e) => e.trust !== 'named'))
  })

  it('finds the document of the exchanger, as a hint', async () => {
    const source = 'https://autoconfig.elsewhere.example/mail/config-v1.1.xml'
    const { identity, world } = await identified({ [source]: config('imap.elsewhere.example') })
    assert.equal(of(identity, source).trust, 'hint')
    assert.equal(identity.endpoints.find((e) => e.source === source)?.trust, 'hint')
    assert.ok(world.requests.includes(`GET ${source}`), 'the address is not told to a host that only DNS names')
  })

  it('fills a sign-in name of its own form', async () => {
    const { identity } = await identified({ [HTTPS]: config('imap.atelier.fr', 'mail-%EMAILLOCALPART%@x') })
    assert.equal(identity.endpoints[0]?.username, 'other')
    assert.equal(identity.endpoints[0]?.usernameText, 'mail-marie@x')
  })

  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><clientConfig><emailProvider id="&c;"/></clientConfig>`
  const hostile: Readonly<Record<string, string>> = {
    'a document type with entities': bomb,
    'an outside entity': `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${config('&e;')}`,
    'five megabytes': `${config()}<!-- ${'x'.repeat(5 << 20)} -->`,
    'a thousand levels': '<a>'.repeat(1000) + '</a>'.repeat(1000),
    'a hundred thousand tags': `<clientConfig>${'<a/>'.repeat(30_000)}</clientConfig>`,
    'unclosed tags': config().slice(0, 300),
    'no server at all': '<clientConfig version="1.1"><emailProvider id="x"/></clientConfig>',
    'only servers that cannot be': config('127.0.0.1').replace('<port>587</port>', '<port>99999</port>'),
    binary: '\0\x01\x02<clientConfig>',
  }
  for (const [what, body] of Object.entries(hostile))
    it(`refuses ${what}, quickly`, async () => {
      const spent = cpuClock()
      const { identity } = await identified({ [HTTPS]: body })
      assert.equal(of(identity, HTTPS).status, 'failed')
      assert.equal(of(identity, HTTPS).why, 'invalid')
      assert.ok(spent() < 2000)
      assert.ok(identity.endpoints.every((e) => e.source !== HTTPS))
    })

  it('takes a web site that answers everything for no document', async () => {
    const { identity } = await identified({ [WELL_KNOWN]: '<!doctype html><html><body>Welcome</body></html>' })
    assert.equal(of(identity, WELL_KNOWN).status, 'nothing')
  })
})

describe('identify: PACC', () => {
  const body = JSON.stringify({
    authentication: { 'oauth-public': { issuer: 'https://id.atelier.fr/' }, password: true },
    protocols: { imap: { host: 'imap.atelier.fr' }, smtp: { host: 'smtp.atelier.fr' }, caldav: { url: 'https://dav.atelier.fr/' } },
  })
  const digest = createHash('sha256').update(body).digest('base64')
  const zone = (record: string): Zone => ({ ...ZONE, [`_ua-auto-config.${DOMAIN}`]: [record] })

  it('reads the document whose digest stands in DNS', async () => {
    const { identity } = await identified({ [PACC]: body }, zone(`TXT v=UAAC1; a=sha256; d=${digest}`))
    assert.equal(of(identity, PACC).status, 'found')
    assert.deepEqual(
      identity.endpoints
        .filter((e) => e.source === PACC)
        .map((e) => `${e.protocol} ${e.host}:${e.port} ${e.security} ${e.trust} ${e.auth}`),
      ['imap imap.atelier.fr:993 tls named oauth,password', 'smtp smtp.atelier.fr:465 tls named oauth,password'],
    )
  })

  it('does not count it when the digest differs or is missing', async () => {
    const other = await identified({ [PACC]: `${body} ` }, zone(`TXT v=UAAC1; a=sha256; d=${digest}`))
    assert.equal(of(other.identity, PACC).why, 'invalid')
    assert.equal(of(other.identity, PACC).detail, 'digest differs')
    const none = await identified({ [PACC]: body })
    assert.equal(of(none.identity, PACC).detail, 'no digest')
    assert.ok(none.identity.endpoints.every((e) => e.source !== PACC))
  })
})

describe('identify: Autodiscover', () => {
  it('records that the server wants a sign-in, and sends none', async () => {
    const { identity, world } = await identified({ [POX]: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } })
    assert.equal(of(identity, POX).why, 'authentication-wanted')
    assert.ok(world.requests.some((request) => request === `POST ${POX}`))
  })

  it('reads the settings that a panel gives without a sign-in', async () => {
    const answer = `<Autodiscover><Response><Account><AccountType>email</AccountType>
      <Protocol><Type>IMAP</Type><Server>mail.${DOMAIN}</Server><Port>993</Port><SSL>on</SSL><LoginName>marie@${DOMAIN}</LoginName></Protocol>
      <Protocol><Type>SMTP</Type><Server>mail.${DOMAIN}</Server><Port>587</Port><Encryption>TLS</Encryption><LoginName>marie</LoginName></Protocol>
      <Protocol><Type>EXCH</Type><Server>x</Server></Protocol></Account></Response></Autodiscover>`
    const { identity, world } = await identified({ [POX]: answer })
    assert.deepEqual(
      identity.endpoints.filter((e) => e.source === POX).map((e) => `${e.protocol} ${e.host}:${e.port} ${e.security} ${e.username}`),
      ['imap mail.atelier.fr:993 tls full-address', 'smtp mail.atelier.fr:587 starttls local-part'],
    )
    assert.match(world.bodies.join(), /<EMailAddress>marie@atelier\.fr<\/EMailAddress>/)
  })

  it('asks Microsoft about the domain, never the address, and only where DNS points there', async () => {
    const realm = 'https://login.microsoftonline.com/getuserrealm.srf'
    const pages = { [realm]: '{"State":4,"NameSpaceType":"Managed","DomainName":"atelier.fr"}' }
    const zone = { [DOMAIN]: ['MX 10 mxa-001.pphosted.com', 'TXT v=spf1 include:spf.protection.outlook.com -all'] }
    const { identity, world } = await identified(pages, zone)
    assert.equal(identity.provider, 'microsoft-365')
    assert.equal(identity.confidence, 'likely')
    assert.equal(of(identity, `${realm}?login=${DOMAIN}`).detail, 'Managed')
    assert.ok(world.requests.every((request) => !request.includes('microsoftonline') || !request.includes('marie')))
    const elsewhere = await identified(pages)
    assert.ok(elsewhere.world.requests.every((request) => !request.includes('microsoftonline')))
  })

  it('follows the v2 document to the host of the mailbox', async () => {
    const source = `https://autodiscover.${DOMAIN}/autodiscover/autodiscover.json`
    const { identity } = await identified({
      [source]: '{"Protocol":"Autodiscoverv1","Url":"https://outlook.office365.com/autodiscover/autodiscover.xml"}',
    })
    assert.equal(of(identity, source).detail, 'outlook.office365.com')
    assert.equal(identity.provider, 'microsoft-365')
    assert.equal(identity.accountType, 'work')
  })
})
