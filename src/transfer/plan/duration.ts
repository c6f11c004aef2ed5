// How long a transfer takes: by a measured rate, or by what the servers offer and how far they are; then by what providers allow a day. Pure.

import type { Count, Limits } from '../journey.ts'
import type { Days, Duration, Rate, SideFacts } from './shapes.ts'

/** Over the internet, until it was measured: ten megabits up and down, thirty milliseconds away. */
const BYTES = 4_000_000
const ROUND_TRIP = 30
const DAY = 86_400_000

export interface RateRequest {
  readonly source: SideFacts
  readonly target: SideFacts
  readonly connections: number
  /** Milliseconds. */
  readonly roundTrip?: number | undefined
}

/** A message that waits for the server's yes costs one and a half round trips; in a stream a fraction of one. Between files only the disk counts. */
export function assumedRate({ source, target, connections, roundTrip = ROUND_TRIP }: RateRequest): Rate {
  const isFiles = (side: SideFacts) => side.kind !== 'imap' && side.kind !== 'pop3'
  if (isFiles(source) && isFiles(target)) return { messagesPerSecond: 2_000, bytesPerSecond: 100_000_000, basis: 'assumed' }
  const writes = isFiles(target) ? 0.1 : target.traits.literals === 'plus' ? (target.traits.groups ? 0.15 : 0.25) : 1.5
  const reads = source.kind === 'pop3' ? 1 : 0.1
  const perMessage = 0.7 + roundTrip * Math.max(writes, reads)
  return { messagesPerSecond: Math.round((connections * 1000) / perMessage), bytesPerSecond: BYTES, basis: 'assumed' }
}

export function durationOf({ messages, bytes }: Count, rate: Rate, source: Limits, target: Limits): Duration {
  const pace = Math.min(source.pace ?? Number.POSITIVE_INFINITY, target.pace ?? Number.POSITIVE_INFINITY)
  const times = [
    ['messages', seconds(messages, rate.messagesPerSecond)],
    ['bytes', seconds(bytes, rate.bytesPerSecond)],
    ['pace', messages / pace],
  ] as const
  const [slowest, longest] = times.reduce((worst, one) => (one[1] > worst[1] ? one : worst))
  return { ms: Math.round(longest * 1000), rate, slowest }
}

const seconds = (amount: number, rate: number): number => (amount === 0 ? 0 : amount / Math.max(rate, Number.MIN_VALUE))

export interface DaysRequest {
  readonly bytes: number
  readonly ms: number
  readonly source: Limits
  readonly target: Limits
  readonly usedToday?: { readonly down: number; readonly up: number } | undefined
  readonly now: string
}

/** A provider's day is one of UTC, as the engine counts it; the first one may be half used up. */
export function daysOf({ bytes, ms, source, target, usedToday, now }: DaysRequest): Days {
  const start = Date.parse(now)
  const budgets: readonly Days[] = (
    [
      ['download', source.downloadPerDay, usedToday?.down ?? 0],
      ['upload', target.uploadPerDay, usedToday?.up ?? 0],
    ] as const
  ).flatMap(([because, perDay, used]) => {
    if (perDay === undefined || perDay <= 0) return []
    const rest = Math.max(0, bytes - Math.max(0, perDay - used))
    return [{ days: 1 + Math.ceil(rest / perDay), because, perDay, ends: '' }]
  })
  const inTime: Days = { days: Math.max(1, Math.floor((start + ms) / DAY) - Math.floor(start / DAY) + 1), because: 'time', ends: '' }
  const longest = budgets.reduce((most, one) => (one.days > most.days ? one : most), inTime)
  // A calendar ends somewhere; a transfer of a hundred years is never meant.
  const days = Math.min(longest.days, 36_500)
  return { ...longest, days, ends: new Date(start + (days - 1) * DAY).toISOString().slice(0, 10) }
}
