// Servers that are broken or mean: each ends in bounded time and memory with a clear word.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Protocol } from '../../src/model/protocol.ts'
import { ImapSession } from '../../src/wire/imap.ts'
import type { WireLimits } from '../../src/wire/limits.ts'
import { Pop3Session } from '../../src/wire/pop3.ts'
import { retrieve } from '../../src/wire/pop3-mailbox.ts'
import { codeOf, openTo, type Peer, script } from './script.ts'

const SMALL: Partial<WireLimits> = {
  lineBytes: 4096,
  literalBytes: 100_000,
  replyBytes: 50_000,
  replyLines: 500,
  readMs: 1_000,
  sessionMs: 6_000,
}
const GREETING: Record<Protocol, string> = { imap: '* OK hi\r\n', pop3: '+OK hi\r\n', smtp: '220 hi\r\n' }
const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const

/** The server greets, hears one command, then does `what`. Returns the code that the command ends with. */
async function afterGreeting(protocol: Protocol, what: (peer: Peer, line: string) => void | Promise<void>): Promise<string> {
  const server = await script(async (peer) => {
    peer.send(GREETING[protocol])
    const line = await peer.line()
    if (line !== undefined) await what(peer, line)
    await peer.line()
  })
  const before = process.memoryUsage().arrayBuffers
  try {
    const { session } = await openTo(server, protocol, 'plain', { limits: SMALL })
    return await codeOf(() => session!.askCapabilities())
  } finally {
    await server.stop()
    assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000, 'it took too much memory')
  }
}

async function flood(peer: Peer, chunk: string): Promise<void> {
  for (let i = 0; i < 2000 && !peer.socket.destroyed; i++) {
    if (!peer.socket.write(chunk)) await new Promise((resolve) => peer.socket.once('drain', resolve).once('close', resolve))
  }
}

for (const protocol of PROTOCOLS) {
  test(`${protocol}: an endless line`, async () => {
    assert.equal(await afterGreeting(protocol, (peer) => flood(peer, 'x'.repeat(10_000))), 'limit-exceeded')
  })

  test(`${protocol}: an endless greeting`, async () => {
    const server = await script((peer) => flood(peer, 'y'.repeat(10_000)))
    const { session, broken } = await openTo(server, protocol, 'plain', { limits: SMALL })
    assert.equal(session, null)
    assert.equal(broken?.code, 'limit-exceeded')
    await server.stop()
  })

  test(`${protocol}: no greeting at all`, async () => {
    const server = await script(async (peer) => {
      await peer.line()
    })
    const { broken } = await openTo(server, protocol, 'plain', { limits: SMALL })
    assert.equal(broken?.code, 'timed-out')
    await server.stop()
  })

  test(`${protocol}: hangs up without a word`, async () => {
    const server = await script(async (peer) => {
      peer.socket.end()
    })
    const { broken } = await openTo(server, protocol, 'plain', { limits: SMALL })
    assert.equal(broken?.code, 'connection-closed')
    await server.stop()
  })

  test(`${protocol}: drips a byte at a time`, async () => {
    const code = await afterGreeting(protocol, (peer) => {
      const timer = setInterval(() => peer.send('a'), 20)
      peer.socket.once('close', () => clearInterval(timer))
    })
    assert.equal(code, 'timed-out')
  })

  test(`${protocol}: closes its side in the middle of a line`, async () => {
    const code = await afterGreeting(protocol, (peer) => {
      peer.socket.end('* CAPABIL')
    })
    assert.equal(code, 'connection-closed')
  })

  test(`${protocol}: answers in binary`, async () => {
    const code = await afterGreeting(protocol, (peer) => {
      peer.send(Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x00, 0x0a, 0x0d, 0x0a]))
    })
    assert.equal(code, 'protocol-broken')
  })

  test(`${protocol}: an answer of many lines that never ends`, async () => {
    const line = protocol === 'imap' ? '* OK and\r\n' : protocol === 'pop3' ? '+OK and\r\n' : '250-and\r\n'
    assert.equal(await afterGreeting(protocol, (peer) => flood(peer, line.repeat(100))), 'limit-exceeded')
  })

  test(`${protocol}: a greeting of another protocol is told, not thrown`, async () => {
    const server = await script(async (peer) => {
      peer.send('SSH-2.0-OpenSSH_9.2 \xe9\r\n')
      await peer.line()
    })
    const { session } = await openTo(server, protocol, 'plain', { limits: SMALL })
    assert.equal(session?.greeting.ok, false)
    assert.equal(session?.greeting.status, '')
    assert.match(session?.greeting.text ?? '', /^SSH-2\.0/)
    session?.close()
    await server.stop()
  })
}

