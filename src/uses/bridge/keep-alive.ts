// Renewal ahead of need: sign-ins in use are renewed before their token ends, unused ones at least once a week so that none dies of idleness; after a failure it waits, and longer each time.

import type { BridgeEvent, Shut } from '../../bridge/shapes.ts'
import type { Network } from '../../net/network.ts'
import { accessTokenFor } from '../../oauth/access-token.ts'
import { isLasting } from '../../oauth/lasting.ts'
import type { Grant, GrantShelf } from '../../oauth/shapes.ts'
import { shutBy } from './shut-by.ts'

export interface KeepAliveRoom {
  readonly shelf: GrantShelf
  readonly network: Network
  /** The grants of the bridge's accounts, each with the time its mailbox was last used; read at each look. */
  readonly wanted: () => readonly { readonly grant: string; readonly lastOk: number | null }[]
  /** Days after which an unused refresh token of this provider dies; undefined where nobody knows. */
  readonly idleDays: (grant: Grant) => number | undefined
  readonly on: (event: BridgeEvent) => void
  /** After each look at a grant. */
  readonly saw: (grant: Grant, renews: boolean) => void
  /** Milliseconds; tests live in other years. */
  readonly now?: () => number
}

export interface KeepAlive {
  /** One round; done twice a minute. Never throws. */
  look(): Promise<void>
  stop(): void
}

const MINUTE = 60_000
const DAY = 86_400_000
/** Short, so that a computer that slept sees at once what it has missed. */
const EVERY = 30_000
/** Sign-ins take a token that lives ten minutes more: it is renewed before that. */
const AHEAD = 15 * MINUTE
/** Whose mailbox was used so lately is renewed ahead; others cost the provider one request a week. */
const IN_USE = DAY
const WEEK = 7 * DAY
const LONGEST_PAUSE = 60 * MINUTE
/** A refusal that lasts is asked about again now and then: an administrator may have allowed it since. */
const ASK_AGAIN = 6 * 60 * MINUTE

interface Pause {
  readonly since: number
  readonly ms: number
  readonly times: number
  /** Of the sign-in that failed: another one is tried at once. */
  readonly made: string
}

export function keepAlive(room: KeepAliveRoom): KeepAlive {
  const { now = Date.now } = room
  const pauses = new Map<string, Pause>()
  let looking: Promise<void> | null = null

  async function round(): Promise<void> {
    for (const { grant, lastOk } of room.wanted()) {
      try {
        await lookAt(grant, lastOk)
      } catch {
        // A vault that is locked or a disk that is full now: the next round sees again, and sign-ins say it.
      }
    }
  }

  async function lookAt(id: string, lastOk: number | null): Promise<void> {
    const { shelf, network, on, saw } = room
    const held = await shelf.read(id)
    if (held === null) return
    const { grant, tokens } = held
    const renews = tokens.refresh !== undefined || grant.flow === 'app'
    saw(grant, renews)
    const why = renews ? reason(grant, lastOk, now(), room.idleDays(grant)) : null
    if (why === null || waits(grant)) return
    // "Not this one" asks for another whatever life it has left, unless another process was quicker.
    const outcome = await accessTokenFor({
      shelf,
      network,
      id,
      freshFor: ahead(grant) / 1000,
      ...(why === 'idle' && { notThis: tokens.access }),
    })
    if (outcome === null) return
    if (outcome.ok) {
      pauses.delete(id)
      saw(outcome.value.grant, renews)
      return
    }
    const shut: Shut = shutBy(outcome.refusal)
    const times = (pauses.get(id)?.times ?? 0) + 1
    const told = (outcome.refusal.retryAfter ?? 0) * 1000
    const ms = isLasting(outcome.refusal) ? ASK_AGAIN : Math.max(told, Math.min(LONGEST_PAUSE, MINUTE * 2 ** (times - 1)))
    pauses.set(id, { since: now(), ms: Math.min(ms, DAY), times, made: grant.made })
    on({ kind: 'renewal-failed', grant: id, shut })
    const after = await shelf.read(id)
    if (after !== null) saw(after.grant, renews)
  }

  function waits({ id, made }: Grant): boolean {
    const pause = pauses.get(id)
    if (pause === undefined || pause.made !== made) return false
    // A clock that was set back must not make it wait for years.
    const gone = now() - pause.since
    return gone >= 0 && gone < pause.ms
  }

  const look = () => {
    looking ??= round().finally(() => {
      looking = null
    })
    return looking
  }
  const timer = setInterval(() => void look(), EVERY)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}

/** Null: nothing is due. */
export function reason(grant: Grant, lastOk: number | null, now: number, idleDays: number | undefined): 'ahead' | 'idle' | null {
  // Asked about again only after a pause, which the caller keeps.
  if (grant.refusal !== null) return 'idle'
  const used = Date.parse(grant.refreshed ?? grant.made)
  const end = grant.expires === null ? null : Date.parse(grant.expires)
  if (end !== null && lastOk !== null && now - lastOk < IN_USE && end - now <= ahead(grant)) return 'ahead'
  if (grant.flow === 'app') return null
  // A quarter of what kills it, and a week at most; a clock that was set back counts as long ago.
  const rest = Math.min(WEEK, ((idleDays ?? 28) * DAY) / 4)
  return now - used >= rest || used - now > DAY ? 'idle' : null
}

/** Tokens that live less than an hour are renewed in the last quarter of their life, so that no server is asked all the time (AADSTS50196). */
function ahead({ made, refreshed, expires }: Grant): number {
  const life = expires === null ? Number.POSITIVE_INFINITY : Date.parse(expires) - Date.parse(refreshed ?? made)
  return Math.max(0, Math.min(AHEAD, life / 4))
}
