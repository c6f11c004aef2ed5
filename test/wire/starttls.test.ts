// The published attacks on STARTTLS, each against all three protocols: stripping, injection, negotiated state, PREAUTH, tampering before TLS.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Protocol } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Credentials } from '../../src/wire/session.ts'
import { createAuthority } from '../net/pki.ts'
import { codeOf, HOST, openTo, type Peer, type Script, script } from './script.ts'

const PASSWORD = 'not-for-their-eyes-42'
const CREDENTIALS: Credentials = { user: 'marie', secret: new Secret(PASSWORD), mechanism: 'PLAIN' }

interface Dialect {
  readonly greeting: string
  /** Answers one line, as a server that offers `offered`. Undefined for STARTTLS, which the tests answer themselves. */
  answer(line: string, offered: string): string | undefined
  /** The agreement to STARTTLS, given the line that asked. */
  agree(line: string): string
  refuse(line: string): string
}

const tag = (line: string) => line.split(' ')[0]
const DIALECTS: Record<Protocol, Dialect> = {
  imap: {
    greeting: '* OK ready\r\n',
    answer: (line, offered) =>
      / STARTTLS$/.test(line)
        ? undefined
        : / CAPABILITY$/.test(line)
          ? `* CAPABILITY IMAP4rev1 ${offered}\r\n${tag(line)} OK done\r\n`
          : `${tag(line)} OK fine\r\n`,
    agree: (line) => `${tag(line)} OK begin\r\n`,
    refuse: (line) => `${tag(line)} BAD unknown\r\n`,
  },
  pop3: {
    greeting: '+OK ready\r\n',
    answer: (line, offered) =>
      line === 'STLS'
        ? undefined
        : line === 'CAPA'
          ? `+OK\r\n${offered ? `${offered}\r\n` : ''}.\r\n`
          : line.startsWith('AUTH')
            ? '+ \r\n'
            : '+OK fine\r\n',
    agree: () => '+OK begin\r\n',
    refuse: () => '-ERR unknown\r\n',
  },
  smtp: {
    greeting: '220 ready\r\n',
    answer: (line, offered) =>
      line === 'STARTTLS'
        ? undefined
        : line.startsWith('EHLO')
          ? `250-hi\r\n${offered ? `250-${offered}\r\n` : ''}250 HELP\r\n`
          : line.startsWith('AUTH')
            ? '235 fine\r\n'
            : '250 fine\r\n',
    agree: () => '220 begin\r\n',
    refuse: () => '502 unknown\r\n',
  },
}
const WORD: Record<Protocol, string> = { imap: 'STARTTLS', pop3: 'STLS', smtp: 'STARTTLS' }
const PASSWORDS: Record<Protocol, string> = { imap: 'AUTH=PLAIN SASL-IR', pop3: 'SASL PLAIN', smtp: 'AUTH PLAIN' }

/** Plays the server until STARTTLS is asked for; returns that line. */
async function untilStartTls(peer: Peer, dialect: Dialect, offered: string, greeting = dialect.greeting): Promise<string | undefined> {
  peer.send(greeting)
  return respond(peer, dialect, offered)
}

async function respond(peer: Peer, dialect: Dialect, offered: string): Promise<string | undefined> {
  for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
    const answer = dialect.answer(line, offered)
    if (answer === undefined) return line
    peer.send(answer)
  }
  return undefined
}

async function withScript(play: (peer: Peer) => Promise<void>, use: (server: Script) => Promise<void>): Promise<void> {
  const server = await script(play)
  try {
    await use(server)
  } finally {
    await server.stop()
  }
  assert.ok(!server.clear().toString('latin1').includes(PASSWORD), 'the password crossed the wire in clear')
  assert.ok(
    !server
      .clear()
      .toString('latin1')
      .includes(Buffer.from(`\0marie\0${PASSWORD}`).toString('base64')),
  )
}

