// When the next round is: at the pace that the person and the servers want, exactly later where a server said when, slower and slower where nothing works. Pure.

import type { Collection, CollectionState, Failure, Round, Trouble } from './collection.ts'

/** What the source's server and its provider ask for. */
export interface PollLimits {
  /** Seconds between two sign-ins (RFC 2449 §6.5), as the server said. */
  readonly loginDelay?: number | null
  /** Minutes, as the provider is known to want. */
  readonly minutes?: number | null
}

const MINUTE = 60_000
/** Where the person said nothing: what mailbox providers fetch at, and too seldom to be refused by any. */
const USUAL: readonly [from: number, to: number] = [10, 15]
/** Of the interval, so that all collections of a machine do not knock at once. */
const SPREAD = 0.1
/** Without a time from the server. */
const LATER = 15
const LINE = 1
const FULL = 60
const LONGEST = 240

/** Milliseconds until the next round after one that went well. `chance`: 0 to 1. */
export function interval({ every }: Pick<Collection, 'every'>, limits: PollLimits, chance: number): number {
  const [least, most] = every === null ? USUAL : [every, every * (1 + SPREAD)]
  const wanted = (least + (most - least) * chance) * MINUTE
  return Math.round(Math.max(wanted, (limits.minutes ?? 0) * MINUTE, (limits.loginDelay ?? 0) * 1000))
}

/** The state after a round that went well; `left`: messages that the target refused for good lie aside. */
export function afterRound(
  state: CollectionState,
  collection: Pick<Collection, 'every'>,
  round: Round,
  limits: PollLimits,
  chance: number,
): CollectionState {
  const trouble: Trouble | null =
    round.refused === 0 ? null : { kind: 'messages', side: 'to', said: String(round.refused), since: sinceOf(state, 'messages', round.at) }
  return {
    last: round,
    collected: {
      messages: state.collected.messages + round.collected.messages,
      bytes: state.collected.bytes + round.collected.bytes,
    },
    removed: state.removed + round.removed,
    next: round.at + round.ms + interval(collection, limits, chance),
    failures: 0,
    trouble,
  }
}

/** The state after one that failed; what it had collected before counts. */
export function afterFailure(state: CollectionState, round: Round, failure: Failure, limits: PollLimits, chance: number): CollectionState {
  const now = round.at + round.ms
  const failures = state.failures + 1
  const { kind, side, said, waitMs: _, ...judged } = failure
  const trouble: Trouble = { kind, side, said, since: sinceOf(state, kind, now), ...judged }
  const collected = {
    messages: state.collected.messages + round.collected.messages,
    bytes: state.collected.bytes + round.collected.bytes,
  }
  const wait = waitAfter(failure, failures, limits, chance)
  return {
    ...{ last: round, collected, removed: state.removed + round.removed, failures, trouble },
    next: wait === null ? null : now + wait,
  }
}

/** Null: not before the person has done something. */
function waitAfter({ kind, waitMs }: Failure, failures: number, limits: PollLimits, chance: number): number | null {
  // A refused sign-in, said again and again, locks accounts.
  if (kind === 'sign-in') return null
  const least = (limits.loginDelay ?? 0) * 1000
  // What the server named is obeyed as it is: sooner is refused again, later helps nobody.
  if (waitMs !== undefined) return Math.max(waitMs, least)
  const first = kind === 'unreachable' ? LINE : kind === 'full' ? FULL : LATER
  const minutes = Math.min(LONGEST, first * 2 ** Math.min(failures - 1, 10))
  return Math.round(Math.max(minutes * (1 + SPREAD * chance) * MINUTE, least, (limits.minutes ?? 0) * MINUTE))
}

const sinceOf = ({ trouble }: CollectionState, kind: Trouble['kind'], now: number) => (trouble?.kind === kind ? trouble.since : now)
