// Dialogues with the servers people meet, word for word as public logs show them: what each needs, and what each means.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Protocol } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { ImapSession } from '../../src/wire/imap.ts'
import { fetchHeaders, listMailboxes, personalNamespace, quotaOf, searchHeader } from '../../src/wire/imap-mailbox.ts'
import { Pop3Session } from '../../src/wire/pop3.ts'
import { listMessages } from '../../src/wire/pop3-mailbox.ts'
import type { SaslMechanism, Session } from '../../src/wire/session.ts'
import { SmtpSession } from '../../src/wire/smtp.ts'
import { sendMessage } from '../../src/wire/smtp-send.ts'
import { openTo, script } from './script.ts'

type Turn = readonly [heard: RegExp | string, ...said: string[]]

/** Under TLS: greets, then expects each line in turn (a tag stands as `T`) and answers it. Returns what went wrong, if anything. */
async function dialogue(
  protocol: Protocol,
  greeting: string,
  turns: readonly Turn[],
  use: (session: Session) => Promise<void>,
  hangUp = false,
): Promise<void> {
  const wrong: string[] = []
  let done = 0
  const server = await script(async (peer) => {
    peer.send(`${greeting}\r\n`)
    let tag = 'T'
    for (const [expected, ...said] of turns) {
      const line = await peer.line()
      tag = /^(S\d+) /.exec(line ?? '')?.[1] ?? tag
      const heard = line?.replace(/^S\d+ /, 'T ')
      if (typeof expected === 'string' ? heard !== expected : !expected.test(heard ?? '')) wrong.push(`${heard} is not ${expected}`)
      done++
      for (const text of said) peer.send(`${text.replace(/^T /, `${tag} `)}\r\n`)
    }
    if (hangUp) peer.socket.end()
    else await peer.line()
  }, 'tls')
  const { session, broken } = await openTo(server, protocol, 'tls')
  assert.ok(session, broken?.message)
  try {
    await use(session)
  } finally {
    session.close()
    await server.stop()
  }
  assert.deepEqual(wrong, [])
  assert.equal(done, turns.length, 'the whole dialogue was spoken')
}

const credentials = (mechanism: SaslMechanism, secret = 'pa ss"word\\') => ({
  user: 'marie@example.test',
  secret: new Secret(secret),
  mechanism,
})
const b64 = (text: string) => Buffer.from(text).toString('base64')

test('Free: upper-case IMAP4REV1, no SASL-IR: AUTHENTICATE in two steps, capabilities asked again after sign-in', async () => {
  await dialogue(
    'imap',
    '* OK IMAP4 ready',
    [
      ['T CAPABILITY', '* CAPABILITY IMAP4REV1 X-NETSCAPE LOGIN-REFERRALS AUTH=PLAIN', 'T OK completed'],
      ['T AUTHENTICATE PLAIN', '+ '],
      [b64('\0marie@example.test\0pa ss"word\\'), 'T OK signed in'],
      ['T CAPABILITY', '* CAPABILITY IMAP4REV1 IDLE', 'T OK completed'],
      ['T SELECT INBOX', '* 3 EXISTS', 'T OK [READ-WRITE] done'],
    ],
    async (session) => {
      assert.ok(session instanceof ImapSession)
      const reply = await session.signIn(credentials('PLAIN'))
      assert.equal(reply.status, 'OK')
      assert.deepEqual(session.capabilityMoments.before, ['IMAP4REV1', 'X-NETSCAPE', 'LOGIN-REFERRALS', 'AUTH=PLAIN'])
      assert.equal(session.capabilities.size, 0, 'what was told before the sign-in does not hold any more')
      assert.equal((await session.enter()).ok, true)
      assert.deepEqual(session.capabilityMoments.after, ['IMAP4REV1', 'IDLE'])
    },
  )
})

