// A message sent through the lab arrives in the lab: to oneself, to an alias, to a full mailbox, and is seen by IMAP and POP3 alike.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { imap, plain, RawClient, smtp } from './raw-client.ts'

const HOST = 'mail.selfhost.example'
const ME = 'marie@selfhost.example'

async function sender(lab: Lab): Promise<RawClient> {
  const client = await RawClient.tls(lab, HOST, 465)
  await client.until(/^220 /)
  await smtp(client, 'EHLO test')
  assert.match((await smtp(client, `AUTH PLAIN ${plain(ME, 'lab-password-1')}`))[0] ?? '', /^235 /)
  return client
}

async function reader(lab: Lab, user = ME, secret = 'lab-password-1'): Promise<RawClient> {
  const client = await RawClient.tls(lab, HOST, 993)
  await client.line()
  assert.match((await imap(client, `LOGIN ${user} ${secret}`)).at(-1) ?? '', /^OK/)
  await imap(client, 'SELECT INBOX')
  return client
}

async function send(client: RawClient, from: string, to: string, subject: string): Promise<string> {
  const mail = await smtp(client, `MAIL FROM:<${from}>`)
  if (!mail[0]?.startsWith('250')) return mail[0] ?? ''
  const rcpt = await smtp(client, `RCPT TO:<${to}>`)
  if (!rcpt[0]?.startsWith('250')) return rcpt[0] ?? ''
  await smtp(client, 'DATA')
  return (await smtp(client, `From: <${from}>\r\nTo: <${to}>\r\nSubject: ${subject}\r\n\r\nHello\r\n..dot\r\n.`))[0] ?? ''
}

test('a message to oneself arrives while IDLE waits, and is found by its subject', async () => {
  const lab = await startLab({ providers: ['selfhost'] })
  const [out, box] = [await sender(lab), await reader(lab)]
  assert.deepEqual(await imap(box, 'IDLE'), ['+ idling'])
  assert.match(await send(out, ME, ME, 'sesame-1234'), /^250 /)
  assert.equal(await box.line(), '* 4 EXISTS')
  await box.line()
  box.send('DONE')
  await box.until(/^T OK/)
  assert.equal((await imap(box, 'UID SEARCH HEADER SUBJECT "sesame-1234"'))[0], '* SEARCH 4')
  const body = (await imap(box, 'UID FETCH 4 (BODY.PEEK[])')).join('\n')
  assert.match(body, /Return-Path: <marie@selfhost.example>\nReceived: by lab\.example; /)
  assert.match(body, /\n\.dot\n/)
  await imap(box, 'UID STORE 4 +FLAGS.SILENT (\\Deleted)')
  assert.deepEqual(await imap(box, 'UID EXPUNGE 4'), ['* 4 EXPUNGE', 'OK EXPUNGE completed.'])
  assert.equal((await imap(box, 'UID SEARCH HEADER SUBJECT "sesame-1234"'))[0], '* SEARCH')
  for (const client of [out, box]) client.close()
  await lab.stop()
})

test('delivery can take its time', async () => {
  const lab = await startLab({ providers: ['selfhost'], deliveryMs: 2_000 })
  const [out, box] = [await sender(lab), await reader(lab)]
  await send(out, ME, ME, 'late')
  assert.equal((await imap(box, 'SEARCH SUBJECT late'))[0], '* SEARCH')
  let found: string | undefined
  for (const end = performance.now() + 60_000; found !== '* SEARCH 4' && performance.now() < end; ) {
    await new Promise((done) => setTimeout(done, 50))
    await imap(box, 'NOOP')
    found = (await imap(box, 'SEARCH SUBJECT late'))[0]
  }
  assert.equal(found, '* SEARCH 4')
  for (const client of [out, box]) client.close()
  await lab.stop()
})

test('an alias receives for its account and may send; a stranger may not be the sender', async () => {
  const lab = await startLab({ providers: ['selfhost'] })
  const out = await sender(lab)
  assert.match(await send(out, 'contact@selfhost.example', 'contact@selfhost.example', 'alias'), /^250 /)
  assert.match(await send(out, 'paul@selfhost.example', ME, 'forged'), /^553 5\.7\.1 /)
  assert.match(await send(out, ME, 'nobody@selfhost.example', 'lost'), /^550 5\.1\.1 /)
  assert.match(await send(out, ME, 'full@selfhost.example', 'too much'), /^452 4\.2\.2 /)
  const box = await reader(lab)
  assert.equal((await imap(box, 'SEARCH SUBJECT alias'))[0], '* SEARCH 4')
  for (const client of [out, box]) client.close()
  await lab.stop()
})

