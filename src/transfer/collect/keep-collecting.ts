// One collection from round to round, until it is stopped: waits as the schedule says, comes at once when the source has news, and stands still while a sign-in is refused.

import { setTimeout as wait } from 'node:timers/promises'
import { type Collection, type CollectionState, type Failure, FRESH, type Round } from './collection.ts'
import { afterFailure, afterRound, type PollLimits } from './schedule.ts'

export interface RoundOutcome {
  readonly round: Round
  readonly failure: Failure | null
  readonly limits: PollLimits
}

export interface Collector {
  readonly collection: Collection
  /** As it was left. */
  readonly state: CollectionState | null
  /** Never throws for what a server does. When `signal` is aborted it ends at the end of a message. */
  round(why: Round['why'], signal: AbortSignal): Promise<RoundOutcome>
  /** Resolves with true when the source has news, with false when it cannot wait or `signal` was aborted; never rejects. Absent: the source has no such thing. */
  news?(ms: number, signal: AbortSignal): Promise<boolean>
  /** Something was done since about what is wrong: another sign-in is kept. */
  renewed(since: number): Promise<boolean>
  keep(state: CollectionState): void
  on(state: CollectionState, outcome: RoundOutcome): void
  readonly now?: () => number
  readonly chance?: () => number
}

/** How often it is looked for a new sign-in. */
const LOOK_MS = 15_000
/** A computer that slept wakes up to what is due. */
const LONGEST_SLEEP_MS = 60_000

/** One round whatever the schedule says, but not one that a server or a refused sign-in forbids. Null: it was not its time. */
export async function collectOnce(collector: Collector, signal: AbortSignal, again: boolean): Promise<CollectionState | null> {
  const { state: before, now = Date.now } = collector
  const state = before ?? FRESH
  if (!again && state.trouble?.kind === 'sign-in' && !(await collector.renewed(state.trouble.since))) return null
  // What the server named is a promise; a line that broke may be tried at once.
  if (!again && state.trouble?.kind === 'later' && (state.next ?? 0) > now()) return null
  return step(collector, state, 'asked', signal)
}

/** Resolves when `signal` is aborted. */
export async function keepCollecting(collector: Collector, signal: AbortSignal): Promise<void> {
  const { now = Date.now } = collector
  let state = collector.state ?? FRESH
  let why: Round['why'] = 'schedule'
  while (!signal.aborted) {
    why = await due(collector, state, now, signal)
    if (signal.aborted) return
    state = await step(collector, state, why, signal)
  }
}

async function step(collector: Collector, before: CollectionState, why: Round['why'], signal: AbortSignal): Promise<CollectionState> {
  const { collection, chance = Math.random } = collector
  const outcome = await collector.round(why, signal)
  const { round, failure, limits } = outcome
  const after =
    failure === null ? afterRound(before, collection, round, limits, chance()) : afterFailure(before, round, failure, limits, chance())
  // What was stopped on its way is due as soon as somebody collects again.
  const state = signal.aborted && failure === null ? { ...after, next: round.at + round.ms } : after
  collector.keep(state)
  collector.on(state, outcome)
  return state
}

/** Until the next round is due, and why it is. */
async function due(collector: Collector, state: CollectionState, now: () => number, signal: AbortSignal): Promise<Round['why']> {
  const { next, trouble } = state
  let hears = collector.news !== undefined && (trouble === null || trouble.kind === 'messages')
  while (!signal.aborted) {
    if (next === null) {
      if (await collector.renewed(trouble?.since ?? 0)) return 'asked'
      await wait(LOOK_MS, undefined, { signal }).catch(() => {})
      continue
    }
    const left = next - now()
    if (left <= 0) return 'schedule'
    // A source that is in trouble is left alone until its time.
    if (hears) {
      const began = now()
      if (await collector.news?.(left, signal)) return 'news'
      // A line that does not hold is not opened again and again: the schedule is enough until the next round.
      hears = now() - began >= LOOK_MS
      continue
    }
    await wait(Math.min(left, LONGEST_SLEEP_MS), undefined, { signal }).catch(() => {})
  }
  return 'schedule'
}
