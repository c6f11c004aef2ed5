// Pours one folder of a mailbox into another: each message is copied by the server, read again there, and only then removed here. May be cut at any moment and begun again.

import { readDigests } from '../engine/read-digests.ts'
import { BoxRefusal, type Folder, type FolderStatus, type Message, type Reader, type Writer } from '../shapes.ts'
import { Landed, sameMarks } from './landed.ts'

/** Why a message stayed where it was; it is then in both folders, or only here. */
export type StayReason = 'unreadable' | 'changed' | 'date' | 'marks' | 'not-found'

export interface Merged {
  /** Proved present in the kept folder, and removed here. */
  readonly moved: number
  readonly stayed: readonly { readonly uid: number; readonly why: StayReason }[]
  /** What is in the folder now: new mail may have come meanwhile. */
  readonly left: number
}

/** Where the kept folder ended before the first message was copied: what lies behind and has the same bytes is our copy. */
export interface TidyMark {
  readonly from: number
  readonly keep: number
  readonly uidNext: number
}

export interface TidyMemory {
  recall(): Promise<TidyMark | null>
  /** On the disk when it resolves. */
  keep(mark: TidyMark): Promise<void>
  forget(): Promise<void>
}

export interface MergeRequest {
  /** Two connections that only read, one that writes. */
  readonly here: Reader
  readonly there: Reader
  readonly writer: Writer
  readonly from: Folder
  readonly keep: Folder
  readonly memory: TidyMemory
  readonly signal: AbortSignal
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

const GROUP_MESSAGES = 100
const GROUP_BYTES = 8_000_000

/** Throws BoxRefusal for what the server refuses, and what the signal was aborted with; nothing is lost or doubled by either when it is called again. */
export async function mergeFolders(request: MergeRequest): Promise<Merged> {
  const { here, there, writer, from, keep, memory, signal, onProgress } = request
  const opened = await here.open(from)
  const target = await there.open(keep)
  if (opened.id !== undefined && target.id !== undefined ? opened.id === target.id : await holdTheSame(here, opened, there, target))
    throw new BoxRefusal({ meaning: 'folder', said: 'both names lead to one folder' }, `merge ${from.name}`)
  const known = await memory.recall()
  const isOurs = known !== null && known.from === opened.uidValidity && known.keep === target.uidValidity
  const mark = isOurs ? known : { from: opened.uidValidity, keep: target.uidValidity, uidNext: target.uidNext }
  if (!isOurs) await memory.keep(mark)
  const landed = new Landed(there, keep, mark.uidNext)
  // Nothing was copied by us where nothing came since.
  if (isOurs) await landed.readAll()

  const messages: Message[] = []
  await here.list((message) => messages.push(message))
  const stayed: { uid: number; why: StayReason }[] = []
  let moved = 0
  for (const group of groups(messages)) {
    signal.throwIfAborted()
    const proved = await proveGroup(request, landed, group, stayed)
    if (proved.length > 0) await writer.remove(from, proved)
    moved += proved.length
    onProgress?.(moved + stayed.length, messages.length)
    // A server that changes what it copies is given nothing more to copy.
    if (stayed.some(({ why }) => why === 'changed' || why === 'not-found')) break
  }
  const left = (await here.open(from)).messages
  if (left === 0) await memory.forget()
  return { moved, stayed, left }
}

/** Two names of one folder (an alias): what lies there would be taken for its own copy, and removed. */
async function holdTheSame(here: Reader, opened: FolderStatus, there: Reader, target: FolderStatus): Promise<boolean> {
  if (opened.uidValidity !== target.uidValidity || opened.uidNext !== target.uidNext || opened.messages === 0) return false
  const all: string[][] = []
  for (const reader of [here, there]) {
    const told: string[] = []
    await reader.list(({ uid, size, date }) => void told.push(`${uid} ${size} ${date}`))
    all.push(told)
  }
  const known = new Set(all[0])
  return all[1]!.some((one) => known.has(one))
}

/** UIDs of the group whose bytes, marks and date are in the kept folder now. */
async function proveGroup(
  { here, writer, from, keep }: MergeRequest,
  landed: Landed,
  group: readonly Message[],
  stayed: { uid: number; why: StayReason }[],
): Promise<readonly number[]> {
  const digests = new Map((await readDigests(here, 'source', uidsOf(group))).map(({ uid, digest }) => [uid, digest]))
  const readable = group.filter(({ uid }) => digests.has(uid))
  for (const { uid } of group) if (!digests.has(uid)) stayed.push({ uid, why: 'unreadable' })
  // A copy of an earlier run that was cut before it could remove the message here.
  const copies = new Map<number, number>()
  for (const message of readable) {
    const there = landed.claim(digests.get(message.uid)!, message)
    if (there !== undefined) copies.set(message.uid, there)
  }
  const missing = readable.filter(({ uid }) => !copies.has(uid))
  if (missing.length > 0) {
    const uids = await writer.copy!(from, uidsOf(missing), keep)
    await landed.readAll()
    for (const [i, message] of missing.entries()) {
      const { uid } = message
      const there = landed.claim(digests.get(uid)!, message, uids[i])
      if (there !== undefined) copies.set(uid, there)
      else stayed.push({ uid, why: uids[i] === undefined ? 'not-found' : 'changed' })
    }
  }
  const proved: number[] = []
  for (const message of readable) {
    const there = copies.get(message.uid)
    if (there === undefined) continue
    const why = await sameMarks(
      message,
      landed.at(there),
      (flags) => writer.store(keep, [there], { add: flags }),
      () => landed.again(there),
    )
    if (why === null) proved.push(message.uid)
    else stayed.push({ uid: message.uid, why })
  }
  return proved
}

const uidsOf = (messages: readonly Message[]): readonly number[] => messages.map(({ uid }) => uid)

function* groups(messages: readonly Message[]): Generator<readonly Message[]> {
  let group: Message[] = []
  let bytes = 0
  for (const message of messages) {
    if (group.length > 0 && (group.length >= GROUP_MESSAGES || bytes + message.size > GROUP_BYTES)) {
      yield group
      group = []
      bytes = 0
    }
    group.push(message)
    bytes += message.size
  }
  if (group.length > 0) yield group
}