test('Microsoft IMAP: OK to AUTHENTICATE proves nothing; BAD, BYE and the end are an answer', async () => {
  await dialogue(
    'imap',
    '* OK The Microsoft Exchange IMAP4 service is ready. [RgBSADMA]',
    [
      ['T CAPABILITY', '* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS', 'T OK CAPABILITY completed.'],
      [/^T AUTHENTICATE XOAUTH2 [A-Za-z0-9+/=]+$/, 'T OK AUTHENTICATE completed.'],
      ['T CAPABILITY', '* CAPABILITY IMAP4 IMAP4rev1', 'T OK CAPABILITY completed.'],
      ['T SELECT INBOX', 'T BAD User is authenticated but not connected.', '* BYE Connection closed. 14'],
    ],
    async (session) => {
      assert.equal((await session.signIn(credentials('XOAUTH2'))).ok, true)
      const reply = await session.enter()
      assert.deepEqual([reply.ok, reply.status, reply.text], [false, 'BAD', 'User is authenticated but not connected.'])
    },
    true,
  )
})

test('BYE without a tagged answer, then the end, is an answer too', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi',
    [[/^T AUTHENTICATE PLAIN /, '* BYE Too many connections']],
    async (session) => {
      const reply = await session.signIn(credentials('PLAIN'))
      assert.deepEqual([reply.ok, reply.status, reply.text], [false, 'BYE', 'Too many connections'])
    },
    true,
  )
})

test('a server that hangs up right after its OK has said OK', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi',
    [[/^T AUTHENTICATE PLAIN /, 'T OK in']],
    async (session) => {
      assert.equal((await session.signIn(credentials('PLAIN'))).ok, true)
      await assert.rejects(session.enter(), { code: 'connection-closed' })
    },
    true,
  )
})

test('Google: the error inside XOAUTH2 is answered by an empty line and kept', async () => {
  const error = '{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}'
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] Gimap ready',
    [
      [/^T AUTHENTICATE XOAUTH2 /, `+ ${b64(error)}`],
      ['', 'T NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)'],
    ],
    async (session) => {
      const reply = await session.signIn(credentials('XOAUTH2', 'ya29.token'))
      assert.deepEqual([reply.status, reply.code, reply.challenge], ['NO', 'AUTHENTICATIONFAILED', error])
    },
  )
})

test('OAUTHBEARER: the error is answered by %x01', async () => {
  await dialogue(
    'smtp',
    '220 hi',
    [
      [/^EHLO \[127\.0\.0\.1\]$/, '250-hi', '250 AUTH OAUTHBEARER'],
      [/^AUTH OAUTHBEARER /, `334 ${b64('{"status":"invalid_token"}')}`],
      ['AQ==', '535 5.7.8 no'],
    ],
    async (session) => {
      const reply = await session.signIn(credentials('OAUTHBEARER', 't0ken'))
      assert.deepEqual([reply.status, reply.code, reply.challenge], ['535', '5.7.8', '{"status":"invalid_token"}'])
    },
  )
})

test('NetEase: ID before the mailbox', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 ID LITERAL+ SASL-IR AUTH=PLAIN] Coremail System IMap Server Ready',
    [
      [/^T AUTHENTICATE PLAIN /, 'T OK [CAPABILITY IMAP4rev1 ID LITERAL+] AUTHENTICATE Success'],
      [/^T ID \("name" "Sesame"/, '* ID NIL', 'T OK ID completed'],
      ['T SELECT INBOX', 'T OK [READ-WRITE] SELECT completed'],
    ],
    async (session) => {
      await session.signIn(credentials('PLAIN'))
      assert.equal((await session.enter()).ok, true)
    },
  )
})

test('LOGIN: quoted when it can be, a literal when it must be, waiting for the + unless LITERAL+', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1] hi',
    [
      ['T LOGIN "marie@example.test" "pa ss\\"word\\\\"', 'T NO [AUTHENTICATIONFAILED] no'],
      ['T LOGIN "marie@example.test" {5}', '+ go on'],
      ['cléx', 'T NO no'],
    ],
    async (session) => {
      assert.deepEqual(session.mechanisms(), ['USER'])
      assert.equal((await session.signIn(credentials('PLAIN'))).code, 'AUTHENTICATIONFAILED')
      assert.equal((await session.signIn(credentials('USER', 'cléx'))).status, 'NO')
    },
  )
})

test('AUTHENTICATE unknown before the secret was heard: LOGIN is the first attempt, not the second', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi',
    [
      ['T AUTHENTICATE PLAIN', 'T BAD unknown command'],
      [/^T LOGIN /, 'T OK [CAPABILITY IMAP4rev1] in'],
    ],
    async (session) => assert.equal((await session.signIn(credentials('PLAIN'))).ok, true),
  )
})

