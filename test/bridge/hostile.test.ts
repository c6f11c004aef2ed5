// Providers that break, lie, drip or fall silent at every point of the sign-in: the client gets a short true answer in the words of its protocol, in time, and stays connected.

import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { createServer as createSecure } from 'node:tls'
import type { KeySource, Shut } from '../../src/bridge/shapes.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { tlsSessions } from '../../src/net/tls-sessions.ts'
import { createAuthority } from '../net/pki.ts'
import type { Peer } from '../wire/script.ts'
import {
  CHALLENGE,
  type HostileOptions,
  type HostileWorld,
  hostileWorld,
  provider,
  RENEWED,
  renewing,
  TOKEN,
  talk,
} from './hostile-world.ts'

const GREETING = '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n'
/** Good for both. */
const NO_SERVICE = '421 4.3.2 Later\r\n'
const forever = () => new Promise<void>(() => {})

async function world<T>(options: HostileOptions, act: (t: HostileWorld) => Promise<T>): Promise<T> {
  const t = await hostileWorld(options)
  try {
    return await act(t)
  } finally {
    await t.stop()
  }
}

/** The answer to a good password, proved by a LOGOUT behind it that is answered too. */
const signIn = (options: HostileOptions) =>
  world(options, async (t) => {
    const said = await talk(t.port('imap'), [null, `a LOGIN ${t.account.id} ${t.password}\r\n`, null, 'z LOGOUT\r\n'], /^z OK/m)
    assert.match(said, /^z OK/m, said)
    const shut = t.events.find((event) => event.kind === 'shut')
    return { said, answer: /^a .*$/m.exec(said)?.[0] ?? '', shut: shut?.kind === 'shut' ? shut.shut : null, connections: t.connections }
  })

/** After the greeting, this is the answer to AUTHENTICATE. */
const afterAuthenticate = (play: (peer: Peer, tag: string) => Promise<void> | void) => async (peer: Peer) => {
  peer.send(GREETING)
  const tag = ((await peer.line()) ?? '').split(' ')[0] as string
  await play(peer, tag)
}

