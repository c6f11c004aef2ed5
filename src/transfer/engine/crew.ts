// How many connections at once: as wanted, as both sides allow.

import { pairsOfUse } from '../plan/connections.ts'
import type { Job } from './job.ts'

export interface Crew {
  /** Pairs that copy. */
  readonly lanes: number
  /** Pairs that look at what was copied, beside them; none: who copies looks. */
  readonly finishers: number
}

/** Where each message waits for the server's yes, twice as many. One more is the inventory's, and who looks needs a connection beside the one that writes. */
export function crewOf(job: Pick<Job, 'inventories' | 'options' | 'limits'>): Crew {
  const wanted = job.options.connections ?? pairsOfUse(job.inventories.target.traits)
  const source = (job.limits.source?.connections ?? Number.POSITIVE_INFINITY) - 1
  const target = (job.limits.target?.connections ?? Number.POSITIVE_INFINITY) - 1
  const finishers = wanted > 1 && target >= 6 && source >= 4 ? 2 : 0
  const lanes = finishers > 0 ? Math.min(source - finishers, target - 2 * finishers) : Math.min(source, Math.floor(target / 2))
  return { lanes: Math.max(1, Math.min(wanted, lanes)), finishers }
}
