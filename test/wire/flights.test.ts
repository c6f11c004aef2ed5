// Commands that travel together: the server answers nothing before it has heard all of a flight, so that each one asked in turn would hang.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Protocol } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { ImapSession } from '../../src/wire/imap.ts'
import { enterInbox } from '../../src/wire/imap-enter.ts'
import { quotasIn } from '../../src/wire/imap-mailbox.ts'
import type { Session } from '../../src/wire/session.ts'
import { codeOf, openTo, script } from './script.ts'

/** The lines of one flight, tags taken away, and what is said when all have come: `1 OK` is the tagged answer to the first of them. */
interface Flight {
  readonly heard: readonly string[]
  readonly said: readonly string[]
}

async function flights(
  protocol: Protocol,
  greeting: string,
  expected: readonly Flight[],
  use: (session: Session) => Promise<void>,
  hangUp = false,
): Promise<void> {
  const heard: string[][] = []
  const server = await script(async (peer) => {
    peer.send(`${greeting}\r\n`)
    for (const flight of expected) {
      const lines: string[] = []
      for (const _ of flight.heard) lines.push((await peer.line()) ?? '')
      heard.push(lines.map((line) => line.replace(/^S\d+ /, '')))
      const tags = lines.map((line) => line.split(' ')[0])
      for (const text of flight.said) peer.send(`${text.replace(/^([1-9]) /, (_, n: string) => `${tags[Number(n) - 1]} `)}\r\n`)
    }
    if (hangUp) peer.socket.end()
    else await peer.line()
  }, 'tls')
  const { session, broken } = await openTo(server, protocol, 'tls', { limits: { readMs: 60_000 } })
  assert.ok(session, broken?.message)
  try {
    await use(session)
  } finally {
    session.close()
    await server.stop()
  }
  assert.deepEqual(
    heard,
    expected.map((flight) => flight.heard),
  )
}

const LOGIN = 'LOGIN "marie" "correct horse"'
const ID = 'ID ("name" "Sesame" "vendor" "Sesame")'
const QUOTA = ['* QUOTAROOT "INBOX" ""', '* QUOTA "" (STORAGE 9 10)']

async function signedIn(session: Session): Promise<ImapSession> {
  assert.ok(session instanceof ImapSession)
  const reply = await session.signIn({ user: 'marie', secret: new Secret('correct horse'), mechanism: 'USER' })
  assert.ok(reply.ok)
  return session
}

test('IMAP, capabilities not told with the OK: asked together with ID and SELECT; the quota once it is known to be there', async () => {
  await flights(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 ID] hi',
    [
      { heard: [LOGIN], said: ['1 OK in'] },
      {
        heard: ['CAPABILITY', ID, 'SELECT INBOX'],
        said: ['* CAPABILITY IMAP4rev1 ID QUOTA', '1 OK', '* ID NIL', '2 OK', '* 3 EXISTS', '3 OK [READ-WRITE]'],
      },
      { heard: ['GETQUOTAROOT "INBOX"'], said: [...QUOTA, '1 OK'] },
    ],
    async (session) => {
      const imap = await signedIn(session)
      const { reply, quota } = await enterInbox(imap, { quota: true })
      assert.deepEqual([reply.code, reply.data.map((d) => d.name)], ['READ-WRITE', ['EXISTS']])
      assert.deepEqual(imap.capabilityMoments, { greeting: ['IMAP4REV1', 'ID'], after: ['IMAP4REV1', 'ID', 'QUOTA'] })
      assert.equal(quotasIn((await quota())!)[0]?.usage, 9)
    },
  )
})

test('IMAP, capabilities told with the OK: all in one flight', async () => {
  await flights(
    'imap',
    '* OK [CAPABILITY IMAP4rev1] hi',
    [
      { heard: [LOGIN], said: ['1 OK [CAPABILITY IMAP4rev1 ID QUOTA] in'] },
      { heard: [ID, 'SELECT INBOX', 'GETQUOTAROOT "INBOX"'], said: ['1 OK', '2 OK', ...QUOTA, '3 OK'] },
    ],
    async (session) => {
      const { reply, quota } = await enterInbox(await signedIn(session), { quota: true })
      assert.equal(reply.ok, true)
      assert.equal(quotasIn((await quota())!)[0]?.limit, 10)
    },
  )
})

test('IMAP: tagged answers may come in any order, and the next command waits for all of them', async () => {
  await flights(
    'imap',
    '* OK [CAPABILITY IMAP4rev1] hi',
    [
      { heard: [LOGIN], said: ['1 OK [CAPABILITY IMAP4rev1 QUOTA] in'] },
      { heard: ['SELECT INBOX', 'GETQUOTAROOT "INBOX"'], said: ['2 NO no quota', '1 OK [READ-ONLY] open'] },
      { heard: ['NOOP'], said: ['1 OK still here'] },
    ],
    async (session) => {
      const imap = await signedIn(session)
      const { reply, quota } = await enterInbox(imap, { quota: true })
      assert.deepEqual([reply.code, reply.lines.length], ['READ-ONLY', 1])
      assert.equal((await imap.run('NOOP')).text, 'still here')
      assert.equal((await quota())?.status, 'NO')
    },
  )
})

