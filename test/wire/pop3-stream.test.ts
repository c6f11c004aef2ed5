// Long answers of POP3 as they stream: dots over any cut, several commands on their way, what servers refuse, and how maildrops are listed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Unstuffer } from '../../src/wire/dot-stuffing.ts'
import type { Pop3Session } from '../../src/wire/pop3.ts'
import { deleteMessages, leaveMaildrop } from '../../src/wire/pop3-delete.ts'
import { listMaildrop } from '../../src/wire/pop3-maildrop.ts'
import { expireDays, loginDelay, meaningOf } from '../../src/wire/pop3-said.ts'
import { longAnswer, type StreamOptions, streamAnswers } from '../../src/wire/pop3-stream.ts'
import { codeOf, openTo, type Peer, script } from './script.ts'

/** As a server sends it: a dot before each dot that begins a line, lines end with CRLF only. */
function stuffed(message: Buffer): Buffer {
  const text = message.toString('latin1')
  return Buffer.from(`${text.replace(/^\./, '..').replaceAll('\r\n.', '\r\n..')}.\r\n`, 'latin1')
}

function unstuff(stream: Buffer, cuts: readonly number[]): { readonly message: Buffer; readonly rest: Buffer } | null {
  const unstuffer = new Unstuffer()
  const parts: Buffer[] = []
  const places = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const to of [...places, stream.length]) {
    const chunk = Buffer.from(stream.subarray(from, to))
    const end = unstuffer.feed(chunk, 0, (run) => void parts.push(Buffer.from(run)))
    if (end >= 0) return { message: Buffer.concat(parts), rest: stream.subarray(from + end) }
    from = to
  }
  return null
}

const pieces = fc
  .array(fc.constantFrom('.', '..', 'a', '\r', '\n', '\r\n', '\r\n.', '\r\n.\r', '.\r', 'é', 'long line of text '), { maxLength: 30 })
  .map((parts) => Buffer.from(`${parts.join('')}\r\n`, 'latin1'))
const cuts = fc.array(fc.nat(), { maxLength: 40 })

test('dots: whatever the message and wherever the stream is cut, the bytes are those that were sent, and what follows is left', () => {
  fc.assert(
    fc.property(pieces, cuts, fc.constantFrom('', '+OK\r\n', '.\r\n'), (message, places, behind) => {
      const found = unstuff(Buffer.concat([stuffed(message), Buffer.from(behind)]), places)
      assert.ok(found)
      assert.deepEqual(found.message.toString('latin1'), message.toString('latin1'))
      assert.equal(found.rest.toString(), behind)
    }),
    { numRuns: 2_000 },
  )
})

test('dots: one byte at a time, an empty message, and ends that are none', () => {
  const whole = (text: string) =>
    unstuff(
      Buffer.from(text, 'latin1'),
      Array.from(text, (_, i) => i),
    )
  assert.equal(whole('.\r\n')?.message.length, 0)
  assert.equal(whole('a\r\n.\r\n')?.message.toString(), 'a\r\n')
  // A bare LF begins no line (RFC 1939 §3): whoever could smuggle an end into a message could smuggle answers.
  assert.equal(whole('a\n.\r\nb\r\n.\r\n')?.message.toString(), 'a\n.\r\nb\r\n')
  assert.equal(whole('a\n.\nb\r\n.\r\n')?.message.toString(), 'a\n.\nb\r\n')
  assert.equal(whole('a\r\n.\rb\r\n.\r\n')?.message.toString(), 'a\r\n\rb\r\n')
  assert.equal(whole('a\r\n.\r\r\n.\r\n')?.message.toString(), 'a\r\n\r\r\n')
  assert.equal(whole('a\r\n..\r\n.\r\n')?.message.toString(), 'a\r\n.\r\n')
  assert.equal(whole('a\r\n.\n\r\n.\r\n')?.message.toString(), 'a\r\n\n\r\n')
  assert.equal(whole('a\r\n.'), null)
  assert.equal(whole('a\r\n.\r'), null)
})

