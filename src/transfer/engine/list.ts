// What the source has now, brought into the journal: what is new, what has gone, whose flags changed. In batches, so that memory stays flat.

import { anyReflag, dropReflag, enterReflag, enterSourceFlags, liveCount, loseValidity } from '../../store/transfer/changes.ts'
import { changeFolder, type StoredFolder, storedFolder } from '../../store/transfer/folders.ts'
import { takeListing } from '../../store/transfer/listing.ts'
import {
  enterBack,
  enterGone,
  enterMessages,
  type ListedMessage,
  messagesBetween,
  type StoredMessage,
} from '../../store/transfer/messages.ts'
import type { ListingWish, Message, OpenedFolder } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { secondsOf } from './moment.ts'

const BATCH = 500
const SHORT = ' of them'

export interface Listed {
  readonly added: number
  readonly gone: number
  readonly flags: number
  /** All of it was told, and it was like this. */
  readonly whole?: OpenedFolder
}

/** Opens the folder anew. Throws Broken; what was entered until then stays and is right. */
export async function listFolder(job: Job, lane: Lane, run: FolderRun, whole = false, again = false): Promise<Listed> {
  const { journal } = job
  let known = storedFolder(journal, run.id)
  const { reader, opened } = await lane.source(run.source, true, whole ? undefined : wishFor(job, run, known))
  const taken = whole ? undefined : takeOver(job, run, known, opened)
  if (taken) return taken
  // The state from before is the one to compare with next time: whatever comes while we look is seen then.
  run.seen = run.seen?.uidValidity === opened.uidValidity ? run.seen : opened
  if (known.validity !== opened.uidValidity) {
    // RFC 9051 §2.3.1.1: all UIDs are void. What we put into the target is known by its content still.
    journal.whole(() => {
      if (known.validity !== 0) loseValidity(journal, run.id)
      changeFolder(journal, run.id, { validity: opened.uidValidity, listed: 0, modseq: null, settled: false })
    })
    known = storedFolder(journal, run.id)
  }
  const counts = { added: 0, gone: 0, flags: 0 }
  let reused = false
  let heard = 0
  let batch: Message[] = []
  let last = 0
  let highest = known.listed
  // UIDs that run backwards: a folder put back from a backup. What it says of changes is about another one.
  const backwards = opened.uidNext > 0 && opened.uidNext <= known.listed
  const delta = whole || backwards ? undefined : sinceOf(known)
  const enter = (complete: boolean) => {
    const messages = batch
    batch = []
    if (messages.length === 0) return
    reused ||= anotherMessage(job, run, messages)
    if (reused) return
    journal.whole(() => {
      const first = complete ? last + 1 : messages[0]!.uid
      last = messages.at(-1)!.uid
      highest = Math.max(highest, last)
      add(counts, enterBatch(job, run, messages, first, complete))
    })
  }
  let listing: Awaited<ReturnType<typeof reader.list>>
  try {
    // Whether all was told is known at the end only: a listing by modseq is entered as changes, whatever it turns out to be.
    listing = await reader.list(
      (message) => {
        heard++
        if (batch.push(message) === BATCH) enter(delta === undefined)
      },
      delta === undefined ? {} : { modseq: delta },
    )
  } catch (error) {
    throw brokenBy(error, 'source')
  }
  enter(delta === undefined)
  if (reused) {
    // As under another UIDVALIDITY, which this server should have given.
    journal.whole(() => {
      loseValidity(journal, run.id)
      changeFolder(journal, run.id, { listed: 0, modseq: null, settled: false })
    })
    return listFolder(job, lane, run, true)
  }
  for (const [from, to] of listing.vanished ?? []) counts.gone += enterGone(journal, run.id, from, to)
  if (delta === undefined) {
    counts.gone += enterGone(journal, run.id, last + 1, Number.MAX_SAFE_INTEGER)
    if (heard < opened.messages && !again) {
      // One may have been removed between both answers; then the next ones agree.
      const all = await listFolder(job, lane, run, true, true)
      return { added: counts.added + all.added, gone: counts.gone, flags: counts.flags + all.flags }
    }
    tellShort(job, run, heard, opened.messages)
  } else if (listing.complete || liveCount(journal, run.id) !== opened.messages) {
    // Without QRESYNC nobody tells what has gone; the number does.
    if (!whole) {
      const all = await listFolder(job, lane, run, true)
      return { added: counts.added + all.added, gone: counts.gone + all.gone, flags: counts.flags + all.flags }
    }
  }
  changeFolder(journal, run.id, { listed: highest })
  run.listed = true
  return { ...counts, ...(delta === undefined && heard === opened.messages && { whole: opened }) }
}

