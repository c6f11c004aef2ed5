// What reading a text gives: facts it states, and pointers from replies and messages to causes. The judge weighs; the reader only recognises.

import type { CauseId } from '../../model/cause.ts'
import type { Fact } from '../../model/fact.ts'
import type { Condition } from '../../model/knowledge.ts'
import type { Localized } from '../../model/lang.ts'
import type { Weight } from '../../model/weight.ts'

export interface ReadPointer {
  readonly cause: CauseId
  readonly weight: Weight
  readonly says?: Localized
  /** The words of the text that it rests on. */
  readonly quote: string
  readonly evidence: `reply:${string}` | `message:${string}`
  /** Holds only then; the judge, who knows the facts, evaluates it. */
  readonly when?: Condition
}

export interface ReadResult {
  readonly facts: readonly Fact[]
  readonly pointers: readonly ReadPointer[]
  /** True when the server locks or throttles: no further sign-in attempt. */
  readonly stop: boolean
}

/** What is known around a text; each narrows what it can be. */
export interface ReadContext {
  readonly protocol?: string
  /** A provider id of the knowledge. */
  readonly provider?: string
  /** A client id of the knowledge. */
  readonly client?: string
}