test('imap: a huge literal is refused when it is announced, not when it has come', async () => {
  for (const size of ['4294967295', '9999999999', '100001']) {
    // Its bytes never come: only a refusal of the announcement ends otherwise than with `timed-out`.
    assert.equal(await afterGreeting('imap', (peer) => peer.send(`* CAPABILITY {${size}}\r\nabc`)), 'limit-exceeded')
  }
})

test('imap: literal upon literal', async () => {
  assert.equal(await afterGreeting('imap', (peer) => flood(peer, '* X {1}\r\na {1}\r\nb {1}\r\nc {1}\r\n'.repeat(50))), 'limit-exceeded')
})

test('imap: an answer to a command that nobody gave', async () => {
  assert.equal(await afterGreeting('imap', (peer) => peer.send('S999 OK done\r\n')), 'protocol-broken')
})

test('smtp: an answer whose lines have different digits', async () => {
  assert.equal(await afterGreeting('smtp', (peer) => peer.send('250-hello\r\n550 no\r\n')), 'protocol-broken')
})

test('imap: words that are not UTF-8 are kept', async () => {
  const server = await script(async (peer) => {
    peer.send(GREETING.imap)
    const line = await peer.line()
    peer.send(Buffer.from(`${line?.split(' ')[0]} NO acc\xe8s refus\xe9\r\n`, 'latin1'))
    await peer.line()
  })
  const { session } = await openTo(server, 'imap', 'plain')
  assert.equal((await session!.askCapabilities()).text, 'accès refusé')
  session?.close()
  await server.stop()
})

test('pop3: a message that never ends', async () => {
  const server = await script(async (peer) => {
    peer.send(GREETING.pop3)
    await peer.line()
    peer.send('+OK here it comes\r\n')
    await flood(peer, '\r\n'.repeat(5000))
  })
  const { session } = await openTo(server, 'pop3', 'plain', { limits: SMALL })
  assert.ok(session instanceof Pop3Session)
  assert.equal(await codeOf(() => retrieve(session, 1)), 'limit-exceeded')
  await server.stop()
})

test('a line break in a name cannot become a second command', async () => {
  const heard: string[] = []
  const server = await script(async (peer) => {
    peer.send(GREETING.imap)
    for (let line = await peer.line(); line !== undefined; line = await peer.line()) heard.push(line)
  })
  const { session } = await openTo(server, 'imap', 'plain')
  assert.ok(session instanceof ImapSession)
  assert.equal(await codeOf(() => session.run('SELECT INBOX\r\nS2 DELETE INBOX')), 'option-invalid')
  session.close()
  await server.stop()
  assert.deepEqual(heard, [])
})

test('quit ends by itself, whatever the server does', async () => {
  // None of them ever answers: each would be waited for without end.
  await Promise.all(
    PROTOCOLS.map(async (protocol) => {
      const server = await script(async (peer) => {
        peer.send(GREETING[protocol])
        await peer.line()
        await peer.line()
      })
      const { session } = await openTo(server, protocol, 'plain')
      await session?.quit()
      await server.stop()
    }),
  )
})