async function drip(peer: Peer, text: string): Promise<void> {
  for (const letter of text) {
    if (peer.socket.destroyed) return
    peer.send(letter)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const FAULTS: Readonly<Record<string, HostileOptions>> = {
  'a cut before TLS': { script: 'plain', play: async (peer) => void peer.socket.destroy() },
  'silence instead of TLS': { script: 'plain', play: forever, patienceMs: 400 },
  'a plain greeting instead of TLS': { script: 'plain', play: async (peer) => peer.send(GREETING) },
  'a cut after TLS': { play: async (peer) => void peer.socket.destroy() },
  'silence instead of a greeting': { play: forever, patienceMs: 400 },
  'a greeting that drips': { play: (peer) => drip(peer, GREETING.repeat(20)), patienceMs: 400 },
  'a greeting of another protocol': { play: async (peer) => void peer.send('HTTP/1.1 400 Bad Request\r\n\r\n') },
  'a greeting of random bytes': { play: async (peer) => void peer.send(Buffer.from('00ff0a80fe0d0a', 'hex')) },
  'a goodbye instead of a greeting': { play: async (peer) => void peer.socket.end('* BYE Too many connections\r\n') },
  'a line that never ends': { play: async (peer) => void peer.send('* OK '.padEnd(3_000_000, 'x')) },
  'lines that never end': { play: async (peer) => void peer.send(GREETING + '* OK still here\r\n'.repeat(300_000)) },
  'a cut at the sign-in': { play: afterAuthenticate((peer) => void peer.socket.destroy()) },
  'silence at the sign-in': { play: afterAuthenticate(forever), patienceMs: 400 },
  'a goodbye at the sign-in': { play: afterAuthenticate((peer) => void peer.socket.end('* BYE Going down\r\n')) },
  'a challenge cut in the middle': { play: afterAuthenticate((peer) => void peer.socket.end(`+ ${CHALLENGE.slice(0, 20)}`)) },
  'challenges without end': {
    play: afterAuthenticate(async (peer) => {
      do peer.send('+ \r\n')
      while ((await peer.line()) !== undefined)
    }),
  },
  'trouble of its own, said in the challenge': {
    play: afterAuthenticate(async (peer, tag) => {
      peer.send(`+ ${Buffer.from('{"status":"503"}').toString('base64')}\r\n`)
      await peer.line()
      peer.send(`${tag} NO AUTHENTICATE failed\r\n`)
    }),
  },
  'NO [UNAVAILABLE]': { play: afterAuthenticate((peer, tag) => peer.send(`${tag} NO [UNAVAILABLE] Try later\r\n`)) },
  'OK, and a cut before the proof': { play: afterAuthenticate((peer, tag) => void peer.socket.end(`${tag} OK in\r\n`)) },
}

describe('a provider that breaks: IMAP', { concurrency: 4 }, () => {
  for (const [name, options] of Object.entries(FAULTS)) {
    it(name, async () => {
      const { answer, shut } = await signIn(options)
      assert.match(answer, /^a NO \[UNAVAILABLE\] The provider cannot be reached now/)
      assert.equal(shut?.kind, 'unavailable')
    })
  }

  it('nobody listens there', async () => {
    const closed = createServer()
    const port = await new Promise<number>((resolve) =>
      closed.listen(0, '127.0.0.1', () => resolve((closed.address() as { port: number }).port)),
    )
    await new Promise((resolve) => closed.close(resolve))
    assert.match((await signIn({ play: forever, port })).answer, /^a NO \[UNAVAILABLE\]/)
  })

  it('the words of a goodbye are kept for the log', async () => {
    assert.match((await signIn(FAULTS['a goodbye instead of a greeting'] as HostileOptions)).shut?.said ?? '', /Too many connections/)
  })

  it('signed in but not connected: whose mailbox it is must be looked at, and no token is spent on it', async () => {
    const { answer, shut, connections } = await signIn({
      play: afterAuthenticate(async (peer, tag) => {
        peer.send(`${tag} OK AUTHENTICATE completed.\r\n`)
        const next = ((await peer.line()) ?? '').split(' ')[0]
        peer.socket.end(`${next} BAD User is authenticated but not connected.\r\n* BYE Connection closed. 14\r\n`)
      }),
    })
    assert.match(answer, /^a NO \[CONTACTADMIN\] The sign-in works but opens another mailbox/)
    assert.equal(shut?.kind, 'not-connected')
    assert.equal(connections, 1)
  })
})

describe('a token that the provider refuses', { concurrency: 3 }, () => {
  for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
    const sayings = {
      imap: (t: HostileWorld) => [null, `a LOGIN ${t.account.id} ${t.password}\r\n`],
      pop3: (t: HostileWorld) => [null, `USER ${t.account.id}\r\n`, null, `PASS ${t.password}\r\n`],
      smtp: (t: HostileWorld) => [null, `AUTH PLAIN ${Buffer.from(`\0${t.account.id}\0${t.password}`).toString('base64')}\r\n`],
    }[protocol]
    const decided = { imap: /^a (OK|NO|BAD)/m, pop3: /\+OK ?\r\n(.*\r\n)*(\+OK Signed|-ERR)/, smtp: /^(235|454|535)/m }[protocol]

    it(`${protocol}: renewed once, on a new connection, and the client hears of nothing`, () =>
      world({ protocol, play: (peer) => provider(peer, protocol, (token) => token === RENEWED) }, async (t) => {
        const said = await talk(t.port(protocol), sayings(t), decided)
        assert.match(said, { imap: /^a OK/m, pop3: /\+OK Signed in/, smtp: /^235/m }[protocol], said)
        assert.equal(t.connections, 2)
        assert.equal(t.events.filter(({ kind }) => kind === 'refreshed').length, 1)
      }))

    it(`${protocol}: refused a second time, it is told; there is no third`, () =>
      world({ protocol, play: (peer) => provider(peer, protocol, () => false) }, async (t) => {
        const said = await talk(t.port(protocol), sayings(t), decided)
        const told = { imap: /^a NO \[CONTACTADMIN\]/m, pop3: /^-ERR \[SYS\/PERM\]/m, smtp: /^454 4\.7\.0 /m }[protocol]
        assert.match(said, told)
        assert.equal(t.connections, 2)
        assert.doesNotMatch(`${said}${JSON.stringify(t.events)}`, new RegExp(`${TOKEN}|${RENEWED}`))
      }))
  }
})

describe('a token server that is slow, down or refuses', { concurrency: 4 }, () => {
  const no =
    (kind: Shut['kind']): KeySource['key'] =>
    async () => ({ ok: false, shut: { kind, said: 'AADSTS700082 invalid_grant' } })
  const cases: readonly (readonly [string, Partial<HostileOptions>, RegExp])[] = [
    ['it never answers', { keys: () => new Promise(() => {}), patienceMs: 300 }, /^a NO \[UNAVAILABLE\]/],
    ['it is down', { keys: no('unavailable') }, /^a NO \[UNAVAILABLE\]/],
    ['it wants less', { keys: no('throttled') }, /^a NO \[UNAVAILABLE\] The provider asks to wait/],
    ['it wants the owner', { keys: no('reauthorize') }, /^a NO \[EXPIRED\] The owner/],
    ['it wants an administrator', { keys: no('policy') }, /^a NO \[CONTACTADMIN\] An administrator/],
    ['the renewal is refused', { keys: refusedAgain }, /^a NO \[EXPIRED\]/],
  ]
  for (const [name, options, answer] of cases) {
    it(name, async () => {
      const said = await signIn({ play: (peer) => provider(peer, 'imap', () => false), ...options })
      assert.match(said.answer, answer)
      assert.doesNotMatch(said.said, /AADSTS/)
    })
  }

  async function refusedAgain(...[account, protocol, notThis]: Parameters<KeySource['key']>): ReturnType<KeySource['key']> {
    return notThis === undefined ? renewing(account, protocol) : no('reauthorize')(account, protocol)
  }
})

describe('a provider that breaks: POP3 and SMTP', { concurrency: 4 }, () => {
  const pop = (t: HostileWorld) => [null, `USER ${t.account.id}\r\n`, null, `PASS ${t.password}\r\n`, null, 'QUIT\r\n']
  const smtp = (t: HostileWorld) => {
    const plain = Buffer.from(`\0${t.account.id}\0${t.password}`).toString('base64')
    return [null, `AUTH PLAIN ${plain}\r\n`, null, 'QUIT\r\n']
  }
  const greetings: Readonly<Record<string, (peer: Peer) => Promise<void>>> = {
    'a cut': async (peer) => void peer.socket.destroy(),
    'random bytes': async (peer) => void peer.send(Buffer.from('00ff0a80fe0d0a', 'hex')),
    'no service': async (peer) => void peer.socket.end(NO_SERVICE),
    'a line that never ends': async (peer) => void peer.send('220 +OK'.padEnd(2_000_000, 'x')),
    silence: forever,
  }
  for (const [name, play] of Object.entries(greetings)) {
    it(`POP3: ${name}`, () =>
      world({ protocol: 'pop3', play, patienceMs: 500 }, async (t) => {
        assert.match(await talk(t.port('pop3'), pop(t), /Goodbye/), /^-ERR \[SYS\/TEMP\] .*\r\n\+OK Goodbye/m)
      }))
    it(`SMTP: ${name}`, () =>
      world({ protocol: 'smtp', play, patienceMs: 500 }, async (t) => {
        assert.match(await talk(t.port('smtp'), smtp(t), /^221/m), /^454 4\.7\.0 .*\r\n221 /m)
      }))
  }
})

describe('a provider that breaks when it has let us in: SMTP', { concurrency: 2 }, () => {
  const letIn = async (peer: Peer, more: string) => {
    peer.send('220 ready\r\n')
    for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
      if (line.startsWith('EHLO')) peer.send('250-here\r\n250 AUTH XOAUTH2\r\n')
      else if (line.startsWith('AUTH')) peer.send(`235 2.7.0 in\r\n${more}`)
      else return void peer.socket.destroy()
    }
  }
  const mail = (t: HostileWorld) => [
    null,
    'EHLO x\r\n',
    null,
    `AUTH PLAIN ${Buffer.from(`\0${t.account.id}\0${t.password}`).toString('base64')}\r\n`,
    null,
    `MAIL FROM:<${t.account.id}>\r\n`,
  ]
  it('a cut at the first command: the client is told before it is hung up on', () =>
    world({ protocol: 'smtp', play: (peer) => letIn(peer, '') }, async (t) => {
      assert.match(await talk(t.port('smtp'), mail(t), /^421/m), /^235 .*\r\n421 4\.3\.0 The connection to the provider broke/m)
    }))
  it('words that nobody asked for: told too, as the answer to its sign-in', () =>
    world({ protocol: 'smtp', play: (peer) => letIn(peer, '421 4.4.2 Going down\r\n') }, async (t) => {
      assert.match(await talk(t.port('smtp'), mail(t), /^421/m), /^421 4\.3\.0 /m)
    }))
})