async function withServer(play: (peer: Peer) => Promise<void>, use: (session: Pop3Session) => Promise<void>, limits = {}): Promise<void> {
  const server = await script(async (peer) => {
    peer.send('+OK ready\r\n')
    await play(peer)
  }, 'tls')
  const { session, broken } = await openTo(server, 'pop3', 'tls', { limits: { readMs: 2_000, ...limits } })
  assert.ok(session, broken?.message)
  try {
    await use(session as Pop3Session)
  } finally {
    session.close()
    await server.stop()
  }
}

async function capa(peer: Peer, ...lines: string[]): Promise<void> {
  assert.equal(await peer.line(), 'CAPA')
  peer.send(['+OK', ...lines, '.', ''].join('\r\n'))
}

interface Heard {
  readonly index: number
  readonly text?: string
  readonly no?: string
}

async function heard(session: Pop3Session, commands: readonly string[], options?: StreamOptions): Promise<readonly Heard[]> {
  const all: Heard[] = []
  let parts: Buffer[] = []
  let at = -1
  await streamAnswers(
    session,
    commands,
    {
      begin: (index) => {
        at = index
        parts = []
      },
      data: (chunk) => void parts.push(Buffer.from(chunk)),
      end: () => void all.push({ index: at, text: Buffer.concat(parts).toString('latin1') }),
      refused: (index, reply) => void all.push({ index, no: reply.text }),
      ready: () => (all.length % 3 === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined),
    },
    options,
  )
  return all
}

test('several messages on their way: all commands of the window travel before the first answer, refusals stand between', async () => {
  await withServer(
    async (peer) => {
      await capa(peer, 'PIPELINING', 'UIDL')
      const lines = []
      for (let i = 0; i < 4; i++) lines.push(await peer.line())
      assert.deepEqual(lines, ['RETR 1', 'RETR 2', 'RETR 3', 'RETR 4'])
      const all = '+OK 9 octets\r\nA: 1\r\n..x\r\n.\r\n-ERR no such message\r\n+OK\r\n.\r\n+OK\r\nfour\r\n.\r\n+OK rest\r\n'
      for (const byte of all) peer.send(byte)
      await peer.line()
    },
    async (session) => {
      await session.askCapabilities()
      assert.deepEqual(await heard(session, ['RETR 1', 'RETR 2', 'RETR 3', 'RETR 4']), [
        { index: 0, text: 'A: 1\r\n.x\r\n' },
        { index: 1, no: 'no such message' },
        { index: 2, text: '' },
        { index: 3, text: 'four\r\n' },
      ])
      assert.equal((await session.heard()).text, 'rest')
    },
  )
})

test('without PIPELINING one command at a time; a window is never exceeded with it', async () => {
  for (const pipelining of [false, true])
    await withServer(
      async (peer) => {
        await capa(peer, ...(pipelining ? ['PIPELINING'] : ['UIDL']))
        for (let i = 1; i <= 9; i++) {
          assert.equal(await peer.line(), `RETR ${i}`)
          // Whoever sends before he may is noticed: nothing else has come.
          if (!pipelining) assert.equal(await Promise.race([peer.line(), new Promise((done) => setTimeout(done, 5, 'quiet'))]), 'quiet')
          peer.send(`+OK\r\n${i}\r\n.\r\n`)
          if (!pipelining) break
        }
        peer.socket.end()
      },
      async (session) => {
        await session.askCapabilities()
        const commands = Array.from({ length: pipelining ? 9 : 1 }, (_, i) => `RETR ${i + 1}`)
        assert.equal((await heard(session, commands, { ahead: 4 })).length, commands.length)
      },
    )
})

test('a line that breaks inside a message, an answer that is none, one beyond its bounds: thrown, and the session is closed', async () => {
  const cases: readonly [string, string, StreamOptions?][] = [
    ['+OK\r\nhalf a mess', 'connection-closed'],
    ['+OK\r\na\r\n.', 'connection-closed'],
    ['* OK what?\r\n', 'protocol-broken'],
    ['+ challenge\r\n', 'protocol-broken'],
    [`+OK ${'x'.repeat(70_000)}`, 'limit-exceeded'],
    [`+OK\r\n${'x'.repeat(5_000)}`, 'limit-exceeded', { mostBytes: 4_000 }],
  ]
  for (const [said, code, options] of cases)
    await withServer(
      async (peer) => {
        await peer.line()
        peer.send(said)
        peer.socket.end()
      },
      async (session) => {
        assert.equal(await codeOf(() => heard(session, ['RETR 1'], options)), code, said.slice(0, 30))
        assert.equal(session.connection.quiet, false)
      },
    )
})

