// Which rule leaves a message out. Pure.

import type { Rules } from '../journey.ts'

export type ExclusionReason = 'since' | 'before' | 'largest' | 'deleted' | 'elsewhere'

export interface Excludable {
  readonly size: number
  readonly at: number | null
  readonly flags: readonly string[]
}

/** Days are those of UTC. A message without a date is never too old or too young. */
export function exclusionBy(rules: Rules): (message: Excludable) => ExclusionReason | null {
  const since = dayOf(rules.since)
  const before = dayOf(rules.before)
  return ({ size, at, flags }) => {
    if (at !== null && since !== null && at < since) return 'since'
    if (at !== null && before !== null && at >= before) return 'before'
    if (rules.largest !== undefined && size > rules.largest) return 'largest'
    if (rules.deleted === 'leave' && flags.some((flag) => flag.toLowerCase() === '\\deleted')) return 'deleted'
    return null
  }
}

function dayOf(day: string | undefined): number | null {
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(ms) ? null : ms / 1000
}
