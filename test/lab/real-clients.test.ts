// Real mail programs against the lab: imapflow and nodemailer always, curl, swaks and Python's libraries where they are installed.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { portOf } from './raw-client.ts'

describe('real mail programs in the lab', () => {
  let lab: Lab
  let folder: string
  before(async () => {
    lab = await startLab()
    folder = mkdtempSync(join(tmpdir(), 'sesame-lab-'))
    writeFileSync(join(folder, 'ca.pem'), lab.network.cacert)
    writeFileSync(join(folder, 'curl.conf'), lab.network.connectTo.map((c) => `connect-to = "${c}"\n`).join(''))
  })
  after(async () => {
    await lab.stop()
    rmSync(folder, { recursive: true })
  })

  const installed = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined

  function run(program: string, args: readonly string[]): Promise<{ code: number; out: string }> {
    return new Promise((resolve) => {
      execFile(program, args, { timeout: 120_000 }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out: stdout + stderr })
      })
    })
  }

  const MAILBOXES: readonly [host: string, user: string, auth: { pass?: string; accessToken?: string }][] = [
    ['imap.mail.me.com', 'claire', { pass: 'labw-ords-only-here' }],
    ['imap.gmail.com', 'claire@gmail.com', { pass: 'labwordsonlyhere' }],
    ['imap.gmail.com', 'luc@gmail.com', { accessToken: 'lab-token-luc' }],
    ['outlook.office365.com', 'claire@outlook.com', { accessToken: 'lab-token-claire' }],
    ['imap.mail.yahoo.com', 'paul@yahoo.fr', { pass: 'labwordsonlyhere' }],
    ['imap.gmx.net', 'paul@gmx.net', { pass: 'lab-password-1' }],
    ['imap.yandex.com', 'paul@yandex.com', { pass: 'labwordsonlyhere' }],
    ['imap.163.com', 'marie@163.com', { pass: 'LABWORDSONLYHERE' }],
    ['imap.orange.fr', 'marie@orange.fr', { pass: 'lab-password-1' }],
    ['imap.free.fr', 'marie', { pass: 'lab-password-1' }],
    ['mail.cpanel-client.example', 'paul@cpanel-client.example', { pass: 'lab-password-1' }],
    ['mail.plesk-client.example', 'paul@plesk-client.example', { pass: 'lab-password-1' }],
    ['mail.selfhost.example', 'marie@selfhost.example', { pass: 'lab-password-1' }],
    ['imap.qq.com', 'paul@qq.com', { pass: 'labwordsonlyhere' }],
    ['imap.mail.ru', 'paul@mail.ru', { pass: 'LabWordsOnlyHere1234' }],
    ['imap.seznam.cz', 'claire@seznam.cz', { pass: 'lab-password-1' }],
    ['imap.strato.de', 'paul@strato-client.example', { pass: 'lab-password-1' }],
    ['imap.one.com', 'marie@one-client.example', { pass: 'lab-password-1' }],
    ['mail.exchange-onprem.example', 'marie@exchange-onprem.example', { pass: 'lab-password-1' }],
    ['mail.zimbra-client.example', 'marie@zimbra-client.example', { pass: 'lab-password-1' }],
    ['mail.icewarp-client.example', 'marie@icewarp-client.example', { pass: 'lab-password-1' }],
    ['mail.hmail-client.example', 'marie@hmail-client.example', { pass: 'lab-password-1' }],
    ['mail.cyrus-client.example', 'marie@cyrus-client.example', { pass: 'lab-password-1' }],
  ]

  for (const [host, user, auth] of MAILBOXES)
    test(`imapflow lists, reads, stores, searches and deletes at ${host} as ${user}`, async () => {
      const client = new ImapFlow({
        host: '127.0.0.1',
        port: portOf(lab, host, 993),
        secure: true,
        servername: host,
        tls: { ca: lab.network.cacert },
        auth: { user, ...auth },
        logger: false,
        disableAutoIdle: true,
      })
      await client.connect()
      assert.ok((await client.list()).some((f) => f.path === 'INBOX'))
      await client.mailboxOpen('INBOX')
      const subjects: (string | undefined)[] = []
      for await (const m of client.fetch('1:*', { envelope: true, source: true, bodyStructure: true, flags: true }))
        subjects.push(m.envelope?.subject)
      assert.deepEqual(subjects, ['Lettre 1', 'Lettre 2', 'Lettre 3'])
      await client.append('INBOX', 'Subject: imapflow was here\r\n\r\nhello\r\n', ['\\Seen'])
      await client.noop()
      const found = await client.search({ header: { subject: 'imapflow was here' } }, { uid: true })
      assert.ok(Array.isArray(found) && found.length === 1)
      await client.messageDelete(String(found[0]), { uid: true })
      assert.deepEqual(await client.status('INBOX', { messages: true }), { path: 'INBOX', messages: 3 })
      await client.logout()
    })

  for (const [host, port, user, auth] of [
    ['smtp.gmail.com', 465, 'claire@gmail.com', { pass: 'labwordsonlyhere' }],
    ['smtp.gmail.com', 587, 'luc@gmail.com', { type: 'OAuth2', accessToken: 'lab-token-luc' }],
    ['smtp.office365.com', 587, 'paul@contoso.example', { type: 'OAuth2', accessToken: 'lab-token-paul' }],
    ['smtp.mail.me.com', 587, 'claire@icloud.com', { pass: 'labw-ords-only-here' }],
    ['smtp.orange.fr', 465, 'marie@orange.fr', { pass: 'lab-password-1' }],
    ['smtp.qq.com', 465, 'paul@qq.com', { pass: 'labwordsonlyhere' }],
    ['mail.exchange-onprem.example', 587, 'marie@exchange-onprem.example', { pass: 'lab-password-1' }],
  ] as const)
    test(`nodemailer sends through ${host}:${port}`, async () => {
      const transport = createTransport({
        host: '127.0.0.1',
        port: portOf(lab, host, port),
        secure: port === 465,
        requireTLS: port !== 465,
        tls: { ca: lab.network.cacert, servername: host },
        auth: { user, ...auth } as object,
      })
      const sent = await transport.sendMail({ from: user, to: user, subject: 'nodemailer was here', text: 'hello' })
      assert.match(sent.response, /^250 /)
      transport.close()
    })

  if (installed('curl')) {
    const curl = (...args: string[]) =>
      run('curl', ['-sS', '-K', join(folder, 'curl.conf'), '--cacert', join(folder, 'ca.pem'), '--max-time', '10', ...args])

    test('curl reads by imaps, by STARTTLS and by pop3s', async () => {
      const direct = await curl('imaps://mail.selfhost.example/INBOX;MAILINDEX=1', '-u', 'marie@selfhost.example:lab-password-1')
      assert.match(direct.out, /Subject: Lettre 1/)
      const upgraded = await curl(
        'imap://mail.selfhost.example/INBOX;MAILINDEX=2',
        '--ssl-reqd',
        '-u',
        'marie@selfhost.example:lab-password-1',
      )
      assert.match(upgraded.out, /Subject: Lettre 2/)
      assert.match((await curl('pop3s://pop.gmail.com/1', '-u', 'claire@gmail.com:labwordsonlyhere')).out, /Subject: Lettre 1/)
      assert.match(
        (await curl('pop3://mail.selfhost.example/3', '--ssl-reqd', '-u', 'marie@selfhost.example:lab-password-1')).out,
        /Subject: Lettre 3/,
      )
    })

    test('curl signs in with a bearer token', async () => {
      const got = await curl('imaps://outlook.office365.com/', '-u', 'paul@contoso.example:', '--oauth2-bearer', 'lab-token-paul')
      assert.match(got.out, /"INBOX"/)
    })

    test('curl sends, and says login denied for a refusal (67) and bad certificate (60)', async () => {
      writeFileSync(join(folder, 'mail.txt'), 'Subject: curl was here\r\n\r\nhello\r\n')
      const me = 'marie@selfhost.example'
      const send = ['--mail-from', me, '--mail-rcpt', me, '-T', join(folder, 'mail.txt')]
      assert.equal((await curl('smtps://mail.selfhost.example:465', '-u', `${me}:lab-password-1`, ...send)).code, 0)
      assert.equal((await curl('smtp://mail.selfhost.example:587', '--ssl-reqd', '-u', `${me}:lab-password-1`, ...send)).code, 0)
      assert.equal((await curl('imaps://imap.mail.me.com/', '-u', 'marie:lab-password-1')).code, 67)
      assert.equal((await curl('imaps://mail.expired.fault.example/', '-u', 'marie:x')).code, 60)
      assert.equal((await curl('imap://mail.starttls-stripping.fault.example/', '--ssl-reqd', '-u', 'marie:x')).code, 64)
    })

    test('curl reads at the other families, and is refused in their words', async () => {
      for (const [url, user] of [
        ['imaps://imap.qq.com/INBOX;MAILINDEX=1', 'paul@qq.com:labwordsonlyhere'],
        ['imaps://imap.one.com/INBOX;MAILINDEX=1', 'marie@one-client.example:lab-password-1'],
        ['pop3s://pop.laposte.net/1', 'marie:lab-password-1'],
        ['imaps://mail.hmail-client.example/INBOX;MAILINDEX=1', 'marie@hmail-client.example:lab-password-1'],
      ] as const)
        assert.match((await curl(url, '-u', user)).out, /Subject: Lettre 1/, url)
      assert.equal((await curl('imaps://imap.mail.ru/', '-u', 'marie@mail.ru:lab-password-1')).code, 67)
      assert.equal((await curl('smtp://mail.ecloud.global:587', '--ssl-reqd', '-u', 'marie@murena.io:x')).code, 60)
    })

    test('curl reads autoconfig', async () => {
      assert.match(
        (await curl('https://autoconfig.cpanel-client.example/mail/config-v1.1.xml')).out,
        /<hostname>mail\.cpanel-client\.example/,
      )
    })
  }

  if (installed('swaks'))
    test('swaks sends through Exchange with AUTH LOGIN after STARTTLS', async () => {
      const me = 'marie@contoso.example'
      const where = ['--server', '127.0.0.1', '--port', String(portOf(lab, 'smtp.office365.com', 587))]
      const got = await run('swaks', [...where, '-tls', '--auth', 'LOGIN', '-au', me, '-ap', 'lab-password-1', '--from', me, '--to', me])
      assert.equal(got.code, 0, got.out)
      assert.match(got.out, /235 2\.7\.0 Authentication successful/)
    })

  if (installed('python3'))
    test("Python's imaplib, poplib and smtplib find the same words", async () => {
      const program = `
import imaplib, poplib, smtplib, ssl, sys
ca, imap_port, pop_port, smtp_port = sys.argv[1], *map(int, sys.argv[2:])
context = ssl.create_default_context(cafile=ca); context.check_hostname = False
box = imaplib.IMAP4_SSL('127.0.0.1', imap_port, ssl_context=context)
try: box.login('marie@gmail.com', 'lab-password-1')
except imaplib.IMAP4.error as e: print(e)
box.login('claire@gmail.com', 'labw ords only here'); print(box.select('INBOX')); print(box.search(None, 'SUBJECT', '"Lettre 2"')); print(box.fetch('2', '(RFC822.SIZE)')[0]); box.logout()
pop = poplib.POP3_SSL('127.0.0.1', pop_port, context=context)
try: pop.user('marie@gmail.com'); pop.pass_('lab-password-1')
except poplib.error_proto as e: print(e)
mail = smtplib.SMTP('127.0.0.1', smtp_port); mail.ehlo(); mail.starttls(context=context); mail.ehlo()
try: mail.login('marie@gmail.com', 'lab-password-1')
except smtplib.SMTPAuthenticationError as e: print(e.smtp_code, e.smtp_error)
mail.quit()
`
      const ports = [portOf(lab, 'imap.gmail.com', 993), portOf(lab, 'pop.gmail.com', 995), portOf(lab, 'smtp.gmail.com', 587)]
      const got = await run('python3', ['-c', program, join(folder, 'ca.pem'), ...ports.map(String)])
      assert.equal(got.code, 0, got.out)
      assert.match(
        got.out,
        /\[ALERT\] Application-specific password required: https:\/\/support\.google\.com\/accounts\/answer\/185833 \(Failure\)/,
      )
      assert.match(got.out, /\('OK', \[b'\d'\]\)\n\('OK', \[b'2'\]\)\nOK/)
      assert.match(got.out, /-ERR \[AUTH\] Application-specific password required/)
      assert.match(got.out, /534 b'5\.7\.9 Application-specific password required/)
    })
})
