// One folder on its way: what its workers share, and which messages are taken next.

import { waitingCount } from '../../store/transfer/counts.ts'
import { changePlace, type StoredPlace } from '../../store/transfer/folders.ts'
import { type StoredMessage, waitingPage } from '../../store/transfer/messages.ts'
import type { FolderPair } from '../journey.ts'
import type { Folder, FolderStatus, Refusal } from '../shapes.ts'
import { crewOf } from './crew.ts'
import type { Job } from './job.ts'

export interface FolderRun {
  /** Its number in the journal. */
  readonly id: number
  readonly pair: FolderPair
  readonly source: Folder
  /** The source's state before this pass looked into it: what it is compared with next time. */
  seen: FolderStatus | undefined
  listed: boolean
  place: StoredPlace | undefined
  target: Folder | undefined
  /** Being made, by whom soever. */
  making: Promise<Folder> | undefined
  /** It was made in this pass, and empty. */
  made: boolean
  /** A UIDNEXT of the target that was true before whatever is sent from now on. */
  next: number
  /** Several workers at once, or one after the other in the order of UIDs. */
  readonly split: boolean
  readonly newest: boolean
  cursor: number
  /** On their way in some worker. */
  readonly taken: Set<number>
  workers: number
  prepared: Promise<void> | undefined
  /** Asked of the source and not given, so often. */
  readonly missed: Map<number, number>
  /** Confirmed by the server and not found afterwards; sent once more. */
  readonly notKept: Set<number>
  /** Confirmed without a UID that can be, with a UIDNEXT from before. */
  readonly untold: Map<number, number>
  /** From above this UID of the target on, what was sent was not read back, though it was listed since. */
  unread: number | undefined
  /** Refused, and not yet entered: a line may break between both. Still `taken`. */
  readonly refused: RefusedRow[]
  /** To be sent alone, for one of their group was refused. Still `taken`. */
  readonly alone: StoredMessage[]
}

export interface RefusedRow {
  readonly row: StoredMessage
  readonly refusal: Refusal
}

export function folderRun(id: number, pair: FolderPair, order: { readonly split: boolean; readonly newest: boolean }): FolderRun {
  const run = {
    id,
    pair,
    source: pair.source,
    seen: pair.source.status,
    listed: false,
    place: undefined,
    target: undefined,
    making: undefined,
    made: false,
    next: 0,
    unread: undefined,
  }
  const found = { missed: new Map(), notKept: new Set<number>(), untold: new Map(), refused: [], alone: [] }
  return { ...run, ...order, ...found, cursor: 0, taken: new Set(), workers: 0, prepared: undefined }
}

const BLOCK_MESSAGES = 1_000
const BLOCK_BYTES = 32 * 1_048_576
/** While nobody knows whether the lines are narrow: a border should come soon. */
const UNDECIDED_BYTES = 2 * 1_048_576
/** Smaller where several share, and smaller still towards the end: nobody waits long for the last. */
const SHARED_MESSAGES = 25
const LAST_MESSAGES = 4
const SHARED_BYTES = 4 * 1_048_576

/** The next that wait, at least one, taken for the caller; undefined when none are left to take. */
export function nextBlock(job: Job, run: FolderRun): StoredMessage[] | undefined {
  const [messages, bytes] = run.split
    ? [sharedMessages(job, run), SHARED_BYTES]
    : [BLOCK_MESSAGES, job.lines?.undecided ? UNDECIDED_BYTES : BLOCK_BYTES]
  for (;;) {
    const from = run.cursor === 0 && run.newest ? Number.MAX_SAFE_INTEGER : run.cursor
    const page = waitingPage(job.journal, run.id, from, messages, run.newest)
    if (page.length === 0) return undefined
    const block: StoredMessage[] = []
    let size = 0
    for (const message of page) {
      if (block.length > 0 && size + message.size > bytes) break
      run.cursor = message.uid
      if (run.taken.has(message.uid)) continue
      block.push(message)
      size += message.size
    }
    if (block.length === 0) continue
    for (const { uid } of block) run.taken.add(uid)
    return block
  }
}

/** Half of what each hand would get of the rest. */
function sharedMessages(job: Job, run: FolderRun): number {
  const left = waitingCount(job.journal, run.id).messages - run.taken.size
  return Math.max(LAST_MESSAGES, Math.min(SHARED_MESSAGES, Math.ceil(left / (2 * crewOf(job).lanes))))
}

/** Some that were passed wait again. */
export function rewind(run: FolderRun): void {
  run.cursor = 0
}

export function changeRunPlace(job: Job, run: FolderRun, change: Partial<Omit<StoredPlace, 'id'>>): void {
  changePlace(job.journal, run.place!.id, change)
  run.place = { ...run.place!, ...change }
}
