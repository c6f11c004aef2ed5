// A proof as data: what was compared or copied, folder by folder, each message in a named state, and how sure that is. Reports are made of it, and read again months later.

import type { Count, ProofLevel, ProvedMessage, Rules } from '../journey.ts'
import type { BoxKind } from '../shapes.ts'

/** Beyond those of a transfer: `missing` and `doubled` are what nobody wants, `extra` is only in the target, `moved` lies in another folder than it should, `unread` could not be read, it or what it would be compared with. */
export type ProofState = ProvedMessage['state'] | 'missing' | 'doubled' | 'extra' | 'moved' | 'unread'

/** One line of the list of all messages. */
export interface ProofLine extends Omit<ProvedMessage, 'state' | 'source'> {
  readonly state: ProofState
  /** Absent for what only the target has. */
  readonly source?: ProvedMessage['source']
  readonly targetSize?: number
  /** Where they differ. */
  readonly targetFlags?: readonly string[]
  /** Why, by a word of ours: `newer`, `rule`, `view`, `elsewhere:FOLDER`, `not-kept` ... */
  readonly because?: string
  /** Shortened, for people; only where the message is not identical. */
  readonly subject?: string
  readonly messageId?: string
}

export interface ProofSide {
  readonly label: string
  readonly kind: BoxKind
  /** As the box names itself, without secrets. */
  readonly key: string
  /** What its server said first. */
  readonly greeting?: string
}

export type States = Readonly<Partial<Record<ProofState, Count>>>

/** What differs besides the states: messages that have their counterpart, with other flags, another date, out of their order; and exact duplicates that both have. */
export interface Differing {
  readonly flags: number
  readonly dates: number
  readonly order: number
  readonly duplicates: number
}

export interface ProofFolder extends Differing {
  readonly source: readonly string[]
  /** Null: it is not there. */
  readonly target: string | null
  readonly messages: { readonly source: Count; readonly target: Count }
  readonly states: States
}

export interface ProofSample {
  readonly seed: string
  readonly read: number
  readonly of: number
  readonly differing: number
  /** None differed: with 99 % certainty fewer than these. */
  readonly fewerThan?: number
}

/** What could not be looked at, and why: while it is not empty nothing is proved. */
export interface Untold {
  readonly side: 'source' | 'target'
  readonly folder: string
  readonly messages: number
  readonly why: string
}

export type Verdict = 'same' | 'different' | 'untold'

/** Differences that a person may accept. What is missing or doubled cannot be. */
export const ACCEPTABLE = ['changed', 'body', 'moved', 'flags', 'dates'] as const
/** Whoever copies may also accept that some did not get there; a comparison knows no such state. */
export const ACCEPTABLE_LEFT = ['refused', 'waiting'] as const
export type Acceptable = (typeof ACCEPTABLE)[number] | (typeof ACCEPTABLE_LEFT)[number]

export interface ProofSummary {
  readonly kind: 'compare' | 'copy' | 'backup' | 'restore' | 'collect' | 'check'
  /** ISO. */
  readonly started: string
  readonly ms: number
  readonly source: ProofSide
  readonly target: ProofSide
  readonly level: ProofLevel
  readonly sample?: ProofSample
  readonly rules?: Rules
  readonly accepted: readonly Acceptable[]
  readonly verdict: Verdict
  readonly states: States
  readonly differing: Differing
  /** Of `changed`, those with another body. */
  readonly bodies: number
  readonly folders: readonly ProofFolder[]
  readonly untold: readonly Untold[]
  /** What cannot be compared, because one side keeps none. */
  readonly blind: readonly ('flags' | 'dates')[]
  /** Of a transfer that did not come to its end: how, and in whose words. */
  readonly ended?: string
  readonly why?: string
}

export function verdictOf(summary: Pick<ProofSummary, 'states' | 'differing' | 'bodies' | 'accepted' | 'untold'>): Verdict {
  const { states, differing, bodies, accepted, untold } = summary
  if (untold.length > 0) return 'untold'
  const count = (state: ProofState) => states[state]?.messages ?? 0
  const found: readonly (readonly [number, Acceptable | null])[] = [
    [count('missing'), null],
    [count('doubled'), null],
    [count('refused'), 'refused'],
    [count('waiting'), 'waiting'],
    [count('changed') - bodies, 'changed'],
    [bodies, 'body'],
    [count('moved'), 'moved'],
    [differing.flags, 'flags'],
    [differing.dates, 'dates'],
  ]
  return found.some(([number, as]) => number > 0 && (as === null || !accepted.includes(as))) ? 'different' : 'same'
}
