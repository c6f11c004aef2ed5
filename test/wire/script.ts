// A server that says what a test tells it to, byte for byte, with or without TLS, on a port of its own.

import { createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { SesameError } from '../../src/model/errors.ts'
import type { Endpoint, Protocol, Security } from '../../src/model/protocol.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { openImap } from '../../src/wire/imap.ts'
import type { Opened, WireOptions } from '../../src/wire/open.ts'
import { openPop3 } from '../../src/wire/pop3.ts'
import type { Session } from '../../src/wire/session.ts'
import { openSmtp } from '../../src/wire/smtp.ts'
import { Transcript } from '../../src/wire/transcript.ts'
import { createAuthority, type Issued } from '../net/pki.ts'

export const HOST = 'mail.example.test'
const authority = createAuthority('Sesame Script Root')
const identity = authority.issue({ names: [HOST] })
export const TRUSTED = authority.cert

/** One connection, as the script sees it. */
export interface Peer {
  socket: Socket
  /** The next line, without its end; undefined when the client has gone. */
  line(): Promise<string | undefined>
  send(text: string | Buffer): void
  /** Server side of a handshake; false when it failed. */
  secure(issued?: Issued): Promise<boolean>
  /** All bytes received in clear so far. */
  readonly clear: Buffer[]
}

export interface Script {
  readonly port: number
  readonly clear: () => Buffer
  stop(): Promise<void>
}

export async function script(play: (peer: Peer) => Promise<void>, security: Security = 'plain'): Promise<Script> {
  const open = new Set<Socket>()
  const clear: Buffer[] = []
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    const peer = new ScriptPeer(socket, clear)
    void (async () => {
      if (security === 'tls' && !(await peer.secure())) return
      await play(peer)
    })().catch(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    clear: () => Buffer.concat(clear),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

class ScriptPeer implements Peer {
  socket: Socket
  readonly clear: Buffer[]
  #waiting = Buffer.alloc(0)
  #ended = false
  #wake: (() => void) | undefined
  readonly #read = (chunk: Buffer) => {
    if (!(this.socket instanceof TLSSocket)) this.clear.push(chunk)
    this.#waiting = Buffer.concat([this.#waiting, chunk])
    this.#wake?.()
  }
  readonly #closed = () => {
    this.#ended = true
    this.#wake?.()
  }

  constructor(socket: Socket, clear: Buffer[]) {
    this.socket = socket
    this.clear = clear
    this.#listen()
  }

  #listen(): void {
    this.socket.on('data', this.#read).on('close', this.#closed).on('end', this.#closed)
  }

  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#waiting.indexOf('\n')
      if (end >= 0) {
        const text = this.#waiting.toString('utf8', 0, end).replace(/\r$/, '')
        this.#waiting = this.#waiting.subarray(end + 1)
        return text
      }
      if (this.#ended) return undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  send(text: string | Buffer): void {
    this.socket.write(text)
  }

  async secure(issued: Issued = identity): Promise<boolean> {
    this.socket.off('data', this.#read).off('close', this.#closed).off('end', this.#closed)
    const secured = new TLSSocket(this.socket, { isServer: true, cert: issued.cert, key: issued.key })
    const ok = await new Promise<boolean>((resolve) => {
      secured.once('secure', () => resolve(true))
      secured.once('error', () => resolve(false))
      secured.once('close', () => resolve(false))
    })
    secured.on('error', () => {})
    this.socket = secured
    this.#ended = !ok
    this.#listen()
    return ok
  }
}

const OPEN = { imap: openImap, pop3: openPop3, smtp: openSmtp }

/** Opens a session to a script as if it were HOST, with an authority that is trusted. */
export async function openTo(
  server: Script,
  protocol: Protocol,
  security: Security,
  options: WireOptions & { network?: Network } = {},
): Promise<Opened<Session> & { transcript: Transcript }> {
  const transcript = options.transcript ?? new Transcript()
  const network = options.network ?? createNetwork({ cacert: TRUSTED, connectTo: [`${HOST}:${server.port}:127.0.0.1:${server.port}`] })
  const endpoint: Endpoint = { protocol, host: HOST, port: server.port, security }
  return { ...(await OPEN[protocol](network, endpoint, { ...options, transcript })), transcript }
}

/** The code of the SesameError that `act` throws; throws when it throws none. */
export async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
  } catch (error) {
    if (error instanceof SesameError) return error.code
    throw error
  }
  throw new Error('nothing was thrown')
}