test('a refused secret is never sent a second time by another way', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi',
    [[/^T AUTHENTICATE PLAIN /, 'T BAD malformed']],
    async (session) => assert.equal((await session.signIn(credentials('PLAIN'))).status, 'BAD'),
  )
})

test('LOGINDISABLED takes LOGIN away and leaves the rest', async () => {
  await dialogue('imap', '* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2 AUTH=NTLM] hi', [], async (session) => {
    assert.deepEqual(session.mechanisms(), ['XOAUTH2'])
  })
})

test('Microsoft POP3: XOAUTH2 takes two lines', async () => {
  await dialogue(
    'pop3',
    '+OK The Microsoft Exchange POP3 service is ready. [RgBSADMA]',
    [
      ['CAPA', '+OK', 'TOP', 'UIDL', 'SASL PLAIN XOAUTH2', 'USER', '.'],
      ['AUTH XOAUTH2', '+ '],
      [b64('user=marie@example.test\x01auth=Bearer EwB4A8\x01\x01'), '-ERR Authentication failure: unknown user name or bad password.'],
    ],
    async (session) => {
      await session.askCapabilities()
      assert.deepEqual(session.mechanisms(), ['PLAIN', 'XOAUTH2', 'USER'])
      const reply = await session.signIn(credentials('XOAUTH2', 'EwB4A8'))
      assert.deepEqual([reply.ok, reply.text], [false, 'Authentication failure: unknown user name or bad password.'])
    },
  )
})

test('POP3: codes in brackets, no CAPA, UIDL with stuffed dots', async () => {
  await dialogue(
    'pop3',
    '+OK hi',
    [
      ['CAPA', '-ERR unknown'],
      ['USER marie@example.test', '+OK'],
      ['PASS pa ss"word\\', '-ERR [AUTH] Authentication failed.'],
      ['UIDL', '+OK', '1 ..abc', '2 def', '.'],
    ],
    async (session) => {
      assert.ok(session instanceof Pop3Session)
      await session.askCapabilities()
      assert.deepEqual(session.mechanisms(), ['USER'])
      const reply = await session.signIn(credentials('USER'))
      assert.deepEqual([reply.status, reply.code, reply.text], ['-ERR', 'AUTH', 'Authentication failed.'])
      const { messages } = await listMessages(session)
      assert.deepEqual(messages, [
        { number: 1, uidl: '..abc' },
        { number: 2, uidl: 'def' },
      ])
    },
  )
})

test('SMTP: several lines, one reply; the enhanced code once, every word kept', async () => {
  await dialogue(
    'smtp',
    '220-smtp.example.test ESMTP\r\n220 second line',
    [
      [/^EHLO /, '250-hi', '250-AUTH LOGIN PLAIN', '250 ENHANCEDSTATUSCODES'],
      [
        /^AUTH PLAIN /,
        '534-5.7.9 Application-specific password required. For more information, go to',
        '534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp',
      ],
    ],
    async (session) => {
      const reply = await session.signIn(credentials('PLAIN'))
      assert.deepEqual([reply.ok, reply.status, reply.code], [false, '534', '5.7.9'])
      assert.equal(reply.lines.length, 2)
      assert.match(reply.text, /^Application-specific password required.*\nhttps:\/\/support/)
    },
  )
})

test('SMTP: a token too long for one command line waits for 334', async () => {
  const token = 't'.repeat(2000)
  await dialogue(
    'smtp',
    '220 hi',
    [
      [/^EHLO /, '250-hi', '250 AUTH LOGIN XOAUTH2'],
      ['AUTH XOAUTH2', '334 '],
      [b64(`user=marie@example.test\x01auth=Bearer ${token}\x01\x01`), '235 2.7.0 Authentication successful'],
      ['MAIL FROM:<marie@example.test>', '550 5.7.60 SMTP; Client does not have permissions to send as this sender'],
    ],
    async (session) => {
      assert.equal((await session.signIn(credentials('XOAUTH2', token))).ok, true)
      assert.equal((await session.enter()).code, '5.7.60')
    },
  )
})

