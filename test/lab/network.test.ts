// The lab's DNS and web, asked by Node's own resolver and by plain HTTP clients.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { after, before, describe, test } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { portOf } from './raw-client.ts'

describe("the lab's DNS and web", () => {
  let lab: Lab
  let dns: Resolver
  before(async () => {
    lab = await startLab()
    dns = new Resolver({ timeout: 30_000, tries: 1 })
    dns.setServers([lab.network.dns])
  })
  after(() => lab.stop())

  test('MX, SRV, TXT and addresses come from the zones', async () => {
    assert.deepEqual((await dns.resolveMx('icloud.com')).map((r) => r.exchange).sort(), ['mx01.mail.icloud.com', 'mx02.mail.icloud.com'])
    const [srv] = await dns.resolveSrv('_imaps._tcp.gmail.com')
    assert.deepEqual([srv?.priority, srv?.weight, srv?.port, srv?.name], [5, 0, 993, 'imap.gmail.com'])
    assert.deepEqual(await dns.resolveTxt('contoso.example'), [['v=spf1 include:spf.protection.outlook.com -all']])
    assert.match((await dns.resolve4('imap.mail.me.com'))[0] ?? '', /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/)
    assert.match((await dns.resolve6('imap.gmail.com'))[0] ?? '', /^2001:db8::/)
  })

  test('an alias is followed to its address', async () => {
    assert.deepEqual(await dns.resolveCname('autodiscover.contoso.example'), ['autodiscover.outlook.com'])
    assert.deepEqual(await dns.resolve4('autodiscover.contoso.example'), await dns.resolve4('autodiscover.outlook.com'))
  })

  test('an internationalised domain is found under its ASCII name', async () => {
    assert.equal((await dns.resolveMx('xn--bcher-kva.example'))[0]?.exchange, 'mx1.mail.ovh.net')
  })

  test('unknown names do not exist; known ones without such a record have no data', async () => {
    await assert.rejects(dns.resolve4('nowhere.example'), { code: 'ENOTFOUND' })
    await assert.rejects(dns.resolve4('mail.no-dns.fault.example'), { code: 'ENOTFOUND' })
    await assert.rejects(dns.resolveMx('imap.mail.me.com'), { code: 'ENODATA' })
    await assert.rejects(dns.resolve4('_tcp.gmail.com'), { code: 'ENODATA' })
  })

  test('servers fail or stay silent where the data says so', async () => {
    await assert.rejects(dns.resolveMx('dns-servfail.fault.example'), { code: 'ESERVFAIL' })
    const impatient = new Resolver({ timeout: 300, tries: 1 })
    impatient.setServers([lab.network.dns])
    await assert.rejects(impatient.resolveMx('dns-timeout.fault.example'), { code: 'ETIMEOUT' })
  })

  interface Got {
    readonly status: number
    readonly headers: Readonly<Record<string, string | string[] | undefined>>
    readonly body: string
  }

  function get(text: string): Promise<Got> {
    const url = new URL(text)
    const secure = url.protocol === 'https:'
    const options = {
      host: '127.0.0.1',
      port: portOf(lab, url.hostname, secure ? 443 : 80),
      path: url.pathname + url.search,
      servername: url.hostname,
      headers: { Host: url.hostname },
      ca: lab.network.cacert,
      agent: false as const,
    }
    return new Promise((resolve, reject) => {
      const request = (secure ? requestHttps : requestHttp)(options, async (response) => {
        let body = ''
        for await (const chunk of response) body += String(chunk)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
      request.on('error', reject)
      request.end()
    })
  }

  test('autoconfig names the servers of the domain', async () => {
    const got = await get('https://autoconfig.selfhost.example/mail/config-v1.1.xml?emailaddress=marie@selfhost.example')
    assert.equal(got.status, 200)
    assert.match(
      got.body,
      /<incomingServer type="imap">\s*<hostname>mail\.selfhost\.example<\/hostname>\s*<port>993<\/port>\s*<socketType>SSL</,
    )
    assert.match(got.body, /<outgoingServer type="smtp">/)
  })

  test('PACC: the document has the digest that the DNS names', async () => {
    const got = await get('https://ua-auto-config.selfhost.example/.well-known/user-agent-configuration.json')
    const [record] = await dns.resolveTxt('_ua-auto-config.selfhost.example')
    assert.equal(record?.join(''), `v=UAAC1; a=sha256; d=${createHash('sha256').update(got.body).digest('base64')}`)
    assert.equal(JSON.parse(got.body).protocols.imap.host, 'mail.selfhost.example')
  })

  test('Autodiscover asks for a sign-in, over http it leads to https, and v2 names the service', async () => {
    const asked = await get('https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml')
    assert.equal(asked.status, 401)
    assert.match(String(asked.headers['www-authenticate']), /^Basic/)
    const led = await get('http://autodiscover.contoso.example/autodiscover/autodiscover.xml')
    assert.equal(led.headers.location, 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml')
    const v2 = await get('https://outlook.office365.com/autodiscover/autodiscover.json?Email=marie@contoso.example&Protocol=AutodiscoverV1')
    assert.equal(JSON.parse(v2.body).Url, 'https://outlook.office365.com/autodiscover/autodiscover.xml')
  })

  test('a custom domain has no certificate of its own for autodiscover, as at Microsoft', async () => {
    await assert.rejects(get('https://autodiscover.contoso.example/autodiscover/autodiscover.xml'), {
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
  })

  test('realm discovery tells managed, federated and unknown domains apart', async () => {
    const kind = async (login: string) =>
      JSON.parse((await get(`https://login.microsoftonline.com/getuserrealm.srf?login=${login}&json=1`)).body).NameSpaceType
    assert.equal(await kind('marie@contoso.example'), 'Managed')
    assert.equal(await kind('marie@conditional-access.example'), 'Federated')
    assert.equal(await kind('marie@selfhost.example'), 'Unknown')
  })

  test('the date of a web server is today, and a year off on the clock host', async () => {
    const now = Date.parse(String((await get('https://autoconfig.selfhost.example/x')).headers.date))
    assert.ok(Math.abs(now - Date.now()) < 5000)
    assert.equal((await get('http://clock.fault.example/')).status, 200)
    const far = Date.parse(String((await get('http://autoconfig.clock.fault.example/mail/config-v1.1.xml')).headers.date))
    assert.ok(far - Date.now() > 390 * 86_400_000)
  })

  test('every domain has a home page, and providers their webmail', async () => {
    for (const url of ['http://contoso.example/', 'https://selfhost.example/', 'https://www.icloud.com/mail', 'https://mail.google.com/'])
      assert.equal((await get(url)).status, 200, url)
  })

  test('a page that nobody wrote is 404', async () => {
    assert.equal((await get('https://autoconfig.selfhost.example/else')).status, 404)
  })
})
