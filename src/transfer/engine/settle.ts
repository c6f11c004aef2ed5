// Which messages of the target are which of the source, by what they contain and nothing else: after a crash, a cut line, a lost journal, or in a folder that was not empty.

import { setTimeout as wait } from 'node:timers/promises'
import { storedPlace } from '../../store/transfer/folders.ts'
import {
  beginSearch,
  endSearch,
  enterHeld,
  enterHeldDigests,
  enterMessageDigests,
  type HeldMessage,
  heldCount,
  heldToRead,
  pairByDigest,
  pairChanged,
  pairInOrder,
  type Search,
  type Seekers,
  seekerCount,
  seekersToRead,
  unknownFolders,
} from '../../store/transfer/held.ts'
import { doubtsOf, settleDoubts } from '../../store/transfer/intents.ts'
import { brokenBy } from './ended.ts'
import { changeRunPlace, type FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { secondsOf } from './moment.ts'
import { readDigests } from './read-digests.ts'

const BATCH = 500
const READ = 200
/** A server may be storing still what it had heard before the line broke. */
const QUIET_MS = 250

/** Lists what came into the target's folder since we last knew all of it. Only while nobody sends into it. How many nobody owns. */
export async function refreshHeld(job: Job, lane: Lane, run: FolderRun): Promise<number> {
  const { reader, opened } = await lane.check(run.target!, true)
  const place = storedPlace(job.journal, run.place!.id)
  let batch: HeldMessage[] = []
  let scanned = place.scanned
  const enter = () => {
    const messages = batch
    batch = []
    job.journal.whole(() => enterHeld(job.journal, place.id, messages))
  }
  if (opened.uidNext > place.scanned + 1)
    try {
      await reader.list(
        ({ uid, size, date }) => {
          scanned = Math.max(scanned, uid)
          if (batch.push({ uid, size, at: secondsOf(date) }) === BATCH) enter()
        },
        { after: place.scanned },
      )
    } catch (error) {
      throw brokenBy(error, 'target')
    }
  enter()
  run.unread ??= place.scanned
  changeRunPlace(job, run, { scanned, next: Math.max(place.next, opened.uidNext) })
  return heldCount(job.journal, place.id)
}

/** Whatever waits in this folder and is in the target already is not sent again. */
export async function settleWaiting(job: Job, lane: Lane, run: FolderRun): Promise<number> {
  if ((await refreshHeld(job, lane, run)) === 0) return 0
  await settleUnknown(job, lane, run)
  return search(job, lane, run, 'waiting', 0)
}

/** What was cut off in mid-sending. Twice, with a moment between. */
export async function settleDoubt(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const place = run.place!.id
  const { open, next } = doubtsOf(job.journal, run.id, place)
  if (open === 0) return
  for (const pause of [0, job.options.quietMs ?? QUIET_MS]) {
    await wait(pause, undefined, { signal: job.signal })
    await refreshHeld(job, lane, run)
    await settleUnknown(job, lane, run)
    if (heldCount(job.journal, place, next) > 0) await search(job, lane, run, 'doubt', next)
  }
  settleDoubts(job.journal, run.id)
}

/**
 * Those that the server took without telling their UID (no UIDPLUS). They are surely there, so they choose before all others, whichever folder of the
 * source they come from. The target is listed already.
 */
export async function settleUnknown(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  for (const folder of unknownFolders(job.journal, run.place!.id)) await search(job, lane, run, 'unknown', 0, folder)
}

async function search(job: Job, lane: Lane, run: FolderRun, seekers: Seekers, from: number, folder = run.id): Promise<number> {
  const { journal } = job
  const place = run.place!.id
  const sought: Search = { folder, place, seekers, from }
  const how = seekers === 'waiting' ? 'found' : 'sent'
  // Nothing is left that could be the same.
  const over = () => heldCount(journal, place, from) === 0 || seekerCount(journal, sought) === 0
  try {
    if (beginSearch(journal, sought) === 0) return 0
    if (seekers === 'unknown') pairInOrder(journal, sought)
    let found = pairByDigest(journal, sought, how, 'digest')
    // Equal bytes first, so that nothing that only resembles takes the place of what is the same.
    for (const by of ['digest', 'canonical'] as const) {
      for (let after = 0; !over(); ) {
        const uids = heldToRead(journal, sought, after, READ, by === 'canonical')
        if (uids.length === 0) break
        after = uids.at(-1)!
        const { reader } = await lane.check(run.target!)
        const read = await readDigests(reader, 'target', uids)
        journal.whole(() => enterHeldDigests(journal, place, read))
        job.progress.moved()
      }
      found += pairByDigest(journal, sought, how, by)
      // Another folder is not open; what it sent is known by its digest.
      for (let after = 0; !over() && folder === run.id; ) {
        const uids = seekersToRead(journal, sought, after, READ, by === 'canonical')
        if (uids.length === 0) break
        after = uids.at(-1)!
        const { reader } = await lane.source(run.source)
        const read = await readDigests(reader, 'source', uids)
        journal.whole(() => enterMessageDigests(journal, run.id, read))
        job.allowance.count(sum(read), 0)
        job.progress.moved()
        found += pairByDigest(journal, sought, how, by)
      }
    }
    // Where UIDs are told, a message without one is a doubtful thing; where they are not, it is only changed.
    return seekers === 'unknown' && !job.inventories.target.traits.uidplus ? found + pairChanged(journal, sought) : found
  } finally {
    endSearch(journal, sought)
  }
}

const sum = (read: readonly { readonly size: number }[]): number => read.reduce((all, { size }) => all + size, 0)
