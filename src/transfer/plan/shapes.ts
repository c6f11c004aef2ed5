// What is counted before a transfer, and the plan that is made of it: for people, for JSON, and for the run itself.

import type { RenameCause } from '../folders/legal-name.ts'
import type { FolderMap, LeftReason } from '../folders/map-folders.ts'
import type { Count, FolderPair, Limits, PairReason, Rules } from '../journey.ts'
import type { BoxKind, Traits } from '../shapes.ts'

/** Numbers of one pair of folders. What nobody counted is absent, never 0. */
export interface PairFacts {
  readonly pair: FolderPair
  /** What the rules let through, whether it is there already or not. */
  readonly messages: number
  readonly bytes: number
  /** Bytes of the largest. */
  readonly largest?: number
  /** Known to be in the target already, by an earlier run. */
  readonly already?: Count
  /** Messages that the folder of the target holds, whoever put them there. */
  readonly there?: number
  /** Left out by a rule, by which. */
  readonly excluded?: Readonly<Record<string, number>>
  /** Marked as deleted, of those that go. */
  readonly deleted?: number
  readonly unseen?: number
  /** Above the limit of the target. */
  readonly tooLarge?: Count
  /** Flags and keywords in use, with the number of messages that carry them. */
  readonly flags?: Readonly<Record<string, number>>
  /** What the folder of the target keeps (PERMANENTFLAGS); absent for one that is not made yet. */
  readonly keeps?: { readonly flags: readonly string[]; readonly keywords: boolean }
}

export interface SideFacts {
  readonly label: string
  readonly kind: BoxKind
  readonly traits: Traits
  readonly limits: Limits
}

export interface Rate {
  readonly messagesPerSecond: number
  readonly bytesPerSecond: number
  /** `assumed`: nobody has measured it yet. */
  readonly basis: 'measured' | 'assumed'
}

export interface PlanFacts {
  readonly source: SideFacts
  readonly target: SideFacts
  readonly map: Pick<FolderMap, 'left' | 'unclear'>
  /** In the order in which they go. */
  readonly pairs: readonly PairFacts[]
  readonly rules: Rules
  /** Of both sides; absent: assumed from what the servers offer. */
  readonly rate?: Rate
  /** Milliseconds, the longer of both sides. */
  readonly roundTrip?: number
  /** Pairs of connections that a person asked for. */
  readonly connections?: number
  /** Pairs of connections that the engine will open, where it says so; absent: estimated. */
  readonly lanes?: number
  /** Bytes that this day has used already. */
  readonly usedToday?: { readonly down: number; readonly up: number }
  /** An ISO moment, in UTC. */
  readonly now: string
}

/** `blocks`: nothing can begin or it cannot end. `loses`: something will not arrive as it is. `changes`: it arrives otherwise. `know`: worth knowing before. */
export type Severity = 'blocks' | 'loses' | 'changes' | 'know'

/** What a person should know before it begins; numbers and names only, the words are elsewhere. */
export type Finding =
  | { readonly kind: 'no-room'; readonly severity: 'blocks'; readonly missing: number; readonly needed: number; readonly free: number }
  | { readonly kind: 'too-large'; readonly severity: 'loses'; readonly messages: number; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'keywords-lost'; readonly severity: 'loses'; readonly messages: number; readonly flags: readonly string[] }
  | { readonly kind: 'shown-only'; readonly severity: 'loses'; readonly shown: number; readonly folders: readonly string[] }
  | { readonly kind: 'deleted-vanish'; readonly severity: 'loses'; readonly messages: number }
  | { readonly kind: 'deleted-stay'; readonly severity: 'know'; readonly messages: number }
  | { readonly kind: 'renamed'; readonly severity: 'changes'; readonly folders: number }
  | { readonly kind: 'merged'; readonly severity: 'changes'; readonly target: string; readonly sources: readonly string[] }
  | {
      readonly kind: 'unclear'
      readonly severity: 'changes'
      readonly side: 'source' | 'target'
      readonly use: string
      readonly folders: readonly string[]
    }
  | { readonly kind: 'line-end'; readonly severity: 'changes' }
  | { readonly kind: 'receipts'; readonly severity: 'know'; readonly unseen: number }
  | { readonly kind: 'pop-again'; readonly severity: 'know'; readonly messages: number }
  | { readonly kind: 'room-unknown'; readonly severity: 'know'; readonly needed: number }

export interface PlannedFolder {
  readonly source: string
  readonly target: string
  readonly reason: PairReason
  readonly because: readonly RenameCause[]
  readonly byName?: 'source' | 'target' | 'both'
  /** It has to be made. */
  readonly isNew: boolean
  /** What goes. */
  readonly copy: Count
  readonly already: Count
}

export interface Duration {
  /** From the first byte to the last, without nights and budgets; 0 when there is nothing to do. */
  readonly ms: number
  readonly rate: Rate
  /** What it waits for. */
  readonly slowest: 'messages' | 'bytes' | 'pace'
}

export interface Days {
  readonly days: number
  /** `YYYY-MM-DD`, UTC, as the providers' days go. */
  readonly ends: string
  readonly because: 'download' | 'upload' | 'time'
  /** Bytes a day, where a budget decides. */
  readonly perDay?: number
}

export interface TransferPlan {
  readonly from: string
  readonly to: string
  readonly copy: Count
  readonly already: Count
  readonly largest?: { readonly bytes: number; readonly folder: string }
  readonly folders: readonly PlannedFolder[]
  readonly left: readonly { readonly folder: string; readonly reason: LeftReason }[]
  /** By the rule that leaves them out. */
  readonly excluded: Readonly<Record<string, number>>
  /** The gravest first. */
  readonly findings: readonly Finding[]
  readonly duration: Duration
  readonly days: Days
  readonly connections: { readonly pairs: number; readonly because: 'asked' | 'limit' | 'waits' | 'usual' }
  readonly order: { readonly order: 'kept' | 'newest'; readonly because: 'asked' | 'days' | 'usual' }
}
