// What the judgement answers: causes most probable first, why, and the question that would settle it.

import type { CauseId } from './cause.ts'
import type { Localized } from './lang.ts'
import type { Weight } from './weight.ts'

export interface Because {
  /** The fact, as `name=value` or `reply:ID` or `message:ID`. */
  readonly evidence: string
  readonly weight: Weight
  /** The sentence for people. */
  readonly says: Localized
  /** Words of the server, the app or the person that it rests on. */
  readonly quote?: string
}

export interface RankedCause {
  readonly id: CauseId
  /** 0 to 1; all causes and `other` sum to 1. */
  readonly probability: number
  readonly because: readonly Because[]
}

export interface Question {
  readonly id: string
  readonly ask: Localized
  readonly answers: readonly { readonly value: string; readonly label: Localized }[]
  /** Expected gain, in bits. */
  readonly gain: number
}

/** A fix and the summed probability of the causes that it mends. */
export interface FixSum {
  readonly id: string
  readonly title: Localized
  readonly probability: number
  readonly causes: readonly CauseId[]
}

export interface Diagnosis {
  readonly id: string
  readonly causes: readonly RankedCause[]
  readonly question: Question | null
  readonly fix: FixSum
  readonly fixes: readonly FixSum[]
  /** `known`: the first stands out. `close`: ask before acting. `unknown`: not enough to say. */
  readonly verdict: 'known' | 'close' | 'unknown'
}