/** The plan listed it a moment ago, and nothing in it is another since (RFC 7162 §3.1.2: HIGHESTMODSEQ rises with every change). */
function takeOver(job: Job, run: FolderRun, known: StoredFolder, opened: OpenedFolder): Listed | undefined {
  const then = listedByPlan(job, run, known)
  const same = (['uidValidity', 'uidNext', 'messages', 'modseq'] as const).every((state) => then?.[state] === opened[state])
  if (then === undefined || !same) return undefined
  const { journal } = job
  return journal.whole(() => {
    const taken = takeListing(journal, run.id, run.source.name, opened.messages)
    if (taken === undefined) return undefined
    changeFolder(journal, run.id, { validity: opened.uidValidity, listed: taken.listed, modseq: null, settled: false })
    run.seen = opened
    run.listed = true
    return { added: taken.messages, gone: 0, flags: 0 }
  })
}

function listedByPlan({ looked }: Job, { source, pair }: FolderRun, { validity, listed }: StoredFolder): OpenedFolder | undefined {
  const then = looked?.listed.get(source.name)
  // What another folder shows as well was sorted out after it was listed.
  return validity === 0 && listed === 0 && pair.reason !== 'label' && then?.modseq !== undefined ? then : undefined
}

/** How a folder will be listed, before it is open. */
export function wishFor(job: Job, run: FolderRun, known = storedFolder(job.journal, run.id)): ListingWish | undefined {
  return listedByPlan(job, run, known) ? undefined : { modseq: sinceOf(known) }
}

/** From where on changes are asked for; undefined: all of it is listed. */
function sinceOf({ modseq, listed }: StoredFolder): string | undefined {
  return modseq !== null && listed > 0 ? modseq : undefined
}

/** `complete`: whoever is in the range and was not told has gone. */
function enterBatch(job: Job, run: FolderRun, messages: readonly Message[], first: number, complete: boolean): Listed {
  const { journal } = job
  const last = messages.at(-1)!.uid
  const known = new Map<number, StoredMessage>(messagesBetween(journal, run.id, first, last).map((row) => [row.uid, row]))
  const fresh: ListedMessage[] = []
  const pending = anyReflag(journal, run.id)
  const counts = { added: 0, gone: 0, flags: 0 }
  for (const message of messages) {
    const row = known.get(message.uid)
    known.delete(message.uid)
    if (row === undefined) {
      fresh.push(listedMessage(job, message))
      continue
    }
    // A server that hides some of a large folder shows them again another time.
    if (row.gone) {
      enterBack(journal, run.id, row.uid)
      counts.added++
    }
    const flags = flagText(message.flags)
    if (sameFlags(flags, row.flags)) {
      // Changed and changed back before anybody could follow.
      if (pending) dropReflag(journal, run.id, row.uid)
      continue
    }
    counts.flags++
    if (row.state === 'there') enterReflag(journal, run.id, row.uid, flags)
    else if (row.state === 'refused') enterSourceFlags(journal, run.id, row.uid, flags, 'refused', null)
    else {
      const { state, said } = listedMessage(job, message)
      enterSourceFlags(journal, run.id, row.uid, flags, state, said)
    }
  }
  enterMessages(journal, run.id, fresh)
  counts.added += fresh.length
  if (complete) for (const row of known.values()) if (!row.gone) counts.gone += enterGone(journal, run.id, row.uid, row.uid)
  return counts
}

/** A server that does not list all that it has: the rest can never be copied, and what is not listed has not gone (see mirror.ts). */
function tellShort({ failed, progress }: Job, { source: { name } }: FolderRun, heard: number, messages: number): void {
  if (heard >= messages) {
    if (failed.get(name)?.endsWith(SHORT)) failed.delete(name)
    return
  }
  const said = `source: it has ${messages} messages and lists ${heard}${SHORT}`
  failed.set(name, said)
  progress.tell({ kind: 'folder', folder: name, what: 'refused', said })
}

/** A UID that named another message once: neither its second nor its size is what it was (RFC 9051 §2.3.3, §2.3.4: they never change). */
function anotherMessage({ journal }: Job, run: FolderRun, messages: readonly Message[]): boolean {
  const known = new Map(messagesBetween(journal, run.id, messages[0]!.uid, messages.at(-1)!.uid).map((row) => [row.uid, row]))
  return messages.some(({ uid, size, date }) => {
    const row = known.get(uid)
    const at = secondsOf(date)
    return row !== undefined && row.at !== null && at !== null && row.at !== at && row.size !== size
  })
}

function listedMessage(job: Job, { uid, size, date, flags, emailId, digest }: Message): ListedMessage {
  const at = secondsOf(date)
  const said = job.exclusion({ size, at, flags })
  const state = said === null ? 'waiting' : 'excluded'
  return { uid, size, date, at, flags: flagText(flags), email: emailId ?? null, digest: digest ?? null, state, said }
}

/** In one order, so that the same flags are the same text. */
function flagText(flags: readonly string[]): string {
  return [...flags].sort().join(' ')
}

/** RFC 9051 §2.3.2: flags are case-insensitive. */
function sameFlags(a: string, b: string): boolean {
  return a === b || a.toLowerCase().split(' ').sort().join(' ') === b.toLowerCase().split(' ').sort().join(' ')
}

function add(to: { added: number; gone: number; flags: number }, more: Listed): void {
  to.added += more.added
  to.gone += more.gone
  to.flags += more.flags
}