test('IMAP: what was answered before the server hung up is kept', async () => {
  const told = { heard: [LOGIN], said: ['1 OK [CAPABILITY IMAP4rev1 QUOTA] in'] }
  const heard = ['SELECT INBOX', 'GETQUOTAROOT "INBOX"']
  const use = async (session: Session) => {
    const { reply, quota } = await enterInbox(await signedIn(session), { quota: true })
    assert.equal(reply.text, 'open')
    assert.equal(await codeOf(quota), 'connection-closed')
  }
  await flights('imap', '* OK [CAPABILITY IMAP4rev1] hi', [told, { heard, said: ['1 OK open'] }], use, true)
  const bye = async (session: Session) => {
    const { reply } = await enterInbox(await signedIn(session), { quota: true })
    assert.deepEqual([reply.ok, reply.status, reply.text], [false, 'BYE', 'too many connections'])
  }
  await flights('imap', '* OK [CAPABILITY IMAP4rev1] hi', [told, { heard, said: ['* BYE too many connections'] }], bye, true)
})

test('IMAP: a name that is offered only after the sign-in is given when the mailbox stays shut without it; asked for always, it comes first', async () => {
  await flights(
    'imap',
    '* OK [CAPABILITY IMAP4rev1] hi',
    [
      { heard: [LOGIN], said: ['1 OK in'] },
      { heard: ['CAPABILITY', 'SELECT INBOX'], said: ['* CAPABILITY IMAP4rev1 ID', '1 OK', '2 NO Unsafe Login'] },
      { heard: [ID, 'SELECT INBOX'], said: ['1 OK', '2 OK open'] },
    ],
    async (session) => assert.equal((await enterInbox(await signedIn(session))).reply.text, 'open'),
  )
  await flights(
    'imap',
    '* OK [CAPABILITY IMAP4rev1] hi',
    [
      { heard: [LOGIN], said: ['1 OK in'] },
      { heard: ['CAPABILITY', ID, 'SELECT INBOX'], said: ['* CAPABILITY IMAP4rev1', '1 OK', '2 OK', '3 OK open'] },
    ],
    async (session) => assert.equal((await enterInbox(await signedIn(session), { alwaysId: true })).reply.text, 'open'),
  )
})

test('IMAP: a refused sign-in leaves the capabilities as they were', async () => {
  await flights(
    'imap',
    '* OK [CAPABILITY IMAP4rev1 ID] hi',
    [{ heard: [LOGIN], said: ['* CAPABILITY IMAP4rev1 QUOTA', '1 NO no'] }],
    async (session) => {
      await session.signIn({ user: 'marie', secret: new Secret('correct horse'), mechanism: 'USER' })
      assert.deepEqual([...session.capabilities], ['IMAP4REV1', 'ID'])
      assert.deepEqual((session as ImapSession).capabilityMoments, { greeting: ['IMAP4REV1', 'ID'] })
    },
  )
})

const AUTH = 'AUTH PLAIN AG1hcmllQGV4YW1wbGUudGVzdABjb3JyZWN0IGhvcnNl'

async function sender(session: Session): Promise<Session> {
  await session.askCapabilities()
  await session.signIn({ user: 'marie@example.test', secret: new Secret('correct horse'), mechanism: 'PLAIN' })
  return session
}

test('SMTP with PIPELINING: MAIL and RSET together, and a refusal is kept when the server hangs up on it', async () => {
  const before = [
    { heard: ['EHLO [127.0.0.1]'], said: ['250-hi', '250-PIPELINING', '250 AUTH PLAIN'] },
    { heard: [AUTH], said: ['235 in'] },
  ]
  const heard = ['MAIL FROM:<marie@example.test>', 'RSET']
  await flights('smtp', '220 hi', [...before, { heard, said: ['250 sender', '250 reset'] }], async (session) => {
    assert.equal((await (await sender(session)).enter()).text, 'sender')
  })
  await flights('smtp', '220 hi', [...before, { heard, said: ['550-5.7.60 not', '550 5.7.60 yours', '250 reset'] }], async (session) => {
    assert.deepEqual((await (await sender(session)).enter()).lines, ['550-5.7.60 not', '550 5.7.60 yours'])
  })
  const closing = async (session: Session) => assert.equal((await (await sender(session)).enter()).status, '421')
  await flights('smtp', '220 hi', [...before, { heard, said: ['421 4.7.0 later'] }], closing, true)
})

test('SMTP without PIPELINING: RSET only after the answer to MAIL', async () => {
  await flights(
    'smtp',
    '220 hi',
    [
      { heard: ['EHLO [127.0.0.1]'], said: ['250-hi', '250 AUTH PLAIN'] },
      { heard: [AUTH], said: ['235 in'] },
      { heard: ['MAIL FROM:<marie@example.test>'], said: ['250 sender'] },
      { heard: ['RSET'], said: ['250 reset'] },
    ],
    async (session) => assert.equal((await (await sender(session)).enter()).text, 'sender'),
  )
})
