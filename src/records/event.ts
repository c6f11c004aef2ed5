// One line of the history: who changed what, when. Events are only ever added, each holding the hash of the one before.

/** A field that changed. `path`: `owners`, `devices/iPhone · apple-mail-ios/state`. Absent `from`: it was not there; absent `to`: it is gone. */
export interface Change {
  readonly path: string
  readonly from?: unknown
  readonly to?: unknown
}

export type EventKind =
  | 'created'
  | 'changed'
  | 'removed'
  | 'filled'
  | 'imported'
  | 'checklist-created'
  | 'checklist-changed'
  | 'checklist-removed'

export interface RecordEvent {
  readonly seq: number
  /** ISO date and time. */
  readonly at: string
  readonly who: string
  /** The address of a sheet, or `checklist:ID`. */
  readonly subject: string
  readonly what: EventKind
  readonly changes: readonly Change[]
  readonly hash: string
}

/** What walking the whole chain found. */
export interface ChainCheck {
  readonly intact: boolean
  readonly events: number
  /** Of the last event: written down elsewhere, it proves later that nothing before it was touched. */
  readonly head: string | null
  readonly faults: readonly ChainFault[]
  /** Null: none was asked for. */
  readonly expected: { readonly hash: string; readonly found: boolean } | null
}

/** `event`: an event was altered, removed or put in. `state`: a sheet or list is not what its last event left. */
export interface ChainFault {
  readonly kind: 'event' | 'state'
  readonly seq?: number
  readonly subject: string
}