test('SMTP: HELO where EHLO is unknown, and another name where a literal is refused', async () => {
  await dialogue(
    'smtp',
    '220 hi',
    [
      [/^EHLO \[/, '502 what?'],
      [/^HELO \[/, '250 hi'],
    ],
    async (session) => {
      assert.equal((await session.askCapabilities()).ok, true)
      assert.equal(session.capabilities.size, 0)
    },
  )
  await dialogue(
    'smtp',
    '220 hi',
    [
      [/^EHLO \[/, '501 5.5.4 a domain is wanted'],
      ['EHLO localhost.localdomain', '250-hi', '250 SIZE 1000'],
    ],
    async (session) => {
      await session.askCapabilities()
      assert.ok(session.capabilities.has('SIZE 1000'))
    },
  )
})

test('SMTP: a message with refused recipients, dots and bare line ends', async () => {
  await dialogue(
    'smtp',
    '220 hi',
    [
      [/^EHLO /, '250-hi', '250-SIZE 1000000', '250 8BITMIME'],
      ['MAIL FROM:<a@example.test> SIZE=18 BODY=8BITMIME', '250 ok'],
      ['RCPT TO:<b@example.test>', '550 5.1.1 unknown'],
      ['RCPT TO:<c@example.test>', '250 ok'],
      ['DATA', '354 go on'],
      ['Subject: é'],
      [''],
      ['..dot'],
      ['.', '250 2.0.0 queued as 42'],
    ],
    async (session) => {
      assert.ok(session instanceof SmtpSession)
      await session.askCapabilities()
      const message = Buffer.from('Subject: é\n\r\n.dot')
      const sent = await sendMessage(session, { from: 'a@example.test', to: ['b@example.test', 'c@example.test'] }, message)
      assert.equal(sent.ok, true)
      assert.equal(sent.reply.text, 'queued as 42')
      assert.deepEqual(
        sent.refused.map((r) => [r.to, r.reply.code]),
        [['b@example.test', '5.1.1']],
      )
    },
  )
})

test('IMAP mailboxes: names, special uses, namespace, quota, search, headers', async () => {
  await dialogue(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 SPECIAL-USE LIST-EXTENDED] hi',
    [
      [
        'T LIST "" "*" RETURN (SPECIAL-USE)',
        '* LIST (\\HasNoChildren \\Sent) "/" "Envoy&AOk-s"',
        '* LIST () NIL {7}\r\nA"odd\\b',
        'T OK done',
      ],
      ['T NAMESPACE', '* NAMESPACE (("INBOX." ".")) NIL NIL', 'T OK done'],
      ['T GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX "User"', '* QUOTA "User" (STORAGE 9 10 MESSAGE 2 100)', 'T OK done'],
      ['T UID SEARCH HEADER "Subject" "x"', '* SEARCH 4 7', 'T OK done'],
      [
        'T UID FETCH 4:7 (UID FLAGS INTERNALDATE BODY.PEEK[HEADER])',
        '* 1 FETCH (UID 4 FLAGS (\\Seen) INTERNALDATE "22-Nov-2026 01:00:00 +0000" BODY[HEADER] {14}',
        'Subject: x\r\n\r\n)',
        'T OK done',
      ],
    ],
    async (session) => {
      assert.ok(session instanceof ImapSession)
      assert.deepEqual((await listMailboxes(session)).mailboxes, [
        { name: 'Envoyés', delimiter: '/', flags: ['\\HasNoChildren', '\\Sent'] },
        { name: 'A"odd\\b', delimiter: null, flags: [] },
      ])
      const { prefix, delimiter } = await personalNamespace(session)
      assert.deepEqual([prefix, delimiter], ['INBOX.', '.'])
      assert.deepEqual((await quotaOf(session)).quotas[0], { root: 'User', resource: 'STORAGE', usage: 9, limit: 10 })
      assert.deepEqual((await searchHeader(session, 'Subject', 'x')).uids, [4, 7])
      const [message] = (await fetchHeaders(session, '4:7')).messages
      assert.deepEqual([message?.uid, message?.flags, message?.headers.toString()], [4, ['\\Seen'], 'Subject: x\r\n\r\n'])
    },
  )
})
