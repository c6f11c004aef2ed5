// Two sockets become one: every byte goes through, both ways, with back-pressure, and each side's end is passed on only after all that came before it.

import type { Socket } from 'node:net'

/** Bytes that came before the two were joined. */
export interface Early {
  readonly up: Buffer
  readonly down: Buffer
}

/** Bytes on the client's side of the join. */
export interface Carried {
  readonly up: number
  readonly down: number
}

const KEEP_ALIVE_MS = 60_000

/** Resolves when both sides are closed; never rejects. Both must be half-open (`allowHalfOpen`), so that an end in one direction leaves the other alive. */
export function splice(client: Socket, upstream: Socket, early: Early): Promise<Carried> {
  const before = { up: client.bytesRead - early.up.length, down: client.bytesWritten }
  for (const socket of [client, upstream]) {
    // A small command must not wait for the answer to the one before it (RFC 9293 §3.7.4: Nagle's algorithm may be turned off).
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    socket.setTimeout(0)
  }
  return new Promise((resolve) => {
    let closed = 0
    const gone = (other: Socket) => {
      closed += 1
      if (closed === 2) resolve({ up: client.bytesRead - before.up, down: client.bytesWritten - before.down })
      // What this side said last is still written to the other before that one ends.
      else if (!other.destroyed) other.end(() => other.destroy())
    }
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // A failed socket also closes, and that is what is acted on.
      one.on('error', () => {})
      if (one.destroyed) gone(other)
      else one.once('close', () => gone(other))
    }
    if (early.up.length > 0) upstream.write(early.up)
    if (early.down.length > 0) client.write(early.down)
    // `pipe` holds back the faster side, and ends the other when its source has ended.
    client.pipe(upstream)
    upstream.pipe(client)
  })
}