describe('a connection at hand', () => {
  const login = (t: HostileWorld) => talk(t.port('imap'), [null, `a LOGIN ${t.account.id} ${t.password}\r\n`], /^a (OK|NO)/m)
  const waitFor = async (there: () => boolean) => {
    for (const end = performance.now() + 60_000; !there() && performance.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 5))
    assert.ok(there())
  }

  it('kept only where clients come one after the other; taken by the next', () =>
    world({ play: (peer) => provider(peer, 'imap') }, async (t) => {
      assert.match(await login(t), /^a OK/m)
      await new Promise((resolve) => setTimeout(resolve, 50))
      assert.equal(t.connections, 1)
      assert.match(await login(t), /^a OK/m)
      await waitFor(() => t.connections === 3)
      t.forget()
      assert.match(await login(t), /^a OK/m)
      // The third sign-in used the third connection; a fourth is made for who comes next.
      await waitFor(() => t.connections === 4)
    }))

  it('one that died meanwhile costs nobody a sign-in: said with a goodbye, cut in silence, or cut when it is used', async () => {
    const deaths: readonly ((peer: Peer) => Promise<void>)[] = [
      async (peer) => void peer.socket.end(`${GREETING}* BYE Autologout\r\n`),
      async (peer) => {
        peer.send(GREETING)
        await new Promise((resolve) => setTimeout(resolve, 20))
        peer.socket.destroy()
      },
      afterAuthenticate((peer) => void peer.socket.destroy()),
    ]
    for (const die of deaths) {
      await world({ play: (peer, at) => (at === 2 ? die(peer) : provider(peer, 'imap')) }, async (t) => {
        await login(t)
        await login(t)
        await waitFor(() => t.connections === 3)
        await new Promise((resolve) => setTimeout(resolve, 60))
        assert.match(await login(t), /^a OK/m)
      })
    }
  })
})

