// Real mail apps and scripts through the bridge, to a Dovecot that takes OAuth from us and a Postfix behind it: each does its whole job with the device's password alone.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { type BridgeWorld, bridgeWorld, PLAIN_DOORS } from './world.ts'

const run = promisify(execFile)

describe('clients through the bridge', () => {
  let t: BridgeWorld
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-clients-'))
    t = await bridgeWorld(PLAIN_DOORS, true)
    await curl(`imap://127.0.0.1:${t.port('imap')}/INBOX`, '-T', file('first', 'Subject: lies there\r\n\r\nfrom the start\r\n'))
  })
  after(async () => {
    await t?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const curl = async (url: string, ...args: string[]) =>
    (await run('curl', ['-sS', '--max-time', '20', '-u', `${t.account.id}:${t.password}`, url, ...args])).stdout

  /** The newest message in the mailbox that holds the words. */
  async function arrived(words: string, where = 'new'): Promise<string> {
    const maildir = join(t.dovecot.mail, t.account.id, 'Maildir')
    for (let i = 0; i < 200; i++) {
      for (const part of [where, 'cur', '.Sent/cur', '.Sent/new']) {
        const path = join(maildir, part)
        const names = await Promise.resolve()
          .then(() => readdirSync(path))
          .catch(() => [])
        const found = names.map((name) => readFileSync(join(path, name), 'latin1')).find((text) => text.includes(words))
        if (found !== undefined) return found
      }
      await wait(50)
    }
    throw new Error(`not arrived: ${words}`)
  }

  it('curl: reads by IMAP and POP3, sends by SMTP', async () => {
    assert.match(await curl(`imap://127.0.0.1:${t.port('imap')}/INBOX;MAILINDEX=1`), /from the start/)
    assert.match(await curl(`imap://127.0.0.1:${t.port('imap')}/INBOX;MAILINDEX=1`, '--login-options', 'AUTH=PLAIN'), /from the start/)
    assert.match(await curl(`pop3://127.0.0.1:${t.port('pop3')}/1`), /from the start/)
    const mail = ['--mail-from', t.account.id, '--mail-rcpt', t.account.id, '-T', file('by-curl', 'Subject: by curl\r\n\r\nby curl\r\n')]
    await curl(`smtp://127.0.0.1:${t.port('smtp')}`, ...mail)
    assert.match(await arrived('Subject: by curl'), /by curl/)
  })

  it('mbsync fetches the mailbox into a Maildir', async () => {
    const place = join(folder, 'mbsync')
    mkdirSync(place)
    const settings = file(
      'mbsyncrc',
      `IMAPAccount bridge\nHost 127.0.0.1\nPort ${t.port('imap')}\nUser ${t.account.id}\nPass ${t.password}\nSSLType None\nAuthMechs LOGIN
\nIMAPStore far\nAccount bridge\n\nMaildirStore near\nPath ${place}/\nInbox ${place}/INBOX\n\nChannel all\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSyncState *\n`,
    )
    await run('mbsync', ['-c', settings, 'all'])
    const messages = readdirSync(join(place, 'INBOX', 'new')).concat(readdirSync(join(place, 'INBOX', 'cur')))
    assert.ok(messages.length >= 1)
  })

  it('fetchmail takes the mail by POP3 and by IMAP', async () => {
    for (const protocol of ['pop3', 'imap'] as const) {
      const rc = file(
        `fetchmailrc-${protocol}`,
        `poll 127.0.0.1 protocol ${protocol} port ${t.port(protocol)} user "${t.account.id}" password "${t.password}" sslproto "" keep fetchall mda "cat >> ${folder}/got-${protocol}"\n`,
      )
      await run('fetchmail', ['-f', rc, '--nodetach', '--nosyslog', '--pidfile', join(folder, `pid-${protocol}`)])
      assert.match(readFileSync(join(folder, `got-${protocol}`), 'latin1'), /from the start/)
    }
  })

  it('mutt sends by SMTP and keeps a copy by IMAP', async () => {
    const user = encodeURIComponent(t.account.id)
    const rc = file(
      'muttrc',
      `set from="${t.account.id}" realname="Marie" ssl_starttls=no ssl_force_tls=no copy=yes
set smtp_url="smtp://${user}@127.0.0.1:${t.port('smtp')}/" smtp_pass="${t.password}" smtp_authenticators="plain:login"
set imap_user="${t.account.id}" imap_pass="${t.password}" imap_authenticators="login" record="imap://${user}@127.0.0.1:${t.port('imap')}/Sent"\n`,
    )
    const body = file('by-mutt', 'written in mutt\n')
    await run('sh', ['-c', `mutt -n -F '${rc}' -s 'by mutt' '${t.account.id}' < '${body}'`], {
      env: { ...process.env, HOME: folder, TERM: 'dumb' },
    })
    assert.match(await arrived('written in mutt'), /Subject: by mutt/)
    assert.match(await curl(`imap://127.0.0.1:${t.port('imap')}/Sent;MAILINDEX=1`), /written in mutt/)
  })

  it('msmtp sends', async () => {
    const rc = file(
      'msmtprc',
      `account a\nhost 127.0.0.1\nport ${t.port('smtp')}\nfrom ${t.account.id}\nauth plain\ntls off\nuser ${t.account.id}\npassword ${t.password}\n`,
    )
    const body = file('by-msmtp', 'Subject: by msmtp\n\nby msmtp\n')
    await run('sh', ['-c', `msmtp -C '${rc}' -a a '${t.account.id}' < '${body}'`])
    assert.match(await arrived('Subject: by msmtp'), /by msmtp/)
  })

  it('imapflow reads, appends and hears of new mail while it waits; nodemailer sends', async () => {
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port: t.port('imap'), secure: false, doSTARTTLS: false, logger: false },
      auth: { user: t.account.id, pass: t.password },
    })
    await client.connect()
    try {
      const box = await client.mailboxOpen('INBOX')
      assert.ok(box.exists >= 1)
      const { source } = (await client.fetchOne('1', { source: true })) as { source?: Buffer }
      assert.match(String(source), /from the start/)
      const heard = new Promise((resolve) => client.once('exists', resolve))
      const idle = client.idle()
      const transport = createTransport({
        ...{ host: '127.0.0.1', port: t.port('smtp'), secure: false, ignoreTLS: true },
        auth: { user: t.account.id, pass: t.password },
      })
      const info = await transport.sendMail({ from: t.account.id, to: t.account.id, subject: 'by nodemailer', text: 'Bonjour, é' })
      assert.match(info.response, /^250/)
      transport.close()
      await heard
      void idle.catch(() => {})
      assert.match(await arrived('Subject: by nodemailer'), /Bonjour/)
    } finally {
      await client.logout()
    }
  })

  it('the provider heard OAuth only', () => {
    assert.match(t.dovecot.log(), /method=XOAUTH2/)
    assert.doesNotMatch(t.dovecot.log(), /method=(PLAIN|LOGIN)/i)
    assert.ok(!t.dovecot.log().includes(t.password))
  })
})
