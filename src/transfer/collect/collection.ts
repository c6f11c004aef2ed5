// What is collected from where into where, and how it stands: the words of `sesame collect`, as data. No secret is in it.

import type { Count } from '../journey.ts'
import type { Refusal } from '../shapes.ts'

/** As the person set it up. */
export interface Collection {
  /** What the person calls it; unique. */
  readonly name: string
  /** Addresses, or servers with a user name, as they were typed. */
  readonly from: string
  readonly into: string
  readonly protocol: 'imap' | 'pop3'
  /** Of the target. */
  readonly folder: readonly string[]
  /** The junk folder of the source too, into that of the target. */
  readonly junk: boolean
  /** Minutes between two rounds; null: ten to fifteen. */
  readonly every: number | null
  /** Null: everything stays at the source. A number: what is proved to be in the target is removed there after so many days. */
  readonly removeAfterDays: number | null
  /** \Seen and the other flags of the source come along; else mail arrives unseen. */
  readonly keepFlags: boolean
  /** Milliseconds. */
  readonly made: number
}

/**
 * Why it does not go on as it should. `sign-in`: refused, and never repeated by itself. `later`: the server wants less. `unreachable`: the line.
 * `full`: the target has no room. `messages`: some were refused and lie aside. `other`: anything else.
 */
export type TroubleKind = 'sign-in' | 'later' | 'unreachable' | 'full' | 'messages' | 'other'

export interface Trouble {
  readonly kind: TroubleKind
  readonly side: 'from' | 'to' | null
  /** The server's words, or a code of ours. */
  readonly said: string
  /** Milliseconds. */
  readonly since: number
  /** What the doctor makes of it. */
  readonly cause?: string
  readonly title?: string
  readonly steps?: readonly string[]
  /** Id for `sesame letters`. */
  readonly letter?: string
}

export interface Round {
  /** Milliseconds. */
  readonly at: number
  readonly ms: number
  readonly collected: Count
  /** In the target already: after a migration of the source, or because somebody else brought them. */
  readonly known: number
  readonly removed: number
  readonly refused: number
  readonly why: 'schedule' | 'news' | 'asked'
}

export interface CollectionState {
  readonly last: Round | null
  readonly collected: Count
  readonly removed: number
  /** Milliseconds; null: when the person has mended what is wrong. */
  readonly next: number | null
  /** Rounds that failed since the last that did not. */
  readonly failures: number
  readonly trouble: Trouble | null
}

export const FRESH: CollectionState = {
  ...{ last: null, collected: { messages: 0, bytes: 0 }, removed: 0, next: 0, failures: 0, trouble: null },
}

/** What a round came to when it did not come to its end. */
export interface Failure {
  readonly kind: TroubleKind
  readonly side: 'from' | 'to' | null
  readonly said: string
  /** As the server asked for. */
  readonly waitMs?: number
  readonly cause?: string
  readonly title?: string
  readonly steps?: readonly string[]
  readonly letter?: string
}

/** A server's no, by whom it is about. */
export function failureOf(refusal: Refusal, side: 'from' | 'to'): Failure {
  const { meaning, said, waitMs } = refusal
  const kind: TroubleKind =
    meaning === 'moment' ? 'later' : meaning === 'connection' ? 'unreachable' : meaning === 'account' && side === 'to' ? 'full' : 'other'
  return { kind, side, said, ...(waitMs !== undefined && { waitMs }) }
}