describe('TLS sessions taken up again', () => {
  const authority = createAuthority('Sesame Resumption Root')
  const { cert, key } = authority.issue({ names: ['one.example.test', 'two.example.test'] })

  async function handshakes(network: Network, hosts: readonly string[]): Promise<(readonly [trusted: boolean, again: boolean])[]> {
    const server = createSecure({ cert, key }, (socket) => {
      socket.on('error', () => {})
      socket.write('hello\r\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const sessions = tlsSessions()
    const seen: (readonly [boolean, boolean])[] = []
    for (const host of hosts) {
      const { socket } = await network.connect('127.0.0.1', port, { timeoutMs: 60_000 })
      const outcome = await network.secure(socket as Socket, host, { timeoutMs: 60_000, sessions })
      await new Promise((resolve) => outcome.socket!.once('data', resolve))
      seen.push([outcome.trusted, outcome.socket!.isSessionReused()])
      assert.equal(outcome.trusted, outcome.problems === undefined)
      outcome.socket!.destroy()
    }
    await new Promise((resolve) => server.close(resolve))
    return seen
  }

  it('with the same server under the same name only, and verified at the beginning', async () => {
    const trusting = createNetwork({ cacert: authority.cert })
    assert.deepEqual(await handshakes(trusting, ['one.example.test', 'one.example.test', 'two.example.test', 'two.example.test']), [
      [true, false],
      [true, true],
      [true, false],
      [true, true],
    ])
  })

  it('never where the certificate is bad: it stays bad each time', async () => {
    const bad = [false, false] as const
    assert.deepEqual(await handshakes(createNetwork({}), ['one.example.test', 'one.example.test']), [bad, bad])
    const trusting = createNetwork({ cacert: authority.cert })
    assert.deepEqual(await handshakes(trusting, ['one.example.test', 'other.example.test']), [[true, false], bad])
  })
})
