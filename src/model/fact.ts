// A fact: one thing seen, said or known, in the closed vocabulary of `facts.ts`. Probes and words make facts; causes read them.

import type { FactName } from './facts.ts'

export type FactValue = string | number | boolean

/** Where a fact comes from. `probe`: seen on the wire now. `said`: told by the person. `shown`: read in a message or reply. `known`: from the knowledge and the date. */
export type FactOrigin = 'probe' | 'said' | 'shown' | 'known'

export interface Fact {
  readonly name: FactName
  readonly value: FactValue
  readonly origin: FactOrigin
  /** What it was seen on, as `endpointUrl`, when it is about one endpoint. */
  readonly about?: string
  /** The words it was read from, verbatim, secrets struck out. */
  readonly quote?: string
  /** Milliseconds since the start of the run. */
  readonly at?: number
}
