// Sending through the bridge: swaks, msmtp and smtplib, Dovecot's submission with OAuth upstream, Postfix behind it; and what a device may not do.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type BridgeWorld, bridgeWorld, PLAIN_DOORS } from './world.ts'

const run = promisify(execFile)

describe('the bridge for sending', () => {
  let t: BridgeWorld
  before(async () => {
    t = await bridgeWorld(PLAIN_DOORS, true)
  })
  after(() => t?.stop())
  beforeEach(() => t.change({}))

  /** swaks; what it printed, whatever it ended with. */
  async function swaks(...args: string[]): Promise<string> {
    const server = ['--server', `127.0.0.1:${t.port('smtp')}`, '--auth-user', t.account.id, '--auth-password', t.password]
    const both = ['--to', t.account.id, '--from', t.account.id, ...args]
    return run('swaks', [...server, ...both]).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    )
  }

  /** The newest message that holds the words, as it lies in the mailbox. */
  async function arrived(words: string): Promise<string> {
    const folder = join(t.dovecot.mail, t.account.id, 'Maildir', 'new')
    for (let i = 0; i < 200; i++) {
      for (const name of safe(folder)) {
        const text = readFileSync(join(folder, name), 'latin1')
        if (text.includes(words)) return text
      }
      await wait(50)
    }
    throw new Error(`not arrived: ${words}`)
  }
  const safe = (folder: string): string[] => {
    try {
      return readdirSync(folder)
    } catch {
      return []
    }
  }

  it('swaks by AUTH PLAIN and AUTH LOGIN: accepted in the provider’s words, and there', async () => {
    const plain = await swaks('--auth', 'PLAIN', '--body', 'by plain')
    assert.match(plain, /<- {2}235 2\.7\.0/)
    assert.match(plain, /<- {2}250 2\.0\.0 Ok: \d+ bytes queued as/)
    assert.match(await arrived('by plain'), /by plain/)
    assert.match(await swaks('--auth', 'LOGIN', '--body', 'by login'), /<- {2}250 2\.0\.0 Ok: \d+ bytes queued as/)
    assert.match(t.dovecot.log(), /submission-login: Info: Login: .*method=(XOAUTH2|OAUTHBEARER)/)
  })

  it('smtplib sends eight megabytes, dots at every line, and they arrive as they were', async () => {
    const script = `import smtplib,sys
s=smtplib.SMTP('127.0.0.1',int(sys.argv[1])); s.login(sys.argv[2],sys.argv[3])
line=b'.'+b'y'*70+b'\\r\\n'
s.sendmail(sys.argv[2],[sys.argv[2]],b'Subject: eight megabytes of dots\\r\\n\\r\\n'+line*110000+b'.\\r\\n..\\r\\nthe end\\r\\n'); s.quit()`
    await run('python3', ['-c', script, String(t.port('smtp')), t.account.id, t.password])
    const text = await arrived('eight megabytes of dots')
    assert.equal(text.split('\n').filter((line) => /^\.y{70}\r?$/.test(line)).length, 110_000)
    assert.match(text, /\n\.\r?\n\.\.\r?\nthe end\r?\n/)
  })

  it('as somebody else: refused here, before the provider is asked; nobody relays without a password', async () => {
    assert.match(await swaks('--from', 'boss@example.test'), /550 5\.7\.1 This device may not send as <boss@example\.test>/)
    t.change({ senders: ['scan@example.test'] })
    assert.match(await swaks('--from', t.account.id), /550 5\.7\.1/)
    const open = await run('swaks', ['--server', `127.0.0.1:${t.port('smtp')}`, '--to', 'x@example.org', '--from', t.account.id]).catch(
      (error: { stdout: string }) => error,
    )
    assert.match(open.stdout, /530 5\.7\.0 Sign in first/)
  })

  it('what a device was not given: protocol, days, pace', async () => {
    t.change({ protocols: ['imap'] })
    assert.match(await swaks(), /535 5\.7\.8/)
    t.change({ expires: '2020-01-01' })
    assert.match(await swaks(), /535 5\.7\.8/)
    t.change({ revoked: '2026-01-01T00:00:00Z' })
    assert.match(await swaks(), /535 5\.7\.8/)
    t.change({ perMinute: 1 })
    await swaks('--body', 'first of the minute')
    assert.match(await swaks('--body', 'second of the minute'), /450 4\.7\.1/)
    const whys = new Set(t.events.flatMap((event) => (event.kind === 'denied' ? [event.why] : [])))
    assert.deepEqual([...whys], ['protocol', 'expired', 'revoked'])
  })

  it('a printer’s sins are mended on request', async () => {
    t.change({ mend: true })
    const script = `import socket,base64,sys
s=socket.create_connection(('127.0.0.1',int(sys.argv[1]))); f=s.makefile('rb')
def say(b):
  s.sendall(b)
  while True:
    l=f.readline(); print(l.decode().strip())
    if l[3:4]!=b'-': return
f.readline(); say(b'EHLO printer\\r\\n')
say(b'AUTH PLAIN '+base64.b64encode(b'\\0'+sys.argv[2].encode()+b'\\0'+sys.argv[3].upper().encode())+b'\\r\\n')
say(b'MAIL FROM: '+sys.argv[2].encode()+b'\\r\\n'); say(b'RCPT TO:<'+sys.argv[2].encode()+b'>\\r\\n'); say(b'DATA\\r\\n')
say(b'Subject: scan of today\\nTo: <'+sys.argv[2].encode()+b'>\\n\\npage one\\n.\\n'); say(b'QUIT\\r\\n')`
    const { stdout } = await run('python3', ['-c', script, String(t.port('smtp')), t.account.id, t.password])
    assert.match(stdout, /250 2\.0\.0 Ok: \d+ bytes queued/)
    const text = await arrived('scan of today')
    assert.match(text, /^From: <marie@example\.test>\r?$/m)
    assert.match(text, /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000\r?$/m)
    assert.match(text, /^Message-ID: <[0-9a-f-]{36}@example\.test>\r?$/m)
    assert.match(text, /\r?\n\r?\npage one\r?\n/)
  })

  it('no token upstream: 454, so that the device tries again, and the true cause for the log', async () => {
    const good = t.keys.token
    Object.assign(t.keys, { token: 'dead', renewed: null })
    assert.match(await swaks(), /454 4\.7\.0 The owner of the mailbox must sign in again/)
    Object.assign(t.keys, { token: good })
    const shut = t.events.find((event) => event.kind === 'shut')
    assert.deepEqual(shut?.kind === 'shut' && shut.shut, { kind: 'reauthorize', said: 'invalid_grant' })
  })
})
