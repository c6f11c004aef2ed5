// Two sockets become one: every byte goes through, both ways, with back-pressure, and each side's end is passed on only after all that came before it.

import type { Socket } from 'node:net'
import type { OwnSecret } from './own-secret.ts'

/** Bytes that came before the two were joined. */
export interface Early {
  readonly up: Buffer
  readonly down: Buffer
}

/** Bytes on the client's side of the join. */
export interface Carried {
  readonly up: number
  readonly down: number
  /** The client said its own password to the provider, or was about to: both were cut off. */
  readonly cutOff: boolean
}

const KEEP_ALIVE_MS = 60_000
/** Bytes that wait for a slow side before the fast one is held back. */
const HIGH = 262_144
/** A chunk of this size is seldom alone. */
const RECORD = 8_192
/** A side that takes nothing for so long, when the other is gone, will not take the rest either. */
const STUCK_MS = 300_000
/** A client that has said its last word waits for answers; when the provider has said nothing for so long, there are none. */
const QUIET_MS = 5_000
/** For a side that has been told all to close too. */
const LINGER_MS = 2_000

/** Resolves when both sides are closed; never rejects. Both must be half-open (`allowHalfOpen`), so that an end in one direction leaves the other alive. */
export function splice(client: Socket, upstream: Socket, early: Early, own?: OwnSecret): Promise<Carried> {
  const before = { up: client.bytesRead - early.up.length, down: client.bytesWritten }
  let cutOff = false
  for (const socket of [client, upstream]) {
    // A small command must not wait for the answer to the one before it (RFC 9293 §3.7.4: Nagle's algorithm may be turned off).
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    socket.setTimeout(0)
  }
  return new Promise((resolve) => {
    let open = 2
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      const gone = () => {
        open -= 1
        if (open === 0) resolve({ up: client.bytesRead - before.up, down: client.bytesWritten - before.down, cutOff })
        else if (!other.destroyed) endSoon(other)
      }
      // A failed socket also closes, and that is what is acted on.
      one.on('error', () => {})
      if (one.destroyed) gone()
      else one.once('close', gone)
    }
    if (early.down.length > 0) client.write(early.down)
    pour(upstream, client, () => client.end())
    if (own === undefined) {
      if (early.up.length > 0) upstream.write(early.up)
      pour(client, upstream, () => lastWord(upstream))
    } else {
      watch(client, upstream, early.up, own, () => {
        cutOff = true
        client.destroy()
        upstream.destroy()
      })
    }
  })
}

/** Like `pipe`, but a few records may wait: holding back at each costs more than the memory. */
function pour(from: Socket, to: Socket, end: () => void): void {
  let corked = false
  const uncork = () => {
    corked = false
    to.uncork()
  }
  const carry = (chunk: Buffer) => {
    // Records of TLS that came in one packet go out in one call of the system.
    if (!corked && chunk.length >= RECORD) {
      corked = true
      to.cork()
      setImmediate(uncork)
    }
    to.write(chunk)
    if (to.writableLength > HIGH) from.pause()
  }
  from.on('data', carry)
  to.on('drain', () => from.resume())
  if (from.readableEnded) end()
  else from.once('end', end)
  from.resume()
}

function watch(client: Socket, upstream: Socket, early: Buffer, own: OwnSecret, cut: () => void): void {
  const look = (chunk: Buffer) => {
    const part = own.pass(chunk)
    if (part === null) return cut()
    if (part.length > 0) upstream.write(part)
    if (own.over) {
      client.off('data', look).off('end', end)
      pour(client, upstream, () => lastWord(upstream))
    } else if (upstream.writableLength > HIGH) {
      client.pause()
      upstream.once('drain', () => client.resume())
    }
  }
  const end = () => {
    if (own.rest().length > 0) upstream.write(own.rest())
    lastWord(upstream)
  }
  client.on('data', look)
  client.once('end', end)
  if (early.length > 0) look(early)
  if (own.over || client.destroyed) return
  if (client.readableEnded) end()
  client.resume()
}

/** Servers drop what they were about to say when they hear the end: it is passed on when they have said it. Mostly they end first, at LOGOUT or QUIT. */
function lastWord(upstream: Socket): void {
  upstream.setTimeout(QUIET_MS, () => upstream.end())
}

/** What was said to this side is still written; then it has a moment to close too, and what it goes on saying is thrown away: unread, it would make the system take back our last words (RFC 1122 §4.2.2.13). */
function endSoon(socket: Socket): void {
  socket.setTimeout(STUCK_MS, () => socket.destroy())
  const linger = () => {
    const timer = setTimeout(() => socket.destroy(), LINGER_MS)
    socket.once('close', () => clearTimeout(timer))
  }
  socket.resume()
  if (socket.writableFinished) linger()
  else socket.once('finish', linger)
  socket.end()
}
