// What a transfer is asked to do, and the few choices that it takes: everything has a default but the two boxes, the journal and the way from folder to folder.

import type { FolderMap } from '../folders/map-folders.ts'
import type { FolderPair, Limits, ProofLevel, Rules, TransferListener } from '../journey.ts'
import type { Box, Inventory, OpenedFolder } from '../shapes.ts'
import type { Control } from './control.ts'

export interface Sides<T> {
  readonly source: T
  readonly target: T
}

export interface TransferRequest extends Sides<Box> {
  /** The file of the journal; it is made when it is not there. */
  readonly journal: string
  /** Which folder goes where. `kept`: where they went before, which must not change. */
  readonly pairs: (inventories: Sides<Inventory>, kept: readonly KeptPair[]) => readonly FolderPair[]
  /** Folders that go nowhere, for the plan: it is told them as the mapping does. */
  readonly left?: (inventories: Sides<Inventory>) => Pick<FolderMap, 'left' | 'unclear'>
  readonly rules: Rules
  readonly limits?: Partial<Sides<Limits>>
  readonly listener?: TransferListener
  readonly control?: Control
  readonly signal?: AbortSignal
  readonly level?: ProofLevel
  /** A folder for messages that the target refuses, as EML files; made when it is needed. */
  readonly aside?: string
  readonly options?: TransferOptions
  /** Of a plan just made: what is still as it was then is not listed again. */
  readonly looked?: Looked
  /** Told once of a side whose line is what everything waits for, where it offers COMPRESS; its connections are opened anew at the next border. */
  readonly onNarrow?: (side: 'source' | 'target') => void
}

/** What a plan has seen a moment ago. */
export interface Looked {
  /** On the clock of performance.now(). */
  readonly at: number
  readonly inventories: Sides<Inventory>
  /** The plan's own journal, which holds what was listed; absent where nothing was. */
  readonly journal?: string | undefined
  /** Folders of the source that were listed whole, by name, in the state in which they were. */
  readonly listed: ReadonlyMap<string, OpenedFolder>
}

export interface KeptPair {
  readonly source: string
  readonly path: readonly string[]
}

export interface TransferOptions {
  /** Pairs of connections; absent: 4, or 10 where each message must wait for the server's yes. */
  readonly connections?: number
  /** `until-still`: passes until one brings no change. */
  readonly passes?: 'one' | 'until-still'
  /** After that, another pass every so many milliseconds until it is stopped. */
  readonly watchMs?: number
  /** Removals beyond the guard of `mirror` are confirmed by the person. */
  readonly confirmed?: boolean
  /** When a day's volume is used up: wait for the next, or end. */
  readonly whenUsedUp?: 'wait' | 'end'
  /** Without any progress for so long, it is given up. */
  readonly patienceMs?: number
  /** The first pause after a broken line; the next are longer. */
  readonly pauseMs?: number
  /** Between two looks at what a server has stored whose line broke: it may be storing still. */
  readonly quietMs?: number
  /** Bytes a second. */
  readonly bytesPerSecond?: number
  /** Subscribe to folders that the source subscribes to. */
  readonly subscriptions?: boolean
}

export const ALL_RULES: Rules = {
  include: [],
  exclude: [],
  folders: [],
  under: [],
  mirror: false,
  order: 'auto',
  deleted: 'copy',
}
