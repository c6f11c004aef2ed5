// Bytes on their way out, without waiting: small ones are gathered into one write, and `ready` says when the other side has fallen too far behind.

import type { Connection } from './connection.ts'

const BLOCK = 65_536
/** Bytes that the system has not taken yet, above which one should wait. */
const HIGH = 262_144

export class Outflow {
  readonly #connection: Connection
  /** Written bytes that have gone out, by the clock of performance.now(). */
  moved = performance.now()
  #block: Buffer | null = null
  #filled = 0
  #under = 0
  #spare: Buffer[] = []
  #waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined
  #planned = false
  #over = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Copies: the bytes may change afterwards. They go out by themselves, soon. */
  write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      this.#block ??= this.#spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK)
      const count = bytes.copy(this.#block, this.#filled, at)
      at += count
      this.#filled += count
      if (this.#filled === BLOCK) this.flush()
    }
    if (this.#filled === 0 || this.#planned) return
    this.#planned = true
    setImmediate(() => {
      this.#planned = false
      this.flush()
    })
  }

  flush(): void {
    const block = this.#block
    const length = this.#filled
    if (block === null || length === 0) return
    this.#block = null
    this.#filled = 0
    this.#under += length
    this.#connection.send(length === BLOCK ? block : block.subarray(0, length), () => {
      this.#under -= length
      this.moved = performance.now()
      if (this.#spare.length * BLOCK < HIGH) this.#spare.push(block)
      if (this.#under < HIGH / 2) this.#release()
    })
  }

  /** Nothing lies here or in the socket. */
  get empty(): boolean {
    return this.#under === 0 && this.#filled === 0
  }

  /** The connection is gone: nobody waits for it any more. */
  abandon(): void {
    this.#over = true
    this.#release()
  }

  ready(): Promise<void> | undefined {
    if (this.#over || this.#under < HIGH) return undefined
    if (this.#waiting === undefined) {
      let resolve = () => {}
      const promise = new Promise<void>((done) => {
        resolve = done
      })
      this.#waiting = { promise, resolve }
    }
    return this.#waiting.promise
  }

  #release(): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve()
  }
}