for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
  const dialect = DIALECTS[protocol]
  const word = WORD[protocol]

  test(`${protocol}: STARTTLS upgrades, forgets, and then lets a secret through`, async () => {
    let heard = ''
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, `${word}`)
        if (line === undefined) return
        peer.send(dialect.agree(line))
        await peer.secure()
        for (let next = await peer.line(); next !== undefined; next = await peer.line()) {
          heard += `${next}\n`
          peer.send(dialect.answer(next, PASSWORDS[protocol]) ?? dialect.refuse(next))
        }
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls')
        assert.ok(session)
        const outcome = await session.startTls()
        assert.equal(outcome.result, 'ok')
        assert.equal(outcome.tls?.trusted, true)
        assert.equal(session.secure, true)
        assert.equal(session.capabilities.size, 0, 'nothing told before TLS is believed after it')
        await session.signIn(CREDENTIALS)
        assert.ok(!session.capabilities.has(word))
        session.close()
      },
    )
    assert.ok(heard.includes(Buffer.from(`\0marie\0${PASSWORD}`).toString('base64')), 'the server got the secret under TLS')
  })

  test(`${protocol}: stripped from the list and refused: no TLS, no secret`, async () => {
    await withScript(
      async (peer) => {
        for (let line = await untilStartTls(peer, dialect, PASSWORDS[protocol]); line !== undefined; ) {
          peer.send(dialect.refuse(line))
          line = await respond(peer, dialect, PASSWORDS[protocol])
        }
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls')
        assert.equal((await session!.startTls()).result, 'not-offered')
        assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-plain')
        session!.close()
      },
    )
  })

  test(`${protocol}: offered and then refused: no TLS, no secret`, async () => {
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, word)
        if (line !== undefined) peer.send(dialect.refuse(line))
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls')
        assert.equal((await session!.startTls()).result, 'refused')
        assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-plain')
        session!.close()
      },
    )
  })

  test(`${protocol}: words injected behind the agreement are thrown away and end the session`, async () => {
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, word)
        if (line === undefined) return
        // One segment: the agreement, and what shall be taken for words under TLS.
        peer.send(dialect.agree(line) + dialect.greeting)
        await peer.secure()
      },
      async (server) => {
        const { session, transcript } = await openTo(server, protocol, 'starttls')
        const outcome = await session!.startTls()
        assert.equal(outcome.result, 'injected')
        assert.equal(session!.secure, false)
        assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-plain')
        assert.ok(transcript.lines.some((l) => l.who === '!' && l.text.includes('before the handshake')))
      },
    )
  })

  test(`${protocol}: words injected a little later break the handshake instead`, async () => {
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, word)
        if (line === undefined) return
        peer.send(dialect.agree(line))
        await new Promise((resolve) => setTimeout(resolve, 60))
        peer.send(dialect.greeting)
        await peer.line()
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls')
        const { result } = await session!.startTls()
        assert.ok(result === 'not-tls' || result === 'injected', result)
        assert.equal(session!.secure, false)
        assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-certificate')
      },
    )
  })

  test(`${protocol}: TLS by somebody else is no TLS for a secret`, async () => {
    const stranger = createAuthority('A Stranger').issue({ names: [HOST] })
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, word)
        if (line === undefined) return
        peer.send(dialect.agree(line))
        await peer.secure(stranger)
        await respond(peer, dialect, PASSWORDS[protocol])
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls')
        const outcome = await session!.startTls()
        assert.equal(outcome.result, 'ok')
        assert.equal(outcome.tls?.trusted, false)
        assert.equal(outcome.tls?.certificate, 'chain-incomplete')
        await session!.askCapabilities()
        assert.ok(session!.mechanisms().includes('PLAIN'), 'a session without a secret may go on')
        assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-certificate')
        session!.close()
      },
    )
  })

  test(`${protocol}: a server that agrees and hangs up`, async () => {
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, word)
        if (line !== undefined) peer.socket.end(dialect.agree(line))
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls')
        assert.match((await session!.startTls()).result, /^(closed|handshake)$/)
      },
    )
  })

  test(`${protocol}: a server that agrees and falls silent`, async () => {
    await withScript(
      async (peer) => {
        const line = await untilStartTls(peer, dialect, word)
        if (line !== undefined) peer.send(dialect.agree(line))
        await peer.line()
      },
      async (server) => {
        const { session } = await openTo(server, protocol, 'starttls', { tlsMs: 150 })
        assert.equal((await session!.startTls()).result, 'timeout')
      },
    )
  })
}

test('imap: PREAUTH on a plain connection shuts STARTTLS out, and no secret follows', async () => {
  let heard: string | undefined
  await withScript(
    async (peer) => {
      peer.send('* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] welcome home\r\n')
      heard = await peer.line()
    },
    async (server) => {
      const { session } = await openTo(server, 'imap', 'starttls')
      assert.equal(session?.greeting.status, 'PREAUTH')
      assert.equal((await session!.startTls()).result, 'preauth')
      assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-plain')
      session!.close()
    },
  )
  assert.equal(heard, undefined, 'nothing was said to it')
})

test('imap: capabilities inside the agreement to STARTTLS are forgotten as well', async () => {
  await withScript(
    async (peer) => {
      const line = await untilStartTls(peer, DIALECTS.imap, 'STARTTLS')
      if (line === undefined) return
      peer.send(`* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5\r\n${tag(line)} OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] begin\r\n`)
      await peer.secure()
      await respond(peer, DIALECTS.imap, 'AUTH=XOAUTH2 LOGINDISABLED')
    },
    async (server) => {
      const { session } = await openTo(server, 'imap', 'starttls')
      assert.equal((await session!.startTls()).result, 'ok')
      assert.deepEqual([...session!.capabilities], [])
      await session!.askCapabilities()
      assert.deepEqual(session!.mechanisms(), ['XOAUTH2'])
      session!.close()
    },
  )
})

test('implicit TLS under a bad certificate gives a session that refuses secrets', async () => {
  const server = await script(async (peer) => {
    await peer.secure()
    peer.send('* OK ready\r\n')
    await peer.line()
  })
  const strangers = createNetwork({ connectTo: [`${HOST}::127.0.0.1:`] })
  const { session, tls } = await openTo(server, 'imap', 'tls', { network: strangers })
  assert.equal(tls?.trusted, false)
  assert.equal(session?.greeting.ok, true)
  assert.equal(await codeOf(() => session!.signIn(CREDENTIALS)), 'unsafe-certificate')
  session?.close()
  await server.stop()
})
