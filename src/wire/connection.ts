// One connection below the three protocols: lines in and out with their transcript, limits per answer, and the upgrade to TLS that forgets everything before it.

import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Network, TlsOutcome } from '../net/network.ts'
import { decode } from './decode.ts'
import { deflated } from './deflated.ts'
import type { WireLimits } from './limits.ts'
import type { StartTlsOutcome, WireReply } from './session.ts'
import { WireStream } from './stream.ts'
import type { Transcript } from './transcript.ts'

export interface Ends {
  readonly protocol: Protocol
  readonly host: string
  readonly port: number
  readonly network: Network
  readonly transcript: Transcript
  readonly limits: WireLimits
  readonly tlsMs: number
  readonly signal?: AbortSignal
}

export class Connection {
  readonly ends: Ends
  /** The handshake that protects it, once there is one. */
  tls: TlsOutcome | undefined
  /** Our own address, for EHLO. */
  readonly localAddress: string | undefined
  #limits: WireLimits
  #sessionEnd: number
  #stream: WireStream
  #replyBytes = 0
  #replyLines = 0

  constructor(ends: Ends, socket: Socket, tls?: TlsOutcome) {
    this.ends = ends
    this.tls = tls
    this.localAddress = socket.localAddress
    this.#limits = ends.limits
    this.#sessionEnd = performance.now() + ends.limits.sessionMs
    this.#stream = new WireStream(socket, ends.host, ends.limits, this.#sessionEnd, ends.signal)
  }

  get secure(): boolean {
    return this.tls?.trusted === true
  }

  get exhausted(): boolean {
    return this.#stream.exhausted
  }

  /** Open, and nothing was said that nobody has read. */
  get quiet(): boolean {
    return this.#stream.quiet
  }

  get limits(): WireLimits {
    return this.#limits
  }

  /** Other limits from now on: a transfer lasts for hours. `sessionMs` counts from now. */
  allow(limits: Partial<WireLimits>): void {
    this.#limits = { ...this.#limits, ...limits }
    if (limits.sessionMs !== undefined) this.#sessionEnd = performance.now() + limits.sessionMs
    this.#stream.allow(this.#limits, this.#sessionEnd)
  }

  /** Must be called before each command's answer: limits count per answer. */
  beginReply(): void {
    this.#replyBytes = 0
    this.#replyLines = 0
  }

