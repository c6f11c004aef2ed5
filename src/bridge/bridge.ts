// The bridge: old clients come in by a password of their own, the provider sees OAuth 2.0 over verified TLS. Starts its doors and ends them.

import { setTimeout as wait } from 'node:timers/promises'
import type { Network } from '../net/network.ts'
import type { ServerTls } from './authority/server-tls.ts'
import type { Door } from './door.ts'
import { type Listening, listen } from './listen.ts'
import { serveMailbox } from './mailbox-session.ts'
import { pacer } from './pace.ts'
import type { BridgeEvent, KeySource, Listener } from './shapes.ts'
import { type SmtpRoom, serveSmtp } from './smtp-session.ts'
import { Visit } from './visit.ts'

/** A printer's small processor needs seconds. */
const HANDSHAKE_MS = 15_000

export interface BridgeOptions {
  readonly network: Network
  readonly listeners: readonly Listener[]
  readonly door: Door
  readonly keys: KeySource
  /** Certificate and key of our own authority, for STARTTLS and implicit TLS; absent: plain on loopback only. */
  readonly tls?: ServerTls | undefined
  /** How long a client may take to begin TLS. */
  readonly handshakeMs?: number
  readonly on: (event: BridgeEvent) => void
  /** For devices whose mail is queued on our disk. */
  readonly queued?: SmtpRoom['queued']
}

export interface Bridge {
  readonly doors: readonly Listening[]
  /** Lets nobody else in, gives those who are in `graceMs` to finish, then ends. */
  stop(graceMs?: number): Promise<void>
}

/** Throws `port-taken` or `listen-failed`, with no door left open. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { network, keys, door, on, tls, handshakeMs = HANDSHAKE_MS } = options
  const ending = new AbortController()
  const room: SmtpRoom = { network, keys, on, signal: ending.signal, spare: () => undefined, mayPace: pacer(), queued: options.queued }
  const doors: Listening[] = []
  try {
    for (const listener of options.listeners) {
      const { protocol, security, oldTls } = listener
      const opened = await listen(listener, { tls, handshakeMs }, (socket, secure) => {
        const visit = new Visit(socket, {
          protocol,
          door,
          secure,
          signal: ending.signal,
          handshakeMs,
          // Asked for at each visit: a renewed certificate is shown to the next.
          tls: security === 'starttls' ? tls?.context(oldTls) : undefined,
          onOldTls: (device, version) => on({ kind: 'old-tls', device: device.id, protocol, from: visit.from, version }),
        })
        void (protocol === 'smtp' ? serveSmtp(visit, room) : serveMailbox(visit, room))
      })
      doors.push(opened)
      on({ kind: 'listening', listener, port: opened.port })
    }
  } catch (error) {
    for (const one of doors) await one.close()
    throw error
  }
  return {
    doors,
    async stop(graceMs = 0) {
      for (const one of doors) one.stop()
      const end = performance.now() + graceMs
      while (performance.now() < end && doors.some(({ visitors }) => visitors > 0)) await wait(50)
      ending.abort()
      await Promise.all(doors.map((one) => one.close()))
    },
  }
}
