// A transfer from the first look to the proof, as data: which folder goes where, what the plan says, what happens on the way, and where each message ended.

import type { TransferHabits } from '../model/knowledge.ts'
import type { Folder, Refusal, SpecialUse } from './shapes.ts'

/** Why a folder of the source goes to this one of the target. */
export type PairReason = 'inbox' | 'special-use' | 'same-name' | 'made' | 'renamed' | 'rule' | 'label'

export interface FolderPair {
  readonly source: Folder
  /** The target's folder; `path` alone when it must be made first. */
  readonly target: Folder | { readonly path: readonly string[]; readonly use?: SpecialUse }
  readonly reason: PairReason
  /** The name could not stay as it was: what forbade it. The old name can always be found again from the map. */
  readonly because?: string
  /** It was known as a special folder by its name on this side, because the server does not say it. */
  readonly byName?: 'source' | 'target' | 'both'
}

export interface Rules {
  /** Patterns over the path joined by `/`: `*` within a name, `**` across. Empty: all. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Messages received since, an ISO day. */
  readonly since?: string
  readonly before?: string
  /** Bytes. */
  readonly largest?: number
  /** `Source/Path=Target/Path` as the person wrote them. */
  readonly folders: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[]
  /** Everything goes below this path of the target. */
  readonly under: readonly string[]
  /** Also remove from the target what was copied and has gone from the source. */
  readonly mirror: boolean
  /** `kept`: the order of UIDs stays; `newest`: the newest first, block by block; `auto`: kept, unless the provider's limits make it last for days. */
  readonly order: 'auto' | 'kept' | 'newest'
  /** What becomes of messages that the source has marked as deleted. */
  readonly deleted: 'copy' | 'leave'
}

/** What is known of a provider's limits; absent: unknown. Knowledge gives it, the person may narrow it. */
export interface Limits extends Omit<TransferHabits, 'messagesPerSecond' | 'pollMinutes' | 'sources' | 'unverified'> {
  readonly connections?: number
  readonly downloadPerDay?: number
  readonly uploadPerDay?: number
  /** Messages a second. */
  readonly pace?: number
  /** Bytes of one message. */
  readonly messageBytes?: number
}

export type Phase = 'connect' | 'inventory' | 'list' | 'settle' | 'copy' | 'follow' | 'proof' | 'wait' | 'done'

export interface Count {
  readonly messages: number
  readonly bytes: number
}

/** Told while it goes; nothing in it is secret. */
export type TransferEvent =
  | { readonly kind: 'phase'; readonly phase: Phase; readonly folder?: string }
  | {
      readonly kind: 'progress'
      readonly folder: string
      readonly done: Count
      readonly total: Count
      /** Of the last seconds. */
      readonly messagesPerSecond: number
      readonly bytesPerSecond: number
      /** Milliseconds; undefined while nothing can be said. */
      readonly left?: number
    }
  | {
      readonly kind: 'waiting'
      readonly side: 'source' | 'target'
      readonly ms: number
      readonly why: 'throttled' | 'budget' | 'broken' | 'paused'
      readonly said: string
    }
  | { readonly kind: 'refused'; readonly folder: string; readonly uid: number; readonly refusal: Refusal; readonly aside?: string }
  | {
      readonly kind: 'folder'
      readonly folder: string
      readonly what: 'made' | 'renamed' | 'subscribed' | 'removed' | 'refused'
      readonly to?: string
      readonly said?: string
    }
  | { readonly kind: 'moved'; readonly folder: string; readonly to: string; readonly messages: number }
  | { readonly kind: 'pass'; readonly pass: number; readonly changes: number }

export type TransferListener = (event: TransferEvent) => void

/**
 * Where a message of the source ended. `identical`: the same bytes are in the target. `already-there`: they were, before us. `changed`: the server changed it, `how` says what.
 * `refused`: the server did not take it; it lies aside as a file. `excluded`: a rule left it out. `gone`: it left the source on the way. `waiting`: not yet.
 */
export type MessageState = 'identical' | 'already-there' | 'changed' | 'refused' | 'excluded' | 'gone' | 'waiting'

/** How sure `identical` is: the server confirmed it and size, flags and date were read back; some were read again; each was. */
export type ProofLevel = 'counted' | 'sampled' | 'full'

/** What differs between the bytes sent and the bytes kept. */
export type Change = 'line-ends' | 'end-of-message' | 'header' | 'body'

/** One message in a report. */
export interface ProvedMessage {
  readonly state: MessageState
  readonly source: { readonly folder: string; readonly uidValidity: number; readonly uid: number }
  readonly target?: { readonly folder: string; readonly uidValidity: number; readonly uid: number }
  readonly size: number
  /** SHA-256 of the source's bytes; absent where they were never read. */
  readonly digest?: string
  /** Of the target's bytes, where they are other ones. */
  readonly targetDigest?: string
  readonly date: string | null
  readonly flags: readonly string[]
  /** Flags and keywords that the target does not keep. */
  readonly flagsLost?: readonly string[]
  /** The target's, where it is another. */
  readonly targetDate?: string
  readonly change?: Change
  /** Which bytes, for people: `byte 1042: CR LF instead of LF`. */
  readonly how?: string
  readonly said?: string
  readonly aside?: string
  /** Its bytes were read again from the target. */
  readonly read?: boolean
}

/** What a transfer came to; the proof's pages are made of it. */
export interface TransferOutcome {
  readonly ended: 'complete' | 'stopped' | 'full' | 'budget' | 'refused'
  /** In words of the server, or a code of ours, when it did not come to the end. */
  readonly why?: string
  readonly states: Readonly<Record<MessageState, Count>>
  readonly folders: readonly {
    readonly source: string
    readonly target: string
    readonly states: Readonly<Record<MessageState, Count>>
    /** Twice or more in the source itself, kept as they are. */
    readonly duplicates: number
  }[]
  /** Bytes that the target has too little room for. */
  readonly missingRoom?: number
  /** `mirror`: messages that were taken out of the target, and those that the guard held back until a person confirms. */
  readonly removed?: number
  readonly removalsWaiting?: number
  readonly copied: Count
  readonly ms: number
}
