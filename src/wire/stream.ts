// Lines and counted bytes from a socket, for the three protocols: bounded in size and time, binary-safe, with back-pressure. Whatever goes wrong is a SesameError and closes the socket.

import type { Socket } from 'node:net'
import { type ErrorCode, SesameError } from '../model/errors.ts'
import type { WireLimits } from './limits.ts'

/** Bytes kept unread before the socket is told to wait. */
const HIGH = 262_144
/** For the other side to hear the last words and to close too. */
const LINGER_MS = 1_000
/** A wait looks at its end anew at least as often: it may have come nearer since. */
const LOOK_MS = 1_000
const LF = 10
const CR = 13

const ignore = () => {}

export class WireStream {
  readonly #socket: Socket
  #limits: WireLimits
  readonly #host: string
  #end: number
  #signal: AbortSignal | undefined
  #chunks: Buffer[] = []
  #size = 0
  /** Chunks already searched for a line's end. */
  #searched = 0
  #ended = false
  #failed: SesameError | undefined
  readonly #wakers = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined
  #timerAt = 0
  readonly #onData = (chunk: Buffer) => {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size >= HIGH) this.#socket.pause()
    this.#wake()
  }
  readonly #onEnd = () => {
    this.#ended = true
    this.#wake()
  }
  readonly #onAbort = () => {
    this.#fail('interrupted')
  }

  /** `end`: when the whole connection has to be over, on the clock of performance.now(). */
  constructor(socket: Socket, host: string, limits: WireLimits, end: number, signal?: AbortSignal) {
    this.#socket = socket
    this.#limits = limits
    this.#host = host
    this.#end = end
    this.#signal = signal
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('close', this.#onEnd)
    // A failed socket also closes; the word of the system is of no use to anybody here.
    socket.on('error', this.#onEnd)
    if (socket.destroyed) this.#ended = true
    signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (signal?.aborted) this.#fail('interrupted')
  }

  /** True when the server has closed its side and all it said was read. */
  get exhausted(): boolean {
    return this.#ended && this.#size === 0
  }

  /** Open, and nothing was said that nobody has read. */
  get quiet(): boolean {
    return !this.#ended && this.#size === 0 && !this.#socket.destroyed
  }

  /** Bytes that have come and were not read. */
  get buffered(): number {
    return this.#size
  }

  /** Other limits from now on, and another end of the whole. */
  allow(limits: WireLimits, end: number): void {
    this.#limits = limits
    this.#end = end
  }

  /** One line without its end. CRLF is the rule (RFC 5321 §2.3.8); a bare LF is understood. */
  async readLine(): Promise<Buffer> {
    const deadline = this.#deadline()
    for (;;) {
      const length = this.#findLine()
      if (length > this.#limits.lineBytes || (length < 0 && this.#size > this.#limits.lineBytes)) throw this.#fail('limit-exceeded')
      if (length >= 0) {
        const line = this.#take(length)
        const end = length >= 2 && line[length - 2] === CR ? length - 2 : length - 1
        return line.subarray(0, end)
      }
      await this.#more(deadline)
    }
  }

  /** Exactly `count` bytes. The caller must have checked `count` against a limit. */
  async readBytes(count: number): Promise<Buffer> {
    const deadline = this.#deadline()
    while (this.#size < count) await this.#more(deadline)
    return this.#take(count)
  }

  /** Whatever has come and was not read, at least one byte. */
  async readSome(): Promise<Buffer> {
    const deadline = this.#deadline()
    while (this.#size === 0) await this.#more(deadline)
    return this.#take(this.#size)
  }

  /** As `readSome`, in the pieces that came, without a copy. `until`, asked again and again, says when the wait is in vain. */
  async readChunks(until?: () => number): Promise<Buffer[]> {
    const deadline = until === undefined ? this.#deadline() : 0
    while (this.#size === 0) {
      if (this.#failed) throw this.#failed
      if (this.#ended) throw this.#fail('connection-closed')
      this.#socket.resume()
      await this.#wait(until === undefined ? deadline : Math.min(until(), this.#end))
    }
    const chunks = this.#chunks
    this.#chunks = []
    this.#size = 0
    this.#searched = 0
    return chunks
  }

  /** Hands the bytes on at once and keeps them until `done`, which is always called. Must not be mixed with an unfinished `write`. */
  send(bytes: Buffer, done: () => void): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) process.nextTick(done)
    else this.#socket.write(bytes, done)
  }

  /** Puts bytes back, to be read first. */
  unread(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#chunks.unshift(bytes)
    this.#size += bytes.length
    this.#searched = 0
  }

  /** Resolves when the system has taken the bytes. */
  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.#failed) throw this.#failed
    if (this.#socket.destroyed || this.#socket.writableEnded) throw this.#fail('connection-closed')
    if (this.#socket.write(bytes)) return
    const deadline = this.#deadline()
    const drained = () => this.#wake()
    this.#socket.on('drain', drained)
    try {
      while (this.#socket.writableNeedDrain) {
        if (this.#socket.destroyed) throw this.#fail('connection-closed')
        await this.#wait(deadline)
      }
    } finally {
      this.#socket.off('drain', drained)
    }
  }

  /** Gives the socket back, with what came and was not read. This stream is of no use afterwards. */
  release(): { readonly socket: Socket; readonly rest: Buffer } {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#socket.pause()
    this.#socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onEnd)
    // A socket may live for hours after this: it must not hold what was needed to get here.
    this.#socket.on('error', ignore).off('error', this.#onEnd)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#signal = undefined
    const unread: Buffer | null = this.#socket.readableLength > 0 ? this.#socket.read() : null
    const rest = Buffer.concat([...this.#chunks, ...(unread ? [unread] : [])])
    this.#chunks = []
    this.#size = 0
    return { socket: this.#socket, rest }
  }

  /** Closes when what was written has gone out, encrypted ones too; who keeps its side open is cut off soon. Nothing is read any more. */
  finish(): void {
    const socket = this.#socket
    if (socket.destroyed) return
    this.#signal?.removeEventListener('abort', this.#onAbort)
    socket.off('data', this.#onData)
    // RFC 1122 §4.2.2.13: bytes that lie unread at the end make the system take back what we said last.
    socket.resume()
    socket.end()
    const linger = setTimeout(() => socket.destroy(), LINGER_MS)
    socket.once('close', () => clearTimeout(linger))
    this.#ended = true
    this.#wake()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#socket.destroy()
    this.#ended = true
    this.#wake()
  }

  #deadline(): number {
    return Math.min(performance.now() + this.#limits.readMs, this.#end)
  }

  /** Length of the first line with its end, or -1. */
  #findLine(): number {
    let before = 0
    for (let i = 0; i < this.#chunks.length; i++) {
      const chunk = this.#chunks[i]!
      const at = i < this.#searched ? -1 : chunk.indexOf(LF)
      if (at >= 0) return before + at + 1
      before += chunk.length
    }
    this.#searched = this.#chunks.length
    return -1
  }

  #take(count: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    this.#chunks = all.length > count ? [all.subarray(count)] : []
    this.#size = all.length - count
    this.#searched = 0
    return all.subarray(0, count)
  }

  async #more(deadline: number): Promise<void> {
    if (this.#failed) throw this.#failed
    if (this.#ended) throw this.#fail('connection-closed')
    this.#socket.resume()
    const size = this.#size
    while (this.#size === size && !this.#ended) await this.#wait(deadline)
  }

  /** Until something happens, or the deadline. */
  async #wait(deadline: number): Promise<void> {
    const now = performance.now()
    if (deadline <= now) throw this.#fail('timed-out')
    const at = Math.min(deadline, now + LOOK_MS)
    // One timer for many waits: a body comes in thousands of pieces.
    if (this.#timer === undefined || this.#timerAt > at) {
      clearTimeout(this.#timer)
      this.#timerAt = at
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.#wake()
      }, at - now)
    } else this.#timer.ref()
    await new Promise<void>((resolve) => {
      this.#wakers.add(resolve)
    })
    // Between waits it keeps no process alive.
    if (this.#wakers.size === 0) this.#timer?.unref()
    if (this.#failed) throw this.#failed
  }

  #wake(): void {
    const wakers = [...this.#wakers]
    this.#wakers.clear()
    for (const waker of wakers) waker()
  }

  #fail(code: ErrorCode): SesameError {
    this.#failed ??= new SesameError(code, { host: this.#host })
    this.close()
    return this.#failed
  }
}
