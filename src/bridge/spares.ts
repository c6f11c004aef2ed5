// A greeted connection at hand for who comes next: connecting and TLS are half of a sign-in's time. At most one an account and protocol, and only while clients come and go quickly.

import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { TlsSessions } from '../net/tls-sessions.ts'
import type { Account } from './shapes.ts'
import { connectUpstream, type MailSession } from './upstream.ts'

export interface Spares {
  /** The caller's from then on. Undefined: none, or it died. */
  take(account: Account, protocol: Protocol): MailSession | undefined
  /** A client was let in; call what comes back when it is gone. */
  entered(account: Account, protocol: Protocol): () => void
}

export interface SparesOptions {
  readonly network: Network
  readonly sessions: TlsSessions
  readonly signal: AbortSignal
  /** How long one is kept, and how close two sign-ins must be for a third to be expected. Providers hang up on the silent after 30 s and more. */
  readonly keepMs?: number
}

const KEEP_MS = 25_000

interface Place {
  session: MailSession | undefined
  timer: NodeJS.Timeout | undefined
  making: boolean
  inside: number
  lastEntered: number
}

export function keepSpares({ network, sessions, signal, keepMs = KEEP_MS }: SparesOptions): Spares {
  const places = new Map<string, Place>()

  function placeOf(account: Account, protocol: Protocol): Place {
    // A changed account is another place: its old connection dies of age.
    const key = JSON.stringify([account.id, protocol, account.endpoints[protocol] ?? null])
    const place = places.get(key) ?? {
      session: undefined,
      timer: undefined,
      making: false,
      inside: 0,
      lastEntered: Number.NEGATIVE_INFINITY,
    }
    places.set(key, place)
    return place
  }

  function drop(place: Place): MailSession | undefined {
    clearTimeout(place.timer)
    const { session } = place
    place.session = undefined
    return session
  }

  async function make(place: Place, account: Account, protocol: Protocol): Promise<void> {
    if (place.making || signal.aborted || place.session?.connection.quiet) return
    drop(place)?.close()
    place.making = true
    try {
      const session = await connectUpstream({ network, account, protocol, sessions, signal })
      place.session = session
      place.timer = setTimeout(() => drop(place)?.close(), keepMs)
      place.timer.unref()
    } catch (error) {
      // The next client finds out by itself, and is told.
      if (!(error instanceof SesameError)) throw error
    } finally {
      place.making = false
    }
  }

  return {
    take(account, protocol) {
      const session = drop(placeOf(account, protocol))
      if (session?.connection.quiet) return session
      session?.close()
      return undefined
    },
    entered(account, protocol) {
      const place = placeOf(account, protocol)
      const now = performance.now()
      const lately = now - place.lastEntered < keepMs
      place.lastEntered = now
      place.inside += 1
      // Submission is where providers count connections (three at Microsoft): a spare only beside nobody.
      if (lately && protocol !== 'smtp') void make(place, account, protocol)
      return () => {
        place.inside -= 1
        if (protocol === 'smtp' && place.inside === 0 && lately && performance.now() - place.lastEntered < keepMs)
          void make(place, account, protocol)
      }
    },
  }
}