  async readLineBytes(): Promise<Buffer> {
    const line = await this.#stream.readLine()
    this.#replyBytes += line.length
    this.#replyLines += 1
    if (this.#replyBytes > this.#limits.replyBytes || this.#replyLines > this.#limits.replyLines) throw this.broken('limit-exceeded')
    return line
  }

  /** One line, decoded and noted. */
  async readLine(): Promise<string> {
    const text = decode(await this.readLineBytes())
    this.ends.transcript.add('S', text)
    return text
  }

  /** A counted run of bytes, kept in memory; noted by its size only. */
  async readLiteral(count: number): Promise<Buffer> {
    if (count > this.#limits.literalBytes) throw this.broken('limit-exceeded')
    const bytes = await this.#stream.readBytes(count)
    this.ends.transcript.add('S', `{${count} bytes}`)
    return bytes
  }

  /** Whatever has come and was not read, at least one byte: for what streams through. Neither kept, counted nor noted. */
  readSome(): Promise<Buffer> {
    return this.#stream.readSome()
  }

  /** As `readSome`, in the pieces that came; see WireStream. */
  readChunks(until?: () => number): Promise<Buffer[]> {
    return this.#stream.readChunks(until)
  }

  /** Hands bytes on at once, neither kept nor noted; see WireStream. */
  send(bytes: Buffer, done: () => void): void {
    this.#stream.send(bytes, done)
  }

  /** Puts bytes back, to be read first. */
  unread(bytes: Buffer): void {
    this.#stream.unread(bytes)
  }

  /** Sends one line; `shown` stands for it in the transcript. Throws `option-invalid` rather than send a line break inside a line. */
  async writeLine(line: string, shown = line): Promise<void> {
    mustBeLine(line)
    this.ends.transcript.add('C', shown)
    await this.#stream.write(`${line}\r\n`)
  }

  /** Several lines in one piece, as `writeLine`. */
  async writeLines(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      mustBeLine(line)
      this.ends.transcript.add('C', line)
    }
    await this.#stream.write(lines.map((line) => `${line}\r\n`).join(''))
  }

  /** Sends bytes as they are; noted by their number only. */
  async writeBytes(bytes: Uint8Array): Promise<void> {
    this.ends.transcript.add('C', `{${bytes.length} bytes}`)
    await this.#stream.write(bytes)
  }

  /** A part of a message on its way through: neither kept nor noted. */
  writeRaw(bytes: Uint8Array): Promise<void> {
    return this.#stream.write(bytes)
  }

  note(text: string): void {
    this.ends.transcript.add('!', text)
  }

  /** The error to throw when the server does not speak the protocol; closes the connection. */
  broken(code: 'protocol-broken' | 'limit-exceeded' = 'protocol-broken'): SesameError {
    this.close()
    return new SesameError(code, { host: this.ends.host, protocol: this.ends.protocol.toUpperCase() })
  }

  /** Throws unless a secret may be sent: TLS up and its certificate verified for the host that was asked. */
  mustBeSecure(): void {
    if (this.tls === undefined) throw new SesameError('unsafe-plain', { host: this.ends.host })
    if (!this.tls.trusted) throw new SesameError('unsafe-certificate', { host: this.ends.host, why: this.tls.certificate })
  }

  /**
   * The handshake after the server agreed to STARTTLS. What came in clear behind its agreement was put there by somebody on the way:
   * it is thrown away, and so is the connection (RFC 3207 §6, RFC 9051 §6.2.1, CVE-2011-0411 and its kin).
   */
  async upgrade(reply: WireReply): Promise<StartTlsOutcome> {
    // One turn for bytes that the system already holds.
    await setImmediate()
    const { socket, rest } = this.#stream.release()
    if (rest.length > 0) {
      this.note(`STARTTLS: ${rest.length} bytes came before the handshake; refused`)
      socket.destroy()
      return { reply, result: 'injected' }
    }
    const { host, network, tlsMs, signal } = this.ends
    const tls = await network.secure(socket, host, { timeoutMs: tlsMs, ...(signal && { signal }) })
    this.tls = tls
    this.note(describeTls(tls))
    if (tls.socket === null) return { reply, result: tls.result === 'ok' ? 'handshake' : tls.result, tls }
    this.#stream = new WireStream(tls.socket, host, this.#limits, this.#sessionEnd, signal)
    return { reply, result: 'ok', tls }
  }

  /** From here on both sides speak DEFLATE (RFC 4978), inside TLS. Must be called right after the server agreed. */
  compress(): void {
    const { socket, rest } = this.#stream.release()
    this.note('compression on')
    // A stream asks no more of its socket than any duplex has; nobody takes the socket back from here.
    this.#stream = new WireStream(
      deflated(socket, rest) as Duplex as Socket,
      this.ends.host,
      this.#limits,
      this.#sessionEnd,
      this.ends.signal,
    )
  }

  /** Gives the socket back, with what came and was not read. This connection is of no use afterwards. */
  release(): { readonly socket: Socket; readonly rest: Buffer } {
    return this.#stream.release()
  }

  close(): void {
    this.#stream.close()
  }
}

export function describeTls(tls: TlsOutcome): string {
  if (tls.socket === null) return `TLS failed: ${tls.result}${tls.error ? ` (${tls.error})` : ''}`
  return `TLS up: ${tls.version ?? ''} ${tls.cipher ?? ''}, certificate ${tls.problems?.join(' + ') ?? tls.certificate}`
}

/** Throws `option-invalid` rather than let a line break into a line. */
function mustBeLine(line: string): void {
  if (/[\r\n\0]/.test(line)) throw new SesameError('option-invalid', { option: '--user', value: 'a line break' })
}
