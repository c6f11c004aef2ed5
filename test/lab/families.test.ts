// The provider families beyond the great four: refusals, greetings and capabilities from public logs, typed here once more, against what the lab answers.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { base64, imap, plain, RawClient, smtp } from './raw-client.ts'

describe('the families speak as in the logs', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab.stop())

  const QQ_REFUSES =
    'NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.'
  const IMAP: readonly [host: string, command: string, answer: string][] = [
    ['imap.aol.com', 'LOGIN marie@aol.com lab-password-1', 'NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials'],
    [
      'imap.mail.att.net',
      `AUTHENTICATE PLAIN ${plain('marie@att.net', 'lab-password-1')}`,
      'NO [AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials',
    ],
    ['imap.mail.yahoo.com', 'LOGIN marie@cox.net lab-password-1', 'NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials'],
    ['imap.web.de', 'LOGIN marie lab-password-1', 'NO authentication failed'],
    ['imap.strato.de', 'LOGIN paul@strato-client.example lab-password-1', 'OK User logged in (337)'],
    ['imap.qq.com', 'LOGIN marie@qq.com lab-password-1', QQ_REFUSES],
    ['imap.exmail.qq.com', 'LOGIN marie@exmail-client.example lab-password-1', QQ_REFUSES],
    ['imap.seznam.cz', 'LOGIN claire@seznam.cz lab-password-1', 'OK LOGIN Authentication succeeded'],
    [
      'imap.mail.ru',
      'LOGIN marie@mail.ru lab-password-1',
      'NO [AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Aplication password is REQUIRED',
    ],
    [
      'secure.emailsrvr.com',
      'LOGIN busy@rackspace-client.example lab-password-1',
      'NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=16)',
    ],
    ['mail.exchange-onprem.example', 'LOGIN paul@exchange-onprem.example lab-password-0', 'NO LOGIN failed.'],
    ['mail.zimbra-client.example', 'LOGIN paul@zimbra-client.example lab-password-1', 'NO LOGIN failed'],
    [
      'mail.icewarp-client.example',
      `AUTHENTICATE PLAIN`,
      '+ ', // No SASL-IR is listed, so the response has to wait.
    ],
    ['mail.icewarp-client.example', 'LOGIN paul@icewarp-client.example lab-password-1', 'NO LOGIN Unknown user or incorrect password'],
    ['mail.hmail-client.example', 'LOGIN paul@hmail-client.example lab-password-0', 'NO Invalid user name or password.'],
    [
      'mail.hmail-client.example',
      'LOGIN marie lab-password-1',
      'NO Invalid user name or password. Please use full email address as user name.',
    ],
  ]

  for (const [host, command, answer] of IMAP)
    test(`imap ${host}: ${answer} (${command.split(' ').slice(0, 2).join(' ')})`, async () => {
      const client = await RawClient.tls(lab, host, 993)
      await client.line()
      assert.equal((await imap(client, command)).at(-1), answer)
      client.close()
    })

  const LISTS: readonly [host: string, greeting: RegExp, list: string][] = [
    ['imap.qq.com', /\] QQMail XMIMAP4Server ready$/, 'IMAP4 IMAP4rev1 ID AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2 NAMESPACE'],
    ['imap.mail.ru', /^\* OK IMAP4 ready$/, 'IMAP4rev1 ID XLIST UIDPLUS UNSELECT MOVE LIST-STATUS AUTH=PLAIN AUTH=XOAUTH2'],
    ['imap.seznam.cz', /^\* OK Seznam IMAP server ready$/, 'XLIST IMAP4rev1 AUTH=PLAIN CHILDREN SORT I18NLEVEL=1 UIDPLUS ID MOVE UNSELECT'],
    ['imap.mailo.com', /IMAP4rev1 MAILO Ready$/, 'IMAP4rev1 ID LITERAL+ AUTH=LOGIN AUTH=PLAIN'],
    [
      'mail.ntlm-only.example',
      /Exchange IMAP4 service is ready\.$/,
      'IMAP4 IMAP4rev1 AUTH=NTLM AUTH=GSSAPI LOGINDISABLED UIDPLUS CHILDREN IDLE NAMESPACE LITERAL+',
    ],
    ['mail.hmail-client.example', /^\* OK IMAPrev1$/, 'IMAP4 IMAP4rev1 CHILDREN IDLE QUOTA SORT ACL NAMESPACE RIGHTS=texk'],
  ]

  for (const [host, greeting, list] of LISTS)
    test(`imap ${host} greets and lists as in the logs`, async () => {
      const client = await RawClient.tls(lab, host, 993)
      assert.match((await client.line()) ?? '', greeting)
      assert.equal((await imap(client, 'CAPABILITY'))[0], `* CAPABILITY ${list}`)
      client.close()
    })

  /** Signs in and begins a message; the last reply. */
  async function submit(host: string, user: string, secret: string, mechanism = 'PLAIN'): Promise<string> {
    const client = await RawClient.tls(lab, host, 465)
    await client.until(/^220 /)
    await smtp(client, 'EHLO test')
    const signIn = await smtp(client, `AUTH ${mechanism} ${plain(user, secret)}`)
    const last = signIn.at(-1)?.startsWith('235') ? await smtp(client, `MAIL FROM:<${user}>`) : signIn
    client.close()
    return last.join('\n')
  }

  const SMTP: readonly [host: string, user: string, secret: string, answer: RegExp][] = [
    [
      'smtp.qq.com',
      'li@qq.com',
      'lab-password-1',
      /^535 Login Fail\. Please enter your authorization code to login\. More information in /,
    ],
    ['smtp.mail.ru', 'marie@mail.ru', 'lab-password-1', /^535 5\.7\.0 NEOBHODIM parol prilozheniya .* Application password is REQUIRED$/],
    ['smtp.zoho.eu', 'from@zoho-client.example', 'LabWords1234', /^553 Relaying disallowed as /],
    ['smtp.zoho.eu', 'bulk@zoho-client.example', 'LabWords1234', /^550 5\.4\.6 Unusual sending activity detected$/],
    ['smtp.mail.yahoo.com', 'from@yahoo.com', 'labwordsonlyhere', /^550 Request failed; Mailbox unavailable$/],
    [
      'smtp.orange.fr',
      'anne@orange.fr',
      'lab-password-1',
      /Mail rejete\. Identifiant et adresse mail appartiennent a 2 utilisateurs differents\. OFR203_528 \[528\]$/,
    ],
    ['smtp.sfr.fr', 'paul@sfr.fr', 'lab-password-1', /^553 5\.7\.1 Sender address rejected: not owned by user$/],
  ]

  for (const [host, user, secret, answer] of SMTP)
    test(`smtp ${host} to ${user}: ${answer.source}`, async () => {
      assert.match(await submit(host, user, secret), answer)
    })

  test('Orange wants STARTTLS (199) and a sign-in (200), each with its number', async () => {
    const client = await RawClient.plain(lab, 'smtp.orange.fr', 587)
    await client.until(/^220 /)
    await smtp(client, 'EHLO test')
    assert.match((await smtp(client, `AUTH PLAIN ${plain('marie@orange.fr', 'x')}`))[0] ?? '', /StartTLS obligatoire.*OFR103_199/)
    await smtp(client, 'STARTTLS')
    await client.startTls()
    await smtp(client, 'EHLO test')
    assert.match((await smtp(client, 'MAIL FROM:<marie@orange.fr>'))[0] ?? '', /Authentification requise\. OFR203_200/)
    client.close()
  })

  test('NTLM only: neither LOGIN nor PLAIN is taken, also inside TLS', async () => {
    const client = await RawClient.tls(lab, 'mail.ntlm-only.example', 993)
    await client.line()
    assert.match((await imap(client, 'LOGIN marie@ntlm-only.example lab-password-1')).at(-1) ?? '', /^NO \[PRIVACYREQUIRED\]/)
    assert.match((await imap(client, `AUTHENTICATE PLAIN ${base64('x')}`)).at(-1) ?? '', /^NO \[CANNOT\]/)
    client.close()
  })

  test('folders under INBOX: told by NAMESPACE and LIST, and nothing else opens or is made', async () => {
    const client = await RawClient.tls(lab, 'imap.one.com', 993)
    await client.line()
    await imap(client, 'LOGIN marie@one-client.example lab-password-1')
    assert.equal((await imap(client, 'NAMESPACE'))[0], '* NAMESPACE (("INBOX." ".")) NIL NIL')
    assert.ok((await imap(client, 'LIST "" "*"')).some((line) => line.endsWith('"." "INBOX.Sent"')))
    assert.equal((await imap(client, 'LIST "" "%"')).length, 2)
    const refusal = 'NO Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: INBOX.)'
    for (const command of ['SELECT Sent', 'STATUS Sent (MESSAGES)', 'CREATE Archive'])
      assert.equal((await imap(client, command)).at(-1), refusal, command)
    assert.equal((await imap(client, 'CREATE INBOX.Archive')).at(-1), 'OK CREATE completed.')
    assert.match((await imap(client, 'SELECT INBOX.Sent')).at(-1) ?? '', /^OK \[READ-WRITE\]/)
    assert.match((await imap(client, 'SELECT INBOX')).at(-1) ?? '', /^OK \[READ-WRITE\]/)
    assert.equal((await imap(client, 'SELECT INBOX.Nowhere')).at(-1), "NO [NONEXISTENT] Mailbox doesn't exist: INBOX.Nowhere")
    client.close()
  })

  test('a diverted port is answered by somebody else, with a certificate in another name', async () => {
    const client = await RawClient.plain(lab, 'mail.ecloud.global', 587)
    assert.match((await client.line()) ?? '', /^220 \S+\.secureserver\.net ESMTP Exim /)
    await smtp(client, 'EHLO test')
    await smtp(client, 'STARTTLS')
    await assert.rejects(client.startTls(), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    client.close()
  })

  test('Bridge shows a certificate of its own, in its own address', async () => {
    const client = await RawClient.plain(lab, '127.0.0.1', 1143)
    assert.match((await client.line()) ?? '', /IMAP4rev1 Service Ready$/)
    assert.equal((await imap(client, 'STARTTLS')).at(-1), 'OK Begin TLS negotiation now')
    await assert.rejects(client.startTls(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    client.close()
  })

  test('a banned address hears it in the place of a greeting, and no more', async () => {
    const client = await RawClient.tls(lab, 'mail.icewarp-ban.example', 465)
    assert.deepEqual(await client.rest(), ['421 Intrusion prevention active for 203.0.113.5'])
    client.close()
  })

  test('a router signs with its own maker’s name', async () => {
    await assert.rejects(RawClient.tls(lab, 'mail.intercepted-router.fault.example', 993), { code: 'SELF_SIGNED_CERT_IN_CHAIN' })
  })

  test('every family of the knowledge with transcripts has a provider here, and beside its faults something that works', () => {
    const by = new Map<string, boolean[]>()
    for (const { provider, expect } of lab.accounts) by.set(provider, [...(by.get(provider) ?? []), expect?.outcome === 'works'])
    const broken = new Set(['tuta', 'hey', 'proton', 'murena', 'exchange-ntlm', 'icewarp-ban', 'postfix-relay'])
    for (const [provider, works] of by) {
      const isFault = lab.accounts.some((a) => a.provider === provider && a.address.endsWith('.fault.example'))
      if (!isFault && !broken.has(provider)) assert.ok(works.includes(true), `${provider}: nothing here works`)
    }
    assert.ok(by.size >= 90, `${by.size} providers`)
  })
})
