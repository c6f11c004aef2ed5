// The bridge: old clients come in by a password of their own, the provider sees OAuth 2.0 over verified TLS. Starts its doors and ends them.

import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Network } from '../net/network.ts'
import { tlsSessions } from '../net/tls-sessions.ts'
import type { ServerTls } from './authority/server-tls.ts'
import type { Door } from './door.ts'
import { type Listening, listen } from './listen.ts'
import { serveMailbox } from './mailbox-session.ts'
import { pacer } from './pace.ts'
import type { BridgeEvent, KeySource, Listener } from './shapes.ts'
import { type SmtpRoom, serveSmtp } from './smtp-session.ts'
import { keepSpares } from './spares.ts'
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
  /** How long a client is let wait for its sign-in at the provider. */
  readonly patienceMs?: number
  readonly on: (event: BridgeEvent) => void
  /** For devices whose mail is queued on our disk. */
  readonly queued?: SmtpRoom['queued']
}

export interface Bridge {
  /** Always the same list; what is open now. */
  readonly doors: readonly Listening[]
  /** Doors that are open, and those that are shut while somebody is still in. */
  inside(): readonly Listening[]
  /** Opens what is new and shuts what is no longer wanted; who is in stays. Throws `port-taken` or `listen-failed`, and then the doors are as they were. */
  reshape(listeners: readonly Listener[], tls?: ServerTls): Promise<void>
  /** Lets nobody else in, gives those who are in `graceMs` to finish, then ends. */
  stop(graceMs?: number): Promise<void>
}

/** Throws `port-taken` or `listen-failed`, with no door left open. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { network, keys, door, on, handshakeMs = HANDSHAKE_MS } = options
  let { tls } = options
  const ending = new AbortController()
  const { signal } = ending
  // Every visitor waits for it.
  setMaxListeners(0, signal)
  const sessions = tlsSessions()
  const spares = keepSpares({ network, sessions, signal })
  const room: SmtpRoom = {
    ...{ network, keys, on, signal, sessions, mayPace: pacer(), queued: options.queued, patienceMs: options.patienceMs },
    ...{ spare: spares.take, entered: spares.entered },
  }
  const doors: Listening[] = []
  const leaving = new Set<Listening>()

  async function open(listener: Listener): Promise<Listening> {
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
      const served = protocol === 'smtp' ? serveSmtp(visit, room) : serveMailbox(visit, room)
      served.catch((error: unknown) => {
        // A fault of ours ends one visit, not everybody's.
        socket.destroy()
        on({ kind: 'broken', protocol, from: visit.from, why: error instanceof Error ? error.name : 'internal' })
      })
    })
    on({ kind: 'listening', listener, port: opened.port })
    return opened
  }

  async function openAll(listeners: readonly Listener[]): Promise<Listening[]> {
    const opened: Listening[] = []
    try {
      for (const listener of listeners) opened.push(await open(listener))
      return opened
    } catch (error) {
      for (const one of opened) await one.close()
      throw error
    }
  }

  const inside = () => {
    for (const one of leaving) if (one.visitors === 0) leaving.delete(one)
    return [...doors, ...leaving]
  }
  doors.push(...(await openAll(options.listeners)))
  return {
    doors,
    inside,
    async reshape(listeners, nextTls) {
      const fresh = [...listeners]
      const gone = doors.filter(({ listener }) => {
        const at = fresh.findIndex((one) => sameListener(one, listener))
        if (at >= 0) fresh.splice(at, 1)
        return at < 0
      })
      tls = nextTls ?? tls
      // First, because the new one may want the same number under other conditions.
      for (const one of gone) one.stop()
      const [opened, failure] = await openAll(fresh).then(
        (all) => [all, null] as const,
        async (error: unknown) => [await openAll(gone.map(({ listener, port }) => ({ ...listener, port }))), error] as const,
      )
      for (const one of gone) leaving.add(one)
      doors.splice(0, doors.length, ...doors.filter((one) => !gone.includes(one)), ...opened)
      if (failure !== null) throw failure
    },
    async stop(graceMs = 0) {
      for (const one of doors) one.stop()
      const end = performance.now() + graceMs
      while (performance.now() < end && !ending.signal.aborted && inside().some(({ visitors }) => visitors > 0)) await wait(50)
      ending.abort()
      await Promise.all([...doors, ...leaving].map((one) => one.close()))
    },
  }
}

function sameListener(one: Listener, other: Listener): boolean {
  return (
    one.protocol === other.protocol &&
    one.address === other.address &&
    one.port === other.port &&
    one.security === other.security &&
    one.oldTls === other.oldTls
  )
}
