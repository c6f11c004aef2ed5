// One client at our door, before it is let in: its lines, its TLS, its tries; bounded in bytes, lines and time.

import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type SecureContext, TLSSocket } from 'node:tls'
import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import { Secret } from '../model/secret.ts'
import { WireStream } from '../wire/stream.ts'
import { isOldTls } from './authority/server-tls.ts'
import type { Door } from './door.ts'
import type { Said } from './hear-sasl.ts'
import { comesFrom } from './networks.ts'
import type { Admission, Device } from './shapes.ts'

/** RFC 4954 §4.5 wants 12,288 for one line of a SASL exchange; nobody here needs more. */
const LIMITS = { lineBytes: 12_288, literalBytes: 4_096, replyBytes: 65_536, replyLines: 200, readMs: 60_000, sessionMs: 180_000 }

export interface VisitOptions {
  readonly protocol: Protocol
  readonly door: Door
  /** Absent: no TLS is offered. */
  readonly tls?: SecureContext | undefined
  readonly secure: boolean
  readonly signal: AbortSignal
  readonly handshakeMs: number
  /** A device that may was let in over TLS that is out of date. */
  readonly onOldTls?: (device: Device, version: string) => void
}

export class Visit {
  readonly protocol: Protocol
  readonly from: string
  readonly #options: VisitOptions
  readonly #end = performance.now() + LIMITS.sessionMs
  #stream: WireStream
  #secure: boolean
  /** Of the TLS that is up. */
  #version: string | null
  #bytes = 0
  #lines = 0

  constructor(socket: Socket, options: VisitOptions) {
    this.protocol = options.protocol
    this.from = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
    this.#options = options
    this.#secure = options.secure
    this.#version = socket instanceof TLSSocket ? socket.getProtocol() : null
    this.#stream = this.#read(socket)
  }

  /** TLS can be begun now. */
  get offersTls(): boolean {
    return this.#options.tls !== undefined && !this.#secure
  }

  /** Some device answers a challenge instead of saying its password. */
  get offersDigest(): boolean {
    return this.#options.door.offersDigest
  }

  /** A password may be said: over TLS, or without ever leaving this computer. */
  get maySpeak(): boolean {
    return this.#secure || comesFrom([], this.from)
  }

  async readLine(): Promise<Buffer> {
    const line = await this.#stream.readLine()
    this.#count(line.length)
    return line
  }

  async readLiteral(size: number): Promise<Buffer> {
    if (size > LIMITS.literalBytes) throw this.#tooMuch()
    this.#count(size)
    return this.#stream.readBytes(size)
  }

  write(text: string): Promise<void> {
    return this.#stream.write(text)
  }

  /** One step of a SASL exchange: the challenge as the protocol writes it, and the line that answers. */
  async ask(challenge: string): Promise<string> {
    await this.write(challenge)
    return (await this.readLine()).toString('latin1')
  }

  /** After our agreement was written. False: it did not come to TLS, and the client is gone. What it said in clear behind its wish is never read (RFC 3207 §6, RFC 9051 §6.2.1). */
  async startTls(): Promise<boolean> {
    const { socket, rest } = this.#stream.release()
    if (rest.length > 0) {
      socket.destroy()
      return false
    }
    const secured = new TLSSocket(socket, { isServer: true, secureContext: this.#options.tls as SecureContext })
    const up = await handshake(secured, this.#options)
    if (!up) return false
    this.#secure = true
    this.#version = secured.getProtocol()
    this.#stream = this.#read(secured)
    return true
  }

  /** A denial has been waited for. */
  async knock(said: Said): Promise<Admission> {
    const { door, protocol, signal, onOldTls } = this.#options
    const oldTls = isOldTls(this.#version)
    const proof = 'password' in said ? new Secret(said.password) : said
    const admission = await door.knock({ protocol, user: said.user, proof, from: this.from, secure: this.#secure, oldTls })
    if (!admission.ok) await wait(admission.waitMs, undefined, { signal }).catch(() => {})
    else if (oldTls) onOldTls?.(admission.device, this.#version as string)
    return admission
  }

  release(): { readonly socket: Socket; readonly rest: Buffer } {
    return this.#stream.release()
  }

  /** What was said last is still heard. */
  close(): void {
    this.#stream.finish()
  }

  #read(socket: Socket): WireStream {
    return new WireStream(socket, this.from, LIMITS, this.#end, this.#options.signal)
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    this.#lines += 1
    if (this.#bytes > LIMITS.replyBytes || this.#lines > LIMITS.replyLines) throw this.#tooMuch()
  }

  #tooMuch(): SesameError {
    this.close()
    return new SesameError('limit-exceeded', { host: this.from })
  }
}

function handshake(socket: TLSSocket, { signal, handshakeMs }: VisitOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (up: boolean) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', no)
      if (!up) socket.destroy()
      resolve(up)
    }
    const no = () => done(false)
    const timer = setTimeout(no, handshakeMs)
    signal.addEventListener('abort', no, { once: true })
    // Stays for the life of the socket.
    socket.on('error', no)
    socket.once('close', no)
    socket.once('secure', () => done(true))
  })
}
