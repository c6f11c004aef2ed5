// The wire against Debian's Dovecot and Postfix: every mechanism, what a refusal says, a message sent and found, and no secret in clear.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Endpoint, Protocol, Security } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { type ImapSession, openImap } from '../../src/wire/imap.ts'
import {
  appendMessage,
  deleteMessages,
  fetchHeaders,
  listMailboxes,
  personalNamespace,
  quotaOf,
  searchHeader,
  selectMailbox,
} from '../../src/wire/imap-mailbox.ts'
import { openPop3, type Pop3Session } from '../../src/wire/pop3.ts'
import { deleteMessage, listMessages, retrieve, topOf } from '../../src/wire/pop3-mailbox.ts'
import type { SaslMechanism, Session } from '../../src/wire/session.ts'
import { openSmtp, type SmtpSession } from '../../src/wire/smtp.ts'
import { sendMessage } from '../../src/wire/smtp-send.ts'
import { Transcript } from '../../src/wire/transcript.ts'
import { type Dovecot, type MailUser, startDovecot } from './dovecot.ts'
import { type Postfix, startPostfix } from './postfix.ts'
import { record } from './recorder.ts'

const OPEN = { imap: openImap, pop3: openPop3, smtp: openSmtp }
const MECHANISMS: SaslMechanism[] = ['PLAIN', 'LOGIN', 'USER', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER']
const isOauth = (mechanism: SaslMechanism) => mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER'

describe('Dovecot and Postfix', () => {
  let dovecot: Dovecot
  let postfix: Postfix
  let network: Network
  let services: Record<string, Endpoint>
  let marie: MailUser

  before(async () => {
    dovecot = await startDovecot()
    postfix = await startPostfix(dovecot)
    network = createNetwork({ cacert: dovecot.ca, connectTo: [`${dovecot.host}::127.0.0.1:`] })
    const at = (protocol: Protocol, port: number, security: Security): Endpoint => ({ protocol, host: dovecot.host, port, security })
    services = {
      'Dovecot IMAP': at('imap', dovecot.ports.imap, 'starttls'),
      'Dovecot IMAPS': at('imap', dovecot.ports.imaps, 'tls'),
      'Dovecot POP3': at('pop3', dovecot.ports.pop3, 'starttls'),
      'Dovecot POP3S': at('pop3', dovecot.ports.pop3s, 'tls'),
      'Dovecot submission': at('smtp', dovecot.ports.submission, 'starttls'),
      'Postfix submission': at('smtp', postfix.ports.submission, 'starttls'),
      'Postfix submissions': at('smtp', postfix.ports.submissions, 'tls'),
    }
    marie = dovecot.users[0]!
  })
  after(async () => {
    await postfix?.stop()
    await dovecot?.stop()
  })

  /** A session under verified TLS, not signed in. */
  async function reach(endpoint: Endpoint, transcript = new Transcript(), through = network): Promise<Session> {
    const { session, broken } = await OPEN[endpoint.protocol](through, endpoint, { transcript })
    assert.ok(session, broken?.message)
    if (endpoint.security === 'starttls') {
      const { result } = await session.startTls()
      assert.equal(result, 'ok')
    }
    assert.equal(session.secure, true)
    await session.askCapabilities()
    return session
  }

  async function signedIn<S extends Session>(name: string, user = marie): Promise<S> {
    const session = await reach(services[name]!)
    const reply = await session.signIn({ user: user.user, secret: new Secret(user.password), mechanism: 'PLAIN' })
    assert.ok(reply.ok, reply.lines.join('\n'))
    return session as S
  }

  const NAMES = ['IMAP', 'IMAPS', 'POP3', 'POP3S', 'submission']
    .map((n) => `Dovecot ${n}`)
    .concat('Postfix submission', 'Postfix submissions')
  for (const name of NAMES) {
    test(`${name}: every mechanism opens the mailbox, for passwords with quotes, backslashes and accents too`, async () => {
      for (const mechanism of MECHANISMS) {
        for (const user of dovecot.users) {
          const transcript = new Transcript()
          const session = await reach(services[name]!, transcript)
          // SMTP has no commands for a name and a password, and IMAP's LOGIN is no mechanism on a list.
          if (mechanism !== 'USER') assert.ok(session.mechanisms().includes(mechanism), `${mechanism} is offered`)
          const secret = new Secret(isOauth(mechanism) ? user.token : user.password)
          const reply = await session.signIn({ user: user.user, secret, mechanism })
          assert.ok(reply.ok, `${mechanism} ${user.user}: ${reply.lines.join('\n')}`)
          const entered = await session.enter(user.user)
          assert.ok(entered.ok, entered.lines.join('\n'))
          await session.quit()
          const shown = JSON.stringify(transcript.lines)
          assert.ok(!shown.includes(secret.reveal()), 'the transcript shows the secret')
          assert.ok(!shown.includes(Buffer.from(`\0${user.user}\0${secret.reveal()}`).toString('base64')))
        }
      }
    })

    test(`${name}: a wrong password and a dead token are refused in the server's own words`, async () => {
      const words: Record<Protocol, RegExp> = {
        imap: /^\S+ NO \[AUTHENTICATIONFAILED\] Authentication failed\.$/,
        pop3: /^-ERR \[AUTH\] Authentication failed\.$/,
        smtp: /^535 5\.7\.8 (Error: )?[Aa]uthentication failed/,
      }
      const session = await reach(services[name]!)
      const reply = await session.signIn({ user: marie.user, secret: new Secret('wrong'), mechanism: 'PLAIN' })
      assert.equal(reply.ok, false)
      assert.match(reply.lines.at(-1)!, words[session.protocol])
      session.close()
      const again = await reach(services[name]!)
      const dead = await again.signIn({ user: marie.user, secret: new Secret('dead-token'), mechanism: 'OAUTHBEARER' })
      assert.equal(dead.ok, false)
      assert.match(dead.challenge ?? '', /"status":"invalid_token"/)
      again.close()
    })
  }

  test('a sender that is not ours is refused at RCPT, and the words are kept', async () => {
    const smtp = await signedIn<SmtpSession>('Postfix submission')
    const sent = await sendMessage(smtp, { from: 'jean@example.test', to: [marie.user] }, Buffer.from('Subject: no\r\n\r\nno\r\n'))
    assert.equal(sent.ok, false)
    assert.match(
      sent.reply.lines.join(),
      /553 5\.7\.1 <jean@example\.test>: Sender address rejected: not owned by user marie@example\.test/,
    )
    await smtp.quit()
  })

  test('a message sent by our SMTP is found by our IMAP and our POP3, byte for byte, and deleted', async () => {
    for (const via of ['Postfix submission', 'Postfix submissions', 'Dovecot submission']) {
      const subject = `sesame-${via.replaceAll(' ', '-')}-${process.pid}-${Date.now()}`
      const body = '.leading dot\r\n..two dots\r\n.\r\nété €\r\n'
      const message = Buffer.from(`From: ${marie.user}\r\nTo: ${marie.user}\r\nSubject: ${subject}\r\n\r\n${body}`)
      const smtp = await signedIn<SmtpSession>(via)
      const sent = await sendMessage(smtp, { from: marie.user, to: [marie.user] }, message)
      assert.ok(sent.ok, sent.reply.lines.join('\n'))
      await smtp.quit()

      const imap = await signedIn<ImapSession>('Dovecot IMAPS')
      const uid = await arrives(imap, subject)
      const { messages } = await fetchHeaders(imap, String(uid))
      assert.match(messages[0]!.headers.toString(), new RegExp(`^Subject: ${subject}\\r$`, 'm'))

      const pop = await signedIn<Pop3Session>('Dovecot POP3S')
      const { messages: list } = await listMessages(pop)
      const number = list.at(-1)!.number
      assert.match((await topOf(pop, number)).message.toString(), new RegExp(subject))
      const { message: whole } = await retrieve(pop, number)
      assert.ok(whole.toString().endsWith(`\r\n\r\n${body}`), whole.toString())
      if (via === 'Postfix submission') {
        assert.ok((await deleteMessage(pop, number)).ok)
        await pop.quit()
        await imap.run('NOOP')
        assert.deepEqual((await searchHeader(imap, 'Subject', subject)).uids, [])
      } else {
        await pop.quit()
        assert.ok((await deleteMessages(imap, String(uid))).ok)
        assert.deepEqual((await searchHeader(imap, 'Subject', subject)).uids, [])
      }
      await imap.quit()
    }
  })

  async function arrives(imap: ImapSession, subject: string): Promise<number> {
    await selectMailbox(imap, 'INBOX')
    for (let tries = 0; tries < 1_200; tries++) {
      const { uids } = await searchHeader(imap, 'Subject', subject)
      if (uids.length > 0) return uids[0]!
      await new Promise((resolve) => setTimeout(resolve, 50))
      await imap.run('NOOP')
    }
    throw new Error(`the message did not arrive: ${postfix.log()}`)
  }

  test('IMAP: folders with accents, append, special use, quota, namespace', async () => {
    const imap = await signedIn<ImapSession>('Dovecot IMAP')
    const name = 'Boîte & envoyés "été"'
    assert.ok((await imap.run(['CREATE ', Buffer.from('Bo&AO4-te &- envoy&AOk-s "&AOk-t&AOk-"')])).ok)
    const { mailboxes } = await listMailboxes(imap)
    assert.ok(mailboxes.some((m) => m.name === name))
    assert.ok(mailboxes.some((m) => m.name === 'Sent' && m.flags.includes('\\Sent')))
    const message = Buffer.from('Subject: rangé\r\n\r\nbonjour\r\n')
    assert.equal((await appendMessage(imap, name, message, ['\\Seen'])).code, 'APPENDUID')
    const { exists, uidValidity } = await selectMailbox(imap, name, true)
    assert.equal(exists, 1)
    assert.ok(uidValidity)
    assert.deepEqual((await searchHeader(imap, 'Subject', 'rangé')).uids.length, 1)
    const { quotas } = await quotaOf(imap)
    assert.equal(quotas.find((q) => q.resource === 'STORAGE')?.limit, 10_240)
    assert.equal((await personalNamespace(imap)).delimiter, '.')
    await imap.quit()
  })

  test('not a byte of a secret in clear: STARTTLS for all three protocols, with and without a good end', async () => {
    for (const name of ['Dovecot IMAP', 'Dovecot POP3', 'Dovecot submission', 'Postfix submission']) {
      const endpoint = services[name]!
      const wire = await record(endpoint.port)
      const recorded = createNetwork({ cacert: dovecot.ca, connectTo: [`${dovecot.host}:${endpoint.port}:127.0.0.1:${wire.port}`] })
      const strangers = createNetwork({ connectTo: recorded.options.connectTo ?? [] })
      for (const mechanism of MECHANISMS) {
        const secret = new Secret(isOauth(mechanism) ? marie.token : marie.password)
        const credentials = { user: marie.user, secret, mechanism }
        const session = await reach(endpoint, new Transcript(), recorded)
        assert.ok((await session.signIn(credentials)).ok)
        await session.enter()
        await session.quit()
        // Without STARTTLS, and under a certificate that nobody vouches for, nothing is sent at all.
        const plain = await OPEN[endpoint.protocol](recorded, { ...endpoint, security: 'plain' })
        await assert.rejects(plain.session!.signIn(credentials), { code: 'unsafe-plain' })
        plain.session!.close()
        const unknown = await OPEN[endpoint.protocol](strangers, endpoint)
        assert.equal((await unknown.session!.startTls()).tls?.trusted, false)
        await assert.rejects(unknown.session!.signIn(credentials), { code: 'unsafe-certificate' })
        unknown.session!.close()
      }
      const bytes = wire.bytes().toString('latin1')
      await wire.stop()
      assert.match(bytes, /STARTTLS|STLS/, 'the relay saw the conversation')
      for (const form of formsOf(marie)) assert.ok(!bytes.includes(form), `${name}: ${form} crossed in clear`)
      assert.ok(!bytes.includes(marie.user), 'the user name did not cross in clear either')
    }
  })
})

/** Every form in which a mechanism sends a secret. */
function formsOf({ user, password, token }: MailUser): string[] {
  const texts = [password, token, `\0${user}\0${password}`, `user=${user}\x01auth=Bearer ${token}\x01\x01`, `auth=Bearer ${token}`]
  return texts.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')])
}
