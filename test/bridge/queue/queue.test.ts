// The queue in front of a server that refuses, waits and hangs up: what is accepted arrives, in order, once; what does not is told.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { patient } from '../../../src/bridge/queue/patient.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { changeMail, listMail, moveMail, pauseOf } from '../../../src/store/queue.ts'
import { openSmtp, type SmtpSession } from '../../../src/wire/smtp.ts'
import { idOf, letter, type QueueWorld, queueWorld, TOKEN } from './queue-world.ts'
import { type Sink, startSink } from './smtp-sink.ts'

describe('the queue for sending', () => {
  let sink: Sink
  let t: QueueWorld
  before(async () => {
    sink = await startSink()
  })
  after(() => sink?.close())
  beforeEach(async () => {
    sink.taken.length = 0
    Object.assign(sink.seen, { connections: 0, most: 0, commands: [] })
    sink.answer = () => undefined
    t = await queueWorld(sink)
  })
  afterEach(() => t?.close())

  const subjects = () => sink.taken.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]?.trim())
  const all = (n: number) => t.until(`${n} messages`, () => sink.taken.length >= n)

  it('thirty messages over one connection, in the order of acceptance, with Message-ID and Date; the files are gone afterwards', async () => {
    for (let i = 0; i < 30; i++)
      assert.match((await t.hand(letter(`m${i}`), ['anna@example.org'])).lines[0]!, /^250 2\.0\.0 Queued as \w{10}$/)
    await all(30)
    assert.deepEqual(
      subjects(),
      Array.from({ length: 30 }, (_, i) => `m${i}`),
    )
    assert.ok(sink.seen.connections <= 2, `${sink.seen.connections}`)
    assert.match(sink.taken[0]!.text, /^Message-ID: <[\w-]+@contoso\.example>\r\nDate: .* \+0000\r\nFrom: /)
    await t.until('files gone', () => readdirSync(join(t.folder, 'queue')).length === 0)
    await t.until('all noted', () => t.events.filter(({ kind }) => kind === 'mail-sent').length === 30)
  })

  it('dots, long lines and eight bits come through as they were; a Message-ID that was there stays', async () => {
    const body = '..two dots\r\n..\r\nü\r\n'
    await t.hand(
      `Message-ID: <own@printer>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\nSubject: dots\r\n\r\n${body}`,
      ['a@example.org'],
      'BODY=8BITMIME',
    )
    await all(1)
    assert.equal(
      sink.taken[0]!.text,
      'Message-ID: <own@printer>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\nSubject: dots\r\n\r\n.two dots\r\n.\r\nü',
    )
    assert.ok(sink.seen.commands.some((line) => /^MAIL FROM:<scan@contoso\.example> SIZE=\d+ BODY=8BITMIME$/.test(line)))
  })

  it('files and folder are their owner’s only', async () => {
    t.shut = { kind: 'unavailable', said: 'x' }
    const id = idOf(await t.hand(letter('private'), ['a@example.org']))
    assert.equal(statSync(join(t.folder, 'queue')).mode & 0o777, 0o700)
    assert.equal(statSync(join(t.folder, 'queue', `${id}.mail`)).mode & 0o777, 0o600)
  })

  it('of three recipients one is refused, one is asked to wait, one gets it: each once, and the bounce names the refused one only', async () => {
    let turns = 0
    sink.answer = (line) => {
      if (line.startsWith('RCPT TO:<gone@')) return '550 5.1.1 user unknown'
      if (line.startsWith('RCPT TO:<later@') && turns++ < 2) return '450 4.2.0 greylisted'
      return undefined
    }
    const id = idOf(await t.hand(letter('partly'), ['anna@example.org', 'gone@example.org', 'later@example.org']))
    await all(3)
    await t.until('over', () => t.mail(id).state === 'failed')
    const [first, bounce, second] = [
      sink.taken[0]!,
      sink.taken.find(({ from }) => from === '<>')!,
      sink.taken.find(({ to }) => to[0] === 'later@example.org')!,
    ]
    assert.deepEqual(first.to, ['anna@example.org'])
    assert.deepEqual(second.to, ['later@example.org'])
    assert.equal(/^Message-ID: .*$/m.exec(first.text)![0], /^Message-ID: .*$/m.exec(second.text)![0])
    assert.deepEqual(bounce.to, ['scan@contoso.example'])
    const told = decoded(bounce.text)
    assert.match(told, /Not delivered to gone@example\.org/)
    assert.match(told, /There is no mailbox of this name there\./)
    assert.match(told, /550 5\.1\.1 user unknown/)
    assert.match(told, /Final-Recipient: rfc822; gone@example\.org\r\nAction: failed\r\nStatus: 5\.1\.1/)
    assert.doesNotMatch(told, /Not delivered to later/)
    assert.match(bounce.text, /^Auto-Submitted: auto-replied\r$/m)
  })

  it('a bounce that nobody takes makes no other: it is kept, shown and told', async () => {
    sink.answer = (line) => (line.startsWith('RCPT') ? '550 5.7.1 no' : undefined)
    await t.hand(letter('looping?'), ['a@example.org'])
    await t.until('both failed', () => t.events.filter(({ kind }) => kind === 'mail-failed').length === 2)
    await t.restart()
    const mails = listMail(t.db, { open: false })
    assert.deepEqual(
      mails.map(({ state, sender, bounceOf }) => [state, sender, bounceOf !== null]),
      [
        ['failed', 'scan@contoso.example', false],
        ['failed', '', true],
      ],
    )
    assert.equal(sink.taken.length, 0)
  })

  it('a provider that lets nobody send without a sender gets the bounce from its owner', async () => {
    sink.answer = (line) =>
      line.startsWith('RCPT TO:<gone@') ? '550 5.1.1 no' : line.startsWith('MAIL FROM:<>') ? '550 5.7.60 no permission' : undefined
    await t.hand(letter('x'), ['gone@example.org'])
    await all(1)
    assert.deepEqual([sink.taken[0]!.from, sink.taken[0]!.to], ['scan@contoso.example', ['scan@contoso.example']])
  })

  it('4xx to the message waits and goes; 5xx is final for all; too many recipients go in turns without a fault', async () => {
    let dots = 0
    sink.answer = (line, message) => (line === '.' && message?.text.includes('soon') && dots++ < 2 ? '451 4.3.0 try later' : undefined)
    await t.hand(letter('soon'), ['a@example.org'])
    await all(1)
    assert.equal(dots, 3)
    let inTurn = 0
    sink.answer = (line) => {
      if (line.startsWith('MAIL')) inTurn = 0
      return line.startsWith('RCPT') && ++inTurn > 2 ? '452 4.5.3 too many' : undefined
    }
    const id = idOf(await t.hand(letter('five'), ['1@x.example', '2@x.example', '3@x.example', '4@x.example', '5@x.example']))
    await t.until('five', () => t.mail(id).state === 'sent')
    assert.deepEqual(
      sink.taken.slice(1).flatMap(({ to }) => to),
      ['1@x.example', '2@x.example', '3@x.example', '4@x.example', '5@x.example'],
    )
  })

  it('a message that is put off does not hold up the others; one that is over its time is given up', async () => {
    await t.restart({ schedule: { backOffMs: [50], lifeMs: 3_000, latestMs: 10_000, mostUnsure: 3 } })
    sink.answer = (line) => (line.startsWith('RCPT TO:<slow@') ? '450 4.2.0 greylisted for ever' : undefined)
    const id = idOf(await t.hand(letter('first'), ['slow@example.org']))
    await t.hand(letter('second'), ['anna@example.org'])
    await all(2)
    assert.equal(subjects()[0], 'second')
    await t.until('given up', () => t.mail(id).state === 'failed')
    await t.until('told', () => sink.taken.some(({ from }) => from === '<>'))
    assert.match(
      decoded(sink.taken.find(({ from }) => from === '<>')!.text),
      /asked to try later, each time until the time for it was over/,
    )
  })

  it('the line breaks behind the final dot: sent again under the same Message-ID, and said; after three times it is left', async () => {
    let cuts = 0
    sink.answer = (line) => (line === '.' && cuts++ < 1 ? 'cut' : undefined)
    const id = idOf(await t.hand(letter('unsure'), ['a@example.org']))
    await t.until('sent', () => t.mail(id).state === 'sent')
    assert.equal(t.mail(id).unsure, 1)
    assert.equal(new Set(sink.taken.map(({ text }) => /^Message-ID: .*$/m.exec(text)![0])).size, 1)
    assert.ok(t.events.some((event) => event.kind === 'mail-later' && event.unsure))
    sink.answer = (line, message) => (line === '.' && message?.text.includes('for ever') ? 'cut' : undefined)
    const other = idOf(await t.hand(letter('for ever'), ['a@example.org']))
    await t.until('left', () => t.mail(other).state === 'failed')
    assert.equal(sink.taken.filter(({ text }) => /^Subject: for ever/m.test(text)).length, 3)
    await t.until('told', () => sink.taken.some(({ from, text }) => from === '<>' && /may have arrived/.test(decoded(text))))
  })

  it('the line breaks before the final dot: tried again, and no copy arrives', async () => {
    let cuts = 0
    sink.answer = (line) => (line === 'DATA' && cuts++ < 2 ? 'cut' : undefined)
    const id = idOf(await t.hand(letter('cut'), ['a@example.org']))
    await t.until('sent', () => t.mail(id).state === 'sent')
    assert.deepEqual([sink.taken.length, t.mail(id).unsure], [1, 0])
  })

  it('waits while a sign-in is wanted, costs no try, tells once, and goes on by itself', async () => {
    t.shut = { kind: 'reauthorize', said: 'AADSTS50173 invalid_grant' }
    const ids = [idOf(await t.hand(letter('w1'), ['a@example.org'])), idOf(await t.hand(letter('w2'), ['a@example.org']))]
    await t.until('looked three times', () => pauseOf(t.db, t.account.id) !== null)
    await t.restart()
    await new Promise((done) => setTimeout(done, 250))
    assert.deepEqual(
      ids.map((id) => [t.mail(id).state, t.mail(id).tries]),
      [
        ['waiting', 0],
        ['waiting', 0],
      ],
    )
    assert.equal(t.events.filter(({ kind }) => kind === 'mail-waits').length, 1)
    assert.equal(pauseOf(t.db, t.account.id)?.kind, 'reauthorize')
    t.shut = null
    await all(2)
    await t.until('told', () => t.events.some(({ kind }) => kind === 'mail-goes-on'))
    assert.deepEqual([subjects(), pauseOf(t.db, t.account.id)], [['w1', 'w2'], null])
  })

  it('SMTP AUTH is off in the tenant: said so, and the mail waits', async () => {
    sink.answer = (line) =>
      /^(AUTH XOAUTH2 )?[A-Za-z0-9+/=]{20,}$/.test(line)
        ? '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'
        : undefined
    await t.hand(letter('x'), ['a@example.org'])
    await t.until('paused', () => pauseOf(t.db, t.account.id)?.kind === 'smtp-off')
    assert.ok(t.events.some((event) => event.kind === 'mail-waits' && event.why === 'smtp-off'))
  })

  it('a limit of the day and a server that is tired are about the account: its mail waits, costs no try, and goes on when it is told to', async () => {
    for (const [step, words] of [
      ['.', '550 5.1.90 Your message cannot be sent: you have reached your daily limit'],
      ['MAIL', '421 4.7.0 Temporary System Problem. Try again later'],
      ['MAIL', '550 5.4.5 Daily user sending limit exceeded'],
    ] as const) {
      sink.answer = (line) => (line.startsWith(step) ? words : undefined)
      const id = idOf(await t.hand(letter('limit'), ['a@example.org']))
      await t.until('paused', () => pauseOf(t.db, t.account.id)?.said === words)
      assert.deepEqual([t.mail(id).state, t.mail(id).tries, pauseOf(t.db, t.account.id)?.kind], ['waiting', 0, 'throttled'])
      sink.answer = () => undefined
      t.queue.goOn(t.account.id)
      await t.until('sent', () => t.mail(id).state === 'sent')
    }
  })

  it('a connection lives as long as its messages need, not as long as a sign-in may take', async () => {
    const network = createNetwork({ cacert: sink.caPem, connectTo: [`${sink.host}::127.0.0.1:`] })
    const endpoint = { protocol: 'smtp', host: sink.host, port: sink.port, security: 'tls' } as const
    const ended = async (calm: boolean) => {
      const { session } = await openSmtp(network, endpoint, { limits: { sessionMs: 2_000 } })
      const used = calm ? await patient(session as SmtpSession) : (session as SmtpSession)
      await new Promise((done) => setTimeout(done, 2_100))
      const said = await used.run('RSET').then(
        ({ status }) => status,
        ({ code }: { code: string }) => code,
      )
      used.close()
      return said
    }
    assert.deepEqual(await Promise.all([ended(false), ended(true)]), ['timed-out', '250'])
  })

  it('as many a minute as the provider allows, over restarts too', async () => {
    await t.restart({ perMinute: () => 3 })
    for (let i = 0; i < 5; i++) await t.hand(letter(`p${i}`), ['a@example.org'])
    await all(3)
    await t.restart({ perMinute: () => 3 })
    await new Promise((done) => setTimeout(done, 300))
    assert.equal(sink.taken.length, 3)
    await t.restart({ perMinute: () => null })
    await all(5)
    assert.deepEqual(subjects(), ['p0', 'p1', 'p2', 'p3', 'p4'])
  })

  it('too large, queue full, disk full: refused before 250, so that the device keeps it; nothing is left behind', async () => {
    assert.match((await t.hand('', ['a@example.org'], 'SIZE=20000001')).lines[0]!, /^552 5\.3\.4/)
    await t.restart({ messageBytes: () => 10_000 })
    assert.match((await t.hand(letter('big', 'a@example.org', 'y'.repeat(20_000)), ['a@example.org'])).lines[0]!, /^552 5\.3\.4/)
    t.shut = { kind: 'unavailable', said: 'x' }
    await t.restart({ limits: { queueMails: 1 } })
    assert.match((await t.hand(letter('1'), ['a@example.org'])).lines[0]!, /^250/)
    assert.match((await t.hand(letter('2'), ['a@example.org'])).lines[0]!, /^452 4\.3\.1/)
    await t.restart({ limits: { spareBytes: Number.MAX_SAFE_INTEGER } })
    assert.match((await t.hand(letter('3'), ['a@example.org'])).lines[0]!, /^452 4\.3\.1/)
    assert.equal(readdirSync(join(t.folder, 'queue')).length, 1)
  })

  it('a message whose file was taken away is told, and holds nothing up', async () => {
    t.shut = { kind: 'unavailable', said: 'x' }
    const id = idOf(await t.hand(letter('lost'), ['a@example.org']))
    await t.hand(letter('kept'), ['a@example.org'])
    rmSync(join(t.folder, 'queue', `${id}.mail`))
    t.shut = null
    await all(2)
    assert.equal(t.mail(id).state, 'failed')
    assert.match(decoded(sink.taken.find(({ from }) => from === '<>')!.text), /was removed from the disk/)
  })

  it('what is cancelled while its provider is asked stays cancelled; a hostile answer reaches no terminal', async () => {
    t.shut = { kind: 'unavailable', said: 'x' }
    const id = idOf(await t.hand(letter('no longer wanted'), ['a@example.org']))
    const mail = t.mail(id)
    assert.ok(moveMail(t.db, id, ['waiting'], 'cancelled', Date.now()))
    changeMail(t.db, id, { ...mail, state: 'waiting', recipients: [] }, Date.now())
    assert.equal(t.mail(id).state, 'cancelled')
    t.shut = null
    sink.answer = (line) => (line.startsWith('RCPT TO:<b@') ? '550 5.1.1 \u001b[2J\u0007gone' : undefined)
    const other = idOf(await t.hand(letter('hostile'), ['b@example.org']))
    await t.until('failed', () => t.mail(other).state === 'failed')
    assert.equal(t.mail(other).to[0]?.said, '550 5.1.1  [2J gone')
    assert.ok(!subjects().includes('no longer wanted'))
  })

  it('no token in events, database, files or bounces', async () => {
    sink.answer = (line) => (line.startsWith('RCPT') ? `550 5.7.1 refused ${TOKEN.slice(0, 3)}` : undefined)
    await t.hand(letter('secret?'), ['a@example.org'])
    await t.until('failed', () => t.events.some(({ kind }) => kind === 'mail-failed'))
    const files = [...readdirSync(t.folder), ...readdirSync(join(t.folder, 'queue')).map((name) => join('queue', name))].map((name) =>
      join(t.folder, name),
    )
    const texts = [
      JSON.stringify(t.events),
      ...files.filter((file) => existsSync(file) && statSync(file).isFile()).map((file) => readFileSync(file, 'latin1')),
    ]
    assert.ok(texts.length > 3)
    for (const text of texts) assert.ok(!text.includes(TOKEN))
  })
})

/** A bounce with its parts as text. */
function decoded(text: string): string {
  return text.replaceAll(
    /Content-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/g,
    (_all, body: string) => `\r\n${Buffer.from(body, 'base64').toString('utf8')}\r\n--`,
  )
}