test('Exchange refuses a foreign sender after DATA, in its own words', async () => {
  const lab = await startLab({ providers: ['microsoft365'] })
  const client = await RawClient.plain(lab, 'smtp.office365.com', 587)
  await client.until(/^220 /)
  await smtp(client, 'EHLO test')
  await smtp(client, 'STARTTLS')
  await client.startTls()
  await smtp(client, 'EHLO test')
  await smtp(client, `AUTH XOAUTH2 ${Buffer.from('user=paul@contoso.example\x01auth=Bearer lab-token-paul\x01\x01').toString('base64')}`)
  assert.match(
    await send(client, 'boss@contoso.example', 'marie@contoso.example', 'as somebody'),
    /^554 5\.2\.0 STOREDRV\.Submission\.Exception:SendAsDeniedException/,
  )
  assert.match(await send(client, 'paul@contoso.example', 'marie@contoso.example', 'as myself'), /^250 2\.0\.0 OK/)
  client.close()
  await lab.stop()
})

test('without a sign-in nothing is taken, and nothing before TLS', async () => {
  const lab = await startLab({ providers: ['microsoft365'] })
  const client = await RawClient.plain(lab, 'smtp.office365.com', 587)
  await client.until(/^220 /)
  await smtp(client, 'EHLO test')
  await smtp(client, 'STARTTLS')
  await client.startTls()
  await smtp(client, 'EHLO test')
  assert.deepEqual(await smtp(client, 'MAIL FROM:<marie@contoso.example>'), ['530 5.7.57 Client not authenticated to send mail.'])
  client.close()
  await lab.stop()
})

test('POP3 shows the same mailbox; deletions become real with QUIT only', async () => {
  const lab = await startLab({ providers: ['selfhost'] })
  const open = async () => {
    const client = await RawClient.tls(lab, HOST, 995)
    await client.line()
    client.send(`USER ${ME}`)
    await client.line()
    client.send('PASS lab-password-1')
    assert.equal(await client.line(), '+OK Logged in.')
    return client
  }
  const ask = async (client: RawClient, command: string) => {
    client.send(command)
    return (await client.line()) ?? ''
  }
  const first = await open()
  assert.match(await ask(first, 'STAT'), /^\+OK 3 \d+$/)
  assert.match(await ask(first, 'UIDL 2'), /^\+OK 2 lab2$/)
  assert.match(await ask(first, 'TOP 1 0'), /^\+OK/)
  assert.ok((await first.until(/^\.$/)).includes('Subject: Lettre 1'))
  assert.match(await ask(first, 'DELE 1'), /^\+OK/)
  assert.match(await ask(first, 'RETR 1'), /^-ERR/)
  first.close()
  const second = await open()
  assert.match(await ask(second, 'STAT'), /^\+OK 3 /)
  await ask(second, 'DELE 1')
  await ask(second, 'QUIT')
  const third = await open()
  assert.match(await ask(third, 'STAT'), /^\+OK 2 /)
  third.close()
  const box = await reader(lab)
  assert.equal((await imap(box, 'UID SEARCH ALL'))[0], '* SEARCH 2 3')
  box.close()
  await lab.stop()
})

test('the quota of a full mailbox can be read and stops APPEND', async () => {
  const lab = await startLab({ providers: ['selfhost'] })
  const box = await reader(lab, 'full@selfhost.example')
  const quota = (await imap(box, 'GETQUOTAROOT INBOX')).find((l) => l.startsWith('* QUOTA ')) ?? ''
  assert.match(quota, /^\* QUOTA "" \(STORAGE 100\d 1000\)$/)
  box.send('T APPEND INBOX {6+}')
  box.send('A: b\r\n')
  assert.match((await box.until(/^T /)).at(-1) ?? '', /^T NO \[OVERQUOTA\]/)
  box.close()
  await lab.stop()
})

test('a name and a password that are not ASCII work in every mechanism', async () => {
  const lab = await startLab({ providers: ['selfhost'] })
  const [user, secret] = ['é.marie@selfhost.example', 'mot-de-passe-é-1']
  const box = await RawClient.tls(lab, HOST, 993)
  await box.line()
  assert.match((await imap(box, `AUTHENTICATE PLAIN ${plain(user, secret)}`)).at(-1) ?? '', /^OK/)
  box.close()
  const other = await RawClient.tls(lab, HOST, 993)
  await other.line()
  other.send(`T LOGIN {${Buffer.byteLength(user)}+}\r\n${user} "${secret}"`)
  assert.match((await other.until(/^T /)).at(-1) ?? '', /^T OK/)
  other.close()
  const mail = await RawClient.tls(lab, HOST, 465)
  await mail.until(/^220 /)
  await smtp(mail, 'EHLO test')
  await smtp(mail, `AUTH PLAIN ${plain(user, secret)}`)
  assert.match(await send(mail, user, user, 'internationalised'), /^250 /)
  mail.close()
  await lab.stop()
})
