// One client as a server sees it: bounded lines and literals in, bytes out, TLS when the server decides. Every wait ends: by data, by close or by the clock.

import type { Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'

/** Held back from a client that sends faster than the server reads. */
const HIGH_WATER = 1 << 20
const CLEAR_KEPT = 4096

export class Peer {
  #socket: Socket | TLSSocket
  #parts: Buffer[] = []
  #size = 0
  #ended = false
  #wake: (() => void) | null = null
  #idle: NodeJS.Timeout | null = null
  readonly #idleMs: number
  secure = false
  /** What the client said before TLS, for tests that look for a secret in it. */
  clear = ''

  constructor(socket: Socket, idleMs = 1_800_000) {
    this.#socket = socket
    this.#idleMs = idleMs
    socket.setNoDelay(true)
    // A client that goes away in the middle of a line is everyday life for a server.
    socket.on('error', () => this.#end())
    socket.on('close', () => this.#end())
  }

  /** Begins to read in clear. Not before: bytes that are read cannot be given back to TLS. */
  open(): void {
    this.#attach()
  }

  /** RFC 3207 §4.2, RFC 9051 §6.2.1: what came in clear before the handshake is thrown away. False when the handshake failed. */
  startTls(context: SecureContext): Promise<boolean> {
    const plain = this.#socket
    plain.removeAllListeners('data')
    plain.removeAllListeners('end')
    this.#parts = []
    this.#size = 0
    const tls = new TLSSocket(plain, { isServer: true, secureContext: context })
    this.#socket = tls
    return new Promise((resolve) => {
      const fail = () => {
        this.#end()
        tls.destroy()
        plain.destroy()
        resolve(false)
      }
      // Also ends when the client never says a word, as a client in the wrong mode does.
      const timer = setTimeout(fail, 30_000)
      tls.once('secure', () => {
        clearTimeout(timer)
        this.secure = true
        this.#attach()
        resolve(true)
      })
      tls.on('error', () => {
        clearTimeout(timer)
        fail()
      })
      tls.on('close', () => {
        clearTimeout(timer)
        fail()
      })
    })
  }

  /** A line without its CRLF, as Latin-1 so that no byte is lost; null when the client is gone or broke the bound. */
  async line(limit = 65_536): Promise<string | null> {
    let looked = 0
    for (;;) {
      const all = this.#flat()
      const end = all.indexOf(10, looked)
      if (end >= 0) {
        this.#keep(all.subarray(end + 1))
        return all.toString('latin1', 0, end > 0 && all[end - 1] === 13 ? end - 1 : end)
      }
      looked = all.length
      if (this.#ended || this.#size > limit || !(await this.#more())) return null
    }
  }

  /** Exactly so many bytes; null when the client is gone before. */
  async bytes(count: number): Promise<Buffer | null> {
    while (this.#size < count) if (this.#ended || !(await this.#more())) return null
    const all = this.#flat()
    this.#keep(all.subarray(count))
    return Buffer.from(all.subarray(0, count))
  }

  write(data: string | Buffer): void {
    if (!this.#ended && this.#socket.writable) this.#socket.write(data)
  }

  /** Writes and waits until the client took it, so that a flood does not pile up in memory. False when it is gone. */
  async pour(data: Buffer): Promise<boolean> {
    if (this.#ended || !this.#socket.writable) return false
    if (this.#socket.write(data)) return true
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#socket.removeListener('drain', done)
        this.#socket.removeListener('close', done)
        resolve()
      }
      this.#socket.once('drain', done)
      this.#socket.once('close', done)
    })
    return !this.#ended
  }

  get gone(): boolean {
    return this.#ended
  }

  /** Says goodbye to our side only: the client may still talk. */
  halfClose(): void {
    this.#socket.end()
  }

  close(): void {
    this.#socket.end()
    const socket = this.#socket
    // Gives the last line time to leave, then lets go of a client that does not.
    setTimeout(() => socket.destroy(), 2000).unref()
  }

  destroy(): void {
    this.#end()
    this.#socket.destroy()
  }

  #attach(): void {
    const socket = this.#socket
    const clear = !this.secure
    socket.on('data', (chunk: Buffer) => {
      if (clear && this.clear.length < CLEAR_KEPT) this.clear += chunk.toString('latin1')
      this.#parts.push(chunk)
      this.#size += chunk.length
      if (this.#size > HIGH_WATER && this.#wake === null) socket.pause()
      this.#call()
    })
    socket.on('end', () => this.#end())
    socket.resume()
  }

  #more(): Promise<boolean> {
    const before = this.#size
    return new Promise((resolve) => {
      this.#idle = setTimeout(() => this.destroy(), this.#idleMs)
      this.#idle.unref()
      this.#wake = () => resolve(this.#size > before)
      this.#socket.resume()
      if (this.#ended || this.#size > before) this.#call()
    })
  }

  #call(): void {
    const wake = this.#wake
    this.#wake = null
    if (this.#idle) clearTimeout(this.#idle)
    wake?.()
  }

  #end(): void {
    this.#ended = true
    this.#call()
  }

  #flat(): Buffer {
    if (this.#parts.length > 1) this.#parts = [Buffer.concat(this.#parts)]
    return this.#parts[0] ?? Buffer.alloc(0)
  }

  #keep(rest: Buffer): void {
    this.#parts = rest.length > 0 ? [rest] : []
    this.#size = rest.length
  }
}
