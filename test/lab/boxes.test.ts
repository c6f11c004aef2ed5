// What the lab's IMAP servers keep, forget and refuse of what a transfer gives them, in the words of the real ones.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { base64, imap, RawClient } from './raw-client.ts'

const MESSAGE = 'Subject: x\r\n\r\nHello\r\n'

describe('what a transfer gives to the servers of the lab', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab({ providers: ['outlook-com', 'gmail', 'icloud', 'yahoo', 'selfhost', 'microsoft365'] })
  })
  after(() => lab.stop())

  async function signedIn(host: string, user: string, kind: 'oauth' | 'app-password' | 'password'): Promise<RawClient> {
    const client = await RawClient.tls(lab, host, 993)
    await client.line()
    const secret = lab.accounts.find(({ address }) => address === user)?.secrets[kind] ?? ''
    const command =
      kind === 'oauth' ? `AUTHENTICATE XOAUTH2 ${base64(`user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`)}` : `LOGIN ${user} ${secret}`
    assert.match((await imap(client, command)).at(-1) ?? '', /^OK/)
    return client
  }
  const append = (client: RawClient, folder: string, text = MESSAGE, flags = '') =>
    imap(client, `APPEND ${folder} ${flags ? `(${flags}) ` : ''}{${Buffer.byteLength(text)}+}\r\n${text}`)
  const last = (lines: readonly string[]) => lines.at(-1)

  test('Exchange tells no special use, no LIST-STATUS, no modification sequence', async () => {
    const client = await signedIn('outlook.office365.com', 'claire@outlook.com', 'oauth')
    const listed = await imap(client, 'LIST "" "*"')
    assert.ok(listed.some((line) => line.endsWith('"Sent"')))
    assert.ok(!listed.some((line) => /\\Sent|\\Subscribed/.test(line)))
    assert.match(last(await imap(client, 'LIST "" "*" RETURN (STATUS (MESSAGES))')) ?? '', /^BAD/)
    assert.match(last(await imap(client, 'STATUS INBOX (HIGHESTMODSEQ)')) ?? '', /^BAD/)
  })

  test('Exchange keeps no keyword, forgets \\Flagged with a message and keeps it by STORE, refuses a line that is too long', async () => {
    const client = await signedIn('outlook.office365.com', 'claire@outlook.com', 'oauth')
    assert.match(last(await append(client, 'Archive', MESSAGE, '\\Seen \\Flagged Work')) ?? '', /^OK \[APPENDUID /)
    const opened = await imap(client, 'SELECT Archive')
    assert.ok(opened.some((line) => line.includes('[PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)]')))
    assert.match((await imap(client, 'FETCH 2 (FLAGS)'))[0] ?? '', /FLAGS \(\\Seen\)/)
    assert.match((await imap(client, 'STORE 2 +FLAGS (\\Flagged Work)'))[0] ?? '', /FLAGS \(\\Seen \\Flagged\)/)
    assert.equal(last(await append(client, 'Archive', `Subject: x\r\n\r\n${'a'.repeat(11_000)}\r\n`)), 'BAD Command Argument Error. 11')
  })

  test('a busy mailbox says how long to wait, then takes the message', async () => {
    const client = await signedIn('outlook.office365.com', 'busy@outlook.com', 'oauth')
    const answers: (string | undefined)[] = []
    for (let i = 0; i < 5; i++) answers.push(last(await append(client, 'Archive'))?.replace(/ \[.*\]/, ''))
    const [ok, wait] = ['OK APPEND completed.', 'BAD Request is throttled. Suggested Backoff Time: 300 milliseconds']
    assert.deepEqual(answers, [ok, ok, ok, wait, ok])
  })

  test('Gmail: one message under two labels is one message in All Mail', async () => {
    const client = await signedIn('imap.gmail.com', 'claire@gmail.com', 'app-password')
    await imap(client, 'SELECT "[Gmail]/All Mail"')
    const before = (await imap(client, 'SEARCH ALL'))[0]
    await append(client, 'INBOX')
    await imap(client, 'SELECT INBOX')
    assert.match(last(await imap(client, 'COPY * "Re&AOc-us"')) ?? '', /^OK \[COPYUID /)
    await imap(client, 'SELECT "[Gmail]/All Mail"')
    assert.equal((await imap(client, 'SEARCH ALL'))[0]?.split(' ').length, (before?.split(' ').length ?? 0) + 1)
    assert.match((await imap(client, 'FETCH * (X-GM-LABELS)'))[0] ?? '', /X-GM-LABELS \("\\\\Inbox" "Re&AOc-us"\)/)
    assert.equal(last(await imap(client, 'CREATE "a  b"')), 'NO [CANNOT] Folder contains excess whitespace (Failure)')
  })

  test('Yahoo wants a line end at the end; a full Dovecot says whose room is gone', async () => {
    const yahoo = await signedIn('imap.mail.yahoo.com', 'luc@yahoo.com', 'app-password')
    assert.equal(
      last(await append(yahoo, 'INBOX', MESSAGE.trimEnd())),
      'BAD [CLIENTBUG] Additional arguments found after last expected argument',
    )
    const small = await signedIn('mail.selfhost.example', 'small@selfhost.example', 'password')
    assert.equal(
      last(await append(small, 'INBOX', `${MESSAGE}${'x'.repeat(2000)}`)),
      'NO [OVERQUOTA] Quota exceeded (mailbox for user is full)',
    )
  })

  test('iCloud offers no LITERAL+: who sends one all the same is hung up on', async () => {
    const client = await signedIn('imap.mail.me.com', 'claire@icloud.com', 'app-password')
    await assert.rejects(append(client, 'INBOX'), /BYE/)
  })
})
