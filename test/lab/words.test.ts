// What public logs show of each provider, typed here once more, against what the lab's servers answer: greeting, capabilities, refusals.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { base64, imap, plain, RawClient, smtp, xoauth2 } from './raw-client.ts'

describe('the lab speaks as in the logs', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab.stop())

  const IMAP: readonly [host: string, command: string, answer: readonly string[]][] = [
    [
      'outlook.office365.com',
      'LOGIN marie@outlook.com lab-password-1',
      ['NO Basic authentication is disabled.', '* BYE Microsoft Exchange Server IMAP4 server signing off.'],
    ],
    [
      'outlook.office365.com',
      'LOGIN marie@outlook.com labwordsonlyhere',
      ['NO Basic authentication is disabled.', '* BYE Microsoft Exchange Server IMAP4 server signing off.'],
    ],
    ['outlook.office365.com', 'LOGIN marie@contoso.example lab-password-1', ['NO LOGIN failed.']],
    ['outlook.office365.com', `AUTHENTICATE XOAUTH2 ${xoauth2('paul@outlook.com', 'lab-token-expired')}`, ['NO AUTHENTICATE failed.']],
    ['outlook.office365.com', `AUTHENTICATE XOAUTH2 ${xoauth2('claire@contoso.example', 'lab-token-graph')}`, ['NO AUTHENTICATE failed.']],
    [
      'outlook.office365.com',
      `AUTHENTICATE XOAUTH2 ${xoauth2('throttled@contoso.example', 'lab-token-throttled')}`,
      ['BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds'],
    ],
    [
      'outlook.office365.com',
      `AUTHENTICATE XOAUTH2 ${xoauth2('shared@contoso.example', 'lab-token-marie')}`,
      ['BAD User is authenticated but not connected.', '* BYE Connection closed. 14'],
    ],
    [
      'imap.gmail.com',
      'LOGIN marie@gmail.com lab-password-1',
      ['NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)'],
    ],
    ['imap.gmail.com', 'LOGIN paul@gmail.com lab-password-1', ['NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)']],
    [
      'imap.gmail.com',
      'LOGIN verify@gmail.com labwordsonlyhere',
      ['NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)'],
    ],
    ['imap.gmail.com', 'LOGIN busy@gmail.com labwordsonlyhere', ['NO [ALERT] Too many simultaneous connections. (Failure)']],
    ['imap.mail.me.com', 'LOGIN marie lab-password-1', ['NO [AUTHENTICATIONFAILED] Authentication Failed']],
    ['imap.mail.me.com', 'LOGIN m.dupont@icloud.com labw-ords-only-here', ['NO [AUTHENTICATIONFAILED] Authentication Failed']],
    ['imap.mail.me.com', 'LOGIN busy labw-ords-only-here', ['BAD [UNAVAILABLE] Service temporarily unavailable']],
    ['imap.mail.yahoo.com', 'LOGIN marie@yahoo.fr lab-password-1', ['NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials']],
    [
      'imap.mail.yahoo.com',
      `AUTHENTICATE PLAIN ${plain('marie@yahoo.fr', 'lab-password-1')}`,
      ['NO [AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials'],
    ],
    ['imap.fastmail.com', 'LOGIN marie@fastmail-client.example lab-password-1', ['NO Incorrect username or password.']],
    ['imap.zoho.eu', 'LOGIN marie@zoho-client.example lab-password-1', ['NO [AUTHENTICATIONFAILED] Invalid credentials(Failure)']],
    [
      'imap.yandex.com',
      'LOGIN marie@yandex.com lab-password-1',
      ['NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials or IMAP is disabled sc=ebI8JB0ug4Y1_290737_53p'],
    ],
    ['imap.gmx.net', 'LOGIN marie@gmx.net lab-password-1', ['NO authentication failed']],
    [
      'mail.cpanel-client.example',
      'LOGIN marie@cpanel-client.example lab-password-0',
      ['NO [AUTHENTICATIONFAILED] Authentication failed.'],
    ],
  ]

  for (const [host, command, answer] of IMAP)
    test(`imap ${host}: ${answer[0]} (${command.split(' ').slice(0, 2).join(' ')})`, async () => {
      const client = await RawClient.tls(lab, host, 993)
      await client.line()
      const got = await imap(client, command)
      for (let i = 1; i < answer.length; i++) got.push((await client.line()) ?? 'closed')
      assert.deepEqual(got, answer)
      client.close()
    })

  const SMTP: readonly [host: string, port: number, command: string, answer: RegExp][] = [
    [
      'smtp-mail.outlook.com',
      587,
      'LOGIN marie@live.fr labwordsonlyhere',
      /^535 5\.7\.139 Authentication unsuccessful, basic authentication is disabled\. \[LO2P265CA0482\.GBRP265\.PROD\.OUTLOOK\.COM \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z 08DE6F7B77124F67\]$/,
    ],
    [
      'smtp.office365.com',
      587,
      'LOGIN marie@smtp-auth-off-tenant.example lab-password-1',
      /^535 5\.7\.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant\. Visit https:\/\/aka\.ms\/smtp_auth_disabled for more information\. \[/,
    ],
    [
      'smtp.office365.com',
      587,
      'LOGIN printer@smtp-auth-off-mailbox.example lab-password-1',
      /^535 5\.7\.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox\. /,
    ],
    [
      'smtp.office365.com',
      587,
      'LOGIN marie@security-defaults.example lab-password-1',
      /^535 5\.7\.139 Authentication unsuccessful, user is locked by your organization's security defaults policy\. Contact your administrator\. /,
    ],
    [
      'smtp.office365.com',
      587,
      'LOGIN marie@conditional-access.example lab-password-1',
      /^535 5\.7\.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully\. Contact your administrator\. /,
    ],
    [
      'smtp.office365.com',
      587,
      'LOGIN marie@contoso.example nonsense',
      /^535 5\.7\.139 Authentication unsuccessful, the user credentials were incorrect\. /,
    ],
    [
      'smtp.office365.com',
      587,
      `XOAUTH2 ${xoauth2('marie@contoso.example', 'lab-token-graph')}`,
      /^535 5\.7\.3 Authentication unsuccessful \[/,
    ],
    [
      'smtp.gmail.com',
      587,
      'LOGIN marie@gmail.com lab-password-1',
      /^534-5\.7\.9 Application-specific password required\. For more information, go to\n534 5\.7\.9 {2}https:\/\/support\.google\.com\/mail\/\?p=InvalidSecondFactor \S+ - gsmtp$/,
    ],
    [
      'smtp.gmail.com',
      587,
      'LOGIN paul@gmail.com lab-password-1',
      /^535-5\.7\.8 Username and Password not accepted\. For more information, go to\n535 5\.7\.8 {2}https:\/\/support\.google\.com\/mail\/\?p=BadCredentials \S+ - gsmtp$/,
    ],
    ['smtp.gmail.com', 587, 'LOGIN busy@gmail.com labwordsonlyhere', /^454 4\.7\.0 Too many login attempts, please try again later\. /],
    ['smtp.mail.me.com', 587, 'LOGIN marie@icloud.com lab-password-1', /^535 5\.7\.8 Error: authentication failed$/],
    ['smtp.mail.yahoo.com', 587, 'LOGIN marie@yahoo.fr lab-password-1', /^535 5\.7\.0 \(#AUTH005\) Too many bad auth attempts\.$/],
    ['smtp.zoho.eu', 587, 'LOGIN marie@zoho-client.example lab-password-1', /^535 Authentication Failed$/],
    ['mail.gmx.net', 587, 'LOGIN marie@gmx.net lab-password-1', /^535 Authentication credentials invalid$/],
    ['mail.cpanel-client.example', 587, 'LOGIN marie@cpanel-client.example wrong', /^535 Incorrect authentication data$/],
    [
      'mail.plesk-client.example',
      587,
      'LOGIN marie@plesk-client.example wrong',
      /^535 5\.7\.8 Error: authentication failed: UGFzc3dvcmQ6$/,
    ],
  ]

  for (const [host, port, command, answer] of SMTP)
    test(`smtp ${host}: ${answer.source.slice(1, 70)}`, async () => {
      const client = await RawClient.plain(lab, host, port)
      await client.until(/^220 /)
      await smtp(client, 'EHLO test')
      await smtp(client, 'STARTTLS')
      await client.startTls()
      await smtp(client, 'EHLO test')
      const [mechanism = '', first = '', second = ''] = command.split(' ')
      let got = await smtp(client, `AUTH ${mechanism} ${mechanism === 'LOGIN' ? base64(first) : first}`)
      if (mechanism === 'LOGIN') got = await smtp(client, base64(second))
      assert.match(got.join('\n'), answer)
      client.close()
    })

  const POP3: readonly [host: string, user: string, secret: string, answer: string][] = [
    ['outlook.office365.com', 'marie@hotmail.com', 'labwordsonlyhere', '-ERR Logon failure: unknown user name or bad password.'],
    [
      'pop.gmail.com',
      'marie@gmail.com',
      'lab-password-1',
      '-ERR [AUTH] Application-specific password required: http://support.google.com/accounts/bin/answer.py?answer=185833',
    ],
    ['pop.gmx.net', 'marie@gmx.net', 'lab-password-1', '-ERR authentication failed'],
  ]

  for (const [host, user, secret, answer] of POP3)
    test(`pop3 ${host}: ${answer}`, async () => {
      const client = await RawClient.tls(lab, host, 995)
      await client.line()
      client.send(`USER ${user}`)
      assert.equal(await client.line(), '+OK')
      client.send(`PASS ${secret}`)
      assert.equal(await client.line(), answer)
      client.close()
    })

  const LISTS: readonly [host: string, greeting: RegExp, list: string][] = [
    [
      'outlook.office365.com',
      /^\* OK The Microsoft Exchange IMAP4 service is ready\. \[[A-Za-z0-9+/]+=*\]$/,
      'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+',
    ],
    [
      'imap.gmail.com',
      /^\* OK Gimap ready for requests from /,
      'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER',
    ],
    ['imap.free.fr', /^\* OK IMAP4 ready$/, 'IMAP4REV1 X-NETSCAPE LOGIN-REFERRALS AUTH=PLAIN'],
    [
      'imap.163.com',
      /^\* OK .*Coremail System IMap Server Ready/,
      'IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ APPENDLIMIT=71680000 XAPPLEPUSHSERVICE UIDPLUS X-CM-EXT-1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2',
    ],
  ]

  for (const [host, greeting, list] of LISTS)
    test(`imap ${host} greets and lists as in the logs`, async () => {
      const client = await RawClient.tls(lab, host, 993)
      assert.match((await client.line()) ?? '', greeting)
      assert.equal((await imap(client, 'CAPABILITY'))[0], `* CAPABILITY ${list}`)
      client.close()
    })

  test('Exchange names its back end in the greeting, UTF-16LE in Base64', async () => {
    const client = await RawClient.tls(lab, 'outlook.office365.com', 993)
    const code = /\[(.+)\]$/.exec((await client.line()) ?? '')?.[1] ?? ''
    assert.equal(Buffer.from(code, 'base64').toString('utf16le'), 'LO2P265CA0482.GBRP265.PROD.OUTLOOK.COM')
    client.close()
  })

  test('Exchange says OK to the token and refuses the mailbox when IMAP is off', async () => {
    const client = await RawClient.tls(lab, 'outlook.office365.com', 993)
    await client.line()
    const signedIn = await imap(client, `AUTHENTICATE XOAUTH2 ${xoauth2('marie@imap-off.example', 'lab-token-marie')}`)
    assert.deepEqual(signedIn, ['OK AUTHENTICATE completed.'])
    assert.deepEqual(await imap(client, 'SELECT INBOX'), ['BAD User is authenticated but not connected.'])
    assert.deepEqual(await client.rest(), ['* BYE Connection closed. 14'])
  })

  test('Exchange wants POP XOAUTH2 in two lines', async () => {
    const client = await RawClient.tls(lab, 'outlook.office365.com', 995)
    await client.line()
    client.send(`AUTH XOAUTH2 ${xoauth2('claire@outlook.com', 'lab-token-claire')}`)
    assert.match((await client.line()) ?? '', /^-ERR/)
    client.send('AUTH XOAUTH2')
    assert.equal(await client.line(), '+ ')
    client.send(xoauth2('claire@outlook.com', 'lab-token-claire'))
    assert.equal(await client.line(), '+OK User successfully authenticated.')
    client.close()
  })

  test('Google explains a refused token in a challenge before the refusal', async () => {
    const client = await RawClient.tls(lab, 'imap.gmail.com', 993)
    await client.line()
    const [challenge = ''] = await imap(client, `AUTHENTICATE XOAUTH2 ${xoauth2('stale@gmail.com', 'lab-token-expired')}`)
    assert.equal(
      Buffer.from(challenge.slice(2), 'base64').toString(),
      '{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}',
    )
    client.send('')
    assert.equal(await client.line(), 'T NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)')
    client.close()
  })

  test('NetEase refuses SELECT and EXAMINE until ID, then opens', async () => {
    const client = await RawClient.tls(lab, 'imap.163.com', 993)
    await client.line()
    await imap(client, 'LOGIN marie@163.com LABWORDSONLYHERE')
    assert.deepEqual(await imap(client, 'SELECT INBOX'), ['NO SELECT Unsafe Login. Please contact kefu@188.com for help'])
    assert.deepEqual(await imap(client, 'EXAMINE INBOX'), ['NO EXAMINE Unsafe Login. Please contact kefu@188.com for help'])
    await imap(client, 'ID ("name" "test")')
    assert.match((await imap(client, 'SELECT INBOX')).at(-1) ?? '', /^OK \[READ-WRITE\]/)
    client.close()
  })

  test('Free takes no initial response', async () => {
    const client = await RawClient.tls(lab, 'imap.free.fr', 993)
    await client.line()
    assert.match((await imap(client, `AUTHENTICATE PLAIN ${plain('marie', 'lab-password-1')}`))[0] ?? '', /^BAD/)
    assert.deepEqual(await imap(client, 'AUTHENTICATE PLAIN'), ['+ '])
    client.send(plain('marie', 'lab-password-1'))
    assert.equal(await client.line(), 'T OK completed')
    client.close()
  })

  test('Microsoft lists no AUTH before STARTTLS, LOGIN and XOAUTH2 after, and no PLAIN', async () => {
    const client = await RawClient.plain(lab, 'smtp.office365.com', 587)
    await client.until(/^220 /)
    const before = await smtp(client, 'EHLO test')
    assert.ok(!before.some((l) => /AUTH/.test(l)) && before.includes('250-STARTTLS'))
    await smtp(client, 'STARTTLS')
    await client.startTls()
    const afterwards = await smtp(client, 'EHLO test')
    assert.ok(afterwards.includes('250-AUTH LOGIN XOAUTH2') && !afterwards.includes('250-STARTTLS'))
    client.close()
  })
})
