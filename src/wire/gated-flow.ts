// Bytes of several commands on their way out, where a literal may need the server's yes first (RFC 9051 §4.3): what follows it lies behind a gate, in order, and little of it.

import type { Connection } from './connection.ts'
import { Outflow } from './outflow.ts'

/** Whose bytes they are. */
export interface Sender {
  /** All of its bytes have gone out. */
  sent: boolean
  /** The server refused it where a literal was announced: none of its bytes may follow. */
  refused: boolean
}

export interface Placed {
  /** A literal is announced with these bytes: nothing follows before the server's yes. */
  readonly gate?: boolean
  /** The command is whole behind them. */
  readonly last?: boolean
}

/** Bytes that may lie behind a gate; a little more than one message, not a mailbox. */
const BEHIND = 65_536

export class GatedFlow<S extends Sender> {
  readonly #out: Outflow
  readonly #behind: ({ readonly of: S; readonly bytes: Buffer } & Placed)[] = []
  #behindBytes = 0
  #gate: S | undefined
  #opened: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined
  #over = false

  constructor(connection: Connection) {
    this.#out = new Outflow(connection)
  }

  /** Whose literal waits for the server's yes. */
  get gate(): S | undefined {
    return this.#gate
  }

  /** When bytes last went out. */
  get moved(): number {
    return this.#out.moved
  }

  /** The server owes a yes, or the system has not taken everything. */
  get waits(): boolean {
    return this.#gate !== undefined || !this.#out.empty
  }

  /** The bytes may change afterwards. */
  put(of: S, bytes: Buffer, placed: Placed = {}): void {
    if (this.#over || of.refused) return
    if (this.#gate === undefined) this.#write(of, bytes, placed)
    else {
      this.#behind.push({ of, bytes: Buffer.from(bytes), ...placed })
      this.#behindBytes += bytes.length
    }
  }

  /** The server accepted the literal, or its sender was refused: what waits goes on, to the next gate. */
  open(): void {
    this.#gate = undefined
    let done = 0
    for (const { of, bytes, ...placed } of this.#behind) {
      done++
      this.#behindBytes -= bytes.length
      if (of.refused) continue
      this.#write(of, bytes, placed)
      if (placed.gate) break
    }
    this.#behind.splice(0, done)
    this.flush()
    // Many small messages may wait behind one another's announcements.
    if (this.#behindBytes <= BEHIND) this.#resolve()
  }

  flush(): void {
    this.#out.flush()
  }

  /** A promise to wait for, or undefined when more may come at once. */
  ready(): Promise<void> | undefined {
    this.flush()
    if (this.#over) return undefined
    if (this.#gate === undefined || this.#behindBytes <= BEHIND) return this.#out.ready()
    if (this.#opened === undefined) {
      let resolve = () => {}
      const promise = new Promise<void>((done) => {
        resolve = done
      })
      this.#opened = { promise, resolve }
    }
    return this.#opened.promise
  }

  /** The connection is gone: nobody waits any more. */
  abandon(): void {
    this.#over = true
    this.#gate = undefined
    this.#behind.length = 0
    this.#behindBytes = 0
    this.#out.abandon()
    this.#resolve()
  }

  #write(of: S, bytes: Buffer, { gate, last }: Placed): void {
    this.#out.write(bytes)
    if (last) of.sent = true
    if (!gate) return
    this.#gate = of
    this.flush()
  }

  #resolve(): void {
    this.#opened?.resolve()
    this.#opened = undefined
  }
}
