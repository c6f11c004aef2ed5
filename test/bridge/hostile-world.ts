// A bridge before a provider that does whatever a test wants, and clients that say what no mail app would: everything that the provider hears is kept.

import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { type Bridge, startBridge } from '../../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../../src/bridge/device-password.ts'
import { openDoor } from '../../src/bridge/door.ts'
import type { Account, BridgeEvent, Device, KeySource } from '../../src/bridge/shapes.ts'
import type { Protocol, Security } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import { HOST, type Peer, type Script, script, TRUSTED } from '../wire/script.ts'
import { aDevice, PLAIN_DOORS } from './world.ts'

export interface HostileWorld {
  readonly bridge: Bridge
  readonly events: BridgeEvent[]
  readonly account: Account
  readonly password: string
  port(protocol: Protocol): number
  /** What the provider hears from now on is kept anew. */
  forget(): void
  /** All that the provider heard, on all connections, decrypted. */
  heard(): Buffer
  /** Connections to the provider. */
  readonly connections: number
  stop(): Promise<void>
}

export interface HostileOptions {
  /** `at`: the how manyth connection, from 0. */
  readonly play: (peer: Peer, at: number) => Promise<void>
  readonly protocol?: Protocol
  /** How the script's side begins; the bridge always wants TLS. */
  readonly script?: Security
  readonly keys?: KeySource['key']
  readonly patienceMs?: number
  readonly port?: number
}

export const TOKEN = 'token-kept'
export const RENEWED = 'token-renewed'
const ok = (token: string) => ({
  ok: true as const,
  key: { user: 'marie@example.test', secret: new Secret(token), mechanisms: ['XOAUTH2' as const] },
})

/** Gives the kept token, and a new one when that was refused. */
export const renewing: KeySource['key'] = async (_account, _protocol, notThis) => ok(notThis === undefined ? TOKEN : RENEWED)

export async function hostileWorld(options: HostileOptions): Promise<HostileWorld> {
  let heard: Buffer[] = []
  let connections = 0
  const server: Script = await script(async (peer) => {
    const at = connections++
    peer.socket.on('data', (chunk: Buffer) => heard.push(chunk))
    await options.play(peer, at)
  }, options.script ?? 'tls')
  const protocol = options.protocol ?? 'imap'
  const account: Account = {
    id: 'marie@example.test',
    upstream: { kind: 'oauth', grant: 'marie' },
    endpoints: { [protocol]: { protocol, host: HOST, port: options.port ?? server.port, security: 'tls' } },
    sending: 'smtp',
  }
  const hashKey = randomBytes(32)
  const password = makeDevicePassword()
  const device: Device = aDevice(account, hashDevicePassword(password, hashKey))
  const events: BridgeEvent[] = []
  const bridge = await startBridge({
    network: createNetwork({ cacert: TRUSTED, connectTo: [`${HOST}::127.0.0.1:`] }),
    listeners: PLAIN_DOORS,
    door: openDoor({ deviceByHash: (hash) => (hash === device.hash ? device : null), account: () => account, used: () => {} }, hashKey),
    keys: { key: options.keys ?? renewing },
    patienceMs: options.patienceMs ?? 20_000,
    on: (event) => events.push(event),
  })
  return {
    bridge,
    events,
    account,
    password: password.reveal(),
    port: (which) => bridge.doors.find(({ listener }) => listener.protocol === which)!.port,
    forget: () => {
      heard = []
    },
    heard: () => Buffer.concat(heard),
    get connections() {
      return connections
    },
    async stop() {
      await bridge.stop()
      await server.stop()
    },
  }
}

/** A provider that takes one token in all three protocols, and says the client's further words back in IMAP. */
export async function provider(peer: Peer, protocol: Protocol, takes: (token: string) => boolean = () => true): Promise<void> {
  const send = (text: string) => peer.send(text)
  send({ imap: '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n', pop3: '+OK ready\r\n', smtp: '220 ready\r\n' }[protocol])
  const good = (base64: string) => takes(/Bearer ([!-~]*)/.exec(Buffer.from(base64, 'base64').toString())?.[1] ?? '')
  for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
    const words = line.split(' ')
    const command = (protocol === 'imap' ? (words[1] ?? '') : (words[0] ?? '')).toUpperCase()
    const tag = words[0]
    if (protocol === 'imap') {
      if (command === 'AUTHENTICATE' && !good(words[3] ?? '')) {
        send(`+ ${CHALLENGE}\r\n`)
        await peer.line()
        send(`${tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n`)
      } else if (command === 'STATUS') send(`* STATUS INBOX (UIDNEXT 1)\r\n${tag} OK done\r\n`)
      else if (command === 'LOGOUT') {
        send(`* BYE\r\n${tag} OK done\r\n`)
        peer.socket.end()
      } else send(`${tag} OK [CAPABILITY IMAP4rev1 IDLE] done\r\n`)
    } else if (protocol === 'pop3') {
      if (command === 'CAPA') send('+OK\r\nSASL XOAUTH2\r\n.\r\n')
      else if (command === 'AUTH') {
        send('+ \r\n')
        if (good((await peer.line()) ?? '')) send('+OK in\r\n')
        else {
          send(`+ ${CHALLENGE}\r\n`)
          await peer.line()
          send('-ERR [AUTH] no\r\n')
        }
      } else send('+OK 0 0\r\n')
    } else if (command === 'EHLO') send('250-here\r\n250 AUTH XOAUTH2\r\n')
    else if (command === 'AUTH') {
      if (good(words[2] ?? '')) send('235 2.7.0 in\r\n')
      else {
        send(`334 ${CHALLENGE}\r\n`)
        await peer.line()
        send('535 5.7.8 no\r\n')
      }
    } else send('250 2.0.0 Ok\r\n')
  }
}

export const CHALLENGE = Buffer.from('{"status":"401","schemes":"bearer","scope":"mail"}').toString('base64')

/** Says the pieces, each in a packet of its own where the system allows, and gives all that was heard until `until` or the end. `null`: waits for a line first. */
export function talk(port: number, pieces: readonly (string | Buffer | null)[], until: RegExp, ms = 60_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const rest = [...pieces]
    let heard = ''
    let lines = 0
    let pending = false
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`silence after ${JSON.stringify(heard)}`))
    }, ms)
    const done = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heard)
    }
    const next = () => {
      pending = false
      if (rest.length === 0 || socket.destroyed) return
      if (rest[0] === null) {
        const found = heard.split('\n').length - 1
        if (found <= lines) return
        lines = found
        rest.shift()
        return schedule()
      }
      socket.write(rest.shift() as string | Buffer)
      schedule()
    }
    const schedule = () => {
      if (pending) return
      pending = true
      setImmediate(next)
    }
    socket.on('connect', schedule)
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (until.test(heard)) done()
      else schedule()
    })
    socket.on('error', () => {})
    socket.on('close', done)
  })
}