test('what a sink throws ends the session: nobody knows where in an answer it stands', async () => {
  await withServer(
    async (peer) => {
      await peer.line()
      peer.send('+OK\r\nabc\r\n')
      await peer.line()
    },
    async (session) => {
      const sink = { begin() {}, end() {}, refused() {}, ready: () => undefined, data: () => assert.fail('full disk') }
      await assert.rejects(streamAnswers(session, ['RETR 1'], sink), /full disk/)
      assert.equal(session.connection.quiet, false)
    },
  )
})

test('no line break is ever sent inside a command', async () => {
  await withServer(
    async (peer) => void (await peer.line()),
    async (session) => assert.equal(await codeOf(() => longAnswer(session, 'RETR 1\r\nDELE 1')), 'option-invalid'),
  )
})

test('a maildrop: UIDL where there is one, sizes, odd lines left out, numbers in order', async () => {
  await withServer(
    async (peer) => {
      assert.equal(await peer.line(), 'LIST')
      peer.send('+OK 4 messages\r\n2 200\r\n1 100 octets\r\nrubbish\r\n0 5\r\n3 many\r\n4 400\r\n4 401\r\n.\r\n')
      assert.equal(await peer.line(), 'UIDL')
      peer.send('+OK\r\n1 same\r\n2 same\r\n4 a b\r\n.\r\n')
      assert.equal(await peer.line(), 'LIST')
      peer.send('-ERR [SYS/TEMP] busy\r\n')
    },
    async (session) => {
      const list = await listMaildrop(session)
      assert.deepEqual(list, {
        ok: true,
        messages: [
          { number: 1, uidl: 'same', size: 100 },
          { number: 2, uidl: 'same', size: 200 },
          { number: 4, uidl: 'a', size: 400 },
        ],
      })
      const refused = await listMaildrop(session)
      assert.equal(refused.ok ? '' : refused.reply.code, 'SYS/TEMP')
    },
  )
})

test('DELE marks and QUIT removes: each mark has its answer, and a QUIT that is refused or never answered is told as such', async () => {
  for (const ending of ['+OK bye', '-ERR some deleted messages not removed', null])
    await withServer(
      async (peer) => {
        await capa(peer, 'PIPELINING')
        for (let i = 0; i < 3; i++) await peer.line()
        peer.send('+OK\r\n-ERR already deleted\r\n+OK\r\n')
        assert.equal(await peer.line(), 'QUIT')
        if (ending !== null) peer.send(`${ending}\r\n`)
        peer.socket.end()
      },
      async (session) => {
        await session.askCapabilities()
        const replies = await deleteMessages(session, [3, 5, 7])
        assert.deepEqual(
          replies.map(({ ok }) => ok),
          [true, false, true],
        )
        if (ending === null) assert.equal(await codeOf(() => leaveMaildrop(session)), 'connection-closed')
        else assert.equal((await leaveMaildrop(session)).ok, ending.startsWith('+OK'))
      },
    )
})

test('what the codes mean, level by level, and what CAPA tells', () => {
  const of = (code?: string) => meaningOf({ ...(code !== undefined && { code }) })
  assert.deepEqual(['SYS/TEMP', 'sys/temp/disk', 'IN-USE', 'LOGIN-DELAY', 'AUTH', 'SYS/PERM', 'SYS', 'XYZ'].map(of), [
    ...(['later', 'later', 'in-use', 'too-early', 'sign-in', 'server', 'other', 'other'] as const),
  ])
  assert.equal(of(), 'other')
  assert.equal(loginDelay(['UIDL', 'LOGIN-DELAY 900']), 900)
  assert.equal(loginDelay(['LOGIN-DELAY 600 USER']), 600)
  assert.equal(loginDelay(['UIDL']), null)
  assert.equal(expireDays(['EXPIRE NEVER']), Number.POSITIVE_INFINITY)
  assert.equal(expireDays(['EXPIRE 0']), 0)
  assert.equal(expireDays(['EXPIRE 30 USER']), 30)
  assert.equal(expireDays([]), null)
})
