// A folder before its messages go: the target's is there and is the one that we know, the source's is listed, and what is there already is found.

import { losePlace } from '../../store/transfer/changes.ts'
import { waitingCount } from '../../store/transfer/counts.ts'
import { changeFolder, enterPlace } from '../../store/transfer/folders.ts'
import { heldCount } from '../../store/transfer/held.ts'
import { doubtsOf } from '../../store/transfer/intents.ts'
import { renameFor } from '../folders/rename-for.ts'
import type { Count } from '../journey.ts'
import { BoxRefusal, type Folder, type OpenedFolder, type Writer } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import { changeRunPlace, type FolderRun } from './folder-run.ts'
import { gateOf, type Job } from './job.ts'
import type { Lane } from './lane.ts'
import { listFolder } from './list.ts'
import { settleDoubt, settleWaiting } from './settle.ts'

/** Throws Broken, to be mended; BoxRefusal when this folder cannot be copied at all. May be called again after a failure. */
export async function prepareRun(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const listing = run.listed ? Promise.resolve() : listFolder(job, lane, run)
  // Both connections at once; a failure of one must not leave the other running alone.
  const [opened, listed] = await Promise.allSettled([openTarget(job, lane, run), listing])
  if (opened.status === 'rejected') throw opened.reason
  if (listed.status === 'rejected') throw listed.reason
  const waiting = waitingCount(job.journal, run.id)
  job.progress.expect(waiting.messages, waiting.bytes)
  await settleRun(job, lane, run, opened.value)
}

/** Alone in the target's folder: what is uncertain becomes certain. */
export async function settleRun(job: Job, lane: Lane, run: FolderRun, opened?: OpenedFolder): Promise<void> {
  const place = run.place!
  const doubts = doubtsOf(job.journal, run.id, place.id).open
  // Nothing is in it, or came into it, that nobody owns: nothing to look for.
  const listed = opened !== undefined && opened.uidNext > 0 && opened.uidNext <= place.scanned + 1
  const known = opened === undefined || opened.messages === 0 || (listed && heldCount(job.journal, place.id) === 0)
  if (doubts === 0 && (known || waitingCount(job.journal, run.id).messages === 0)) return
  await gateOf(job, place.id).alone(async () => {
    if (doubts > 0) job.progress.tell({ kind: 'phase', phase: 'settle', folder: run.source.name })
    // Sent by us, and confirmed only now.
    const sent = await settled(job, run, () => settleDoubt(job, lane, run))
    if (sent.messages > 0) job.progress.did(run.source.name, sent.messages, sent.bytes)
    if (known) return
    const found = await settled(job, run, () => settleWaiting(job, lane, run))
    job.progress.expect(-found.messages, -found.bytes)
  })
}

/** How many wait no longer. */
async function settled(job: Job, run: FolderRun, work: () => Promise<unknown>): Promise<Count> {
  const before = waitingCount(job.journal, run.id)
  await work()
  const after = waitingCount(job.journal, run.id)
  return { messages: before.messages - after.messages, bytes: Math.max(0, before.bytes - after.bytes) }
}

/** The target's folder as it is now, made when it is not there; what the journal knew of another one is void. */
export async function openTarget(job: Job, lane: Lane, run: FolderRun): Promise<OpenedFolder> {
  const writer = await lane.writer()
  try {
    run.target ??= await targetOf(job, lane, run)
    // Flags are what opening would tell; a server that keeps any keyword in one folder does in all.
    if (run.made && job.anyKeyword) lane.made(run.target)
    let opened: OpenedFolder
    try {
      opened = await lane.target(run.target, run.place !== undefined)
    } catch (error) {
      if (!(error instanceof BoxRefusal && error.refusal.meaning === 'folder')) throw error
      // Somebody removed it since we looked.
      run.target = await writer.create(run.target.path)
      opened = await lane.target(run.target, true)
    }
    if (opened.flags.length > 0) job.anyKeyword ||= opened.keywords
    const place = enterPlace(job.journal, run.target.name, run.target.path, false)
    run.place = place
    changeFolder(job.journal, run.id, { place: place.id })
    // Another UIDVALIDITY, or UIDs that run backwards (a folder put back from a backup): what we put there is not known to be there.
    if (place.validity !== opened.uidValidity || (opened.uidNext > 0 && opened.uidNext < place.next)) {
      job.journal.whole(() => losePlace(job.journal, place.id))
      const change = {
        validity: opened.uidValidity,
        next: opened.uidNext,
        scanned: opened.messages === 0 ? Math.max(0, opened.uidNext - 1) : 0,
      }
      changeRunPlace(job, run, change)
    }
    run.next = Math.max(run.next, opened.uidNext)
    return opened
  } catch (error) {
    throw brokenBy(error, 'target')
  }
}

/** The target's folder, made if need be; whoever comes second waits for the first. Throws Broken or BoxRefusal. */
export function targetOf(job: Job, lane: Lane, run: FolderRun): Promise<Folder> {
  const { target } = run.pair
  if ('name' in target && target.selectable) return Promise.resolve(target)
  run.making ??= lane
    .writer()
    .then((writer) => create(job, writer, run))
    .then(
      (folder) => {
        run.made = folder.status?.messages === 0
        return folder
      },
      (error: unknown) => {
        run.making = undefined
        throw brokenBy(error, 'target')
      },
    )
  return run.making
}

/** A name that the server does not take is made plainer until it does; the journal keeps both. */
async function create(job: Job, writer: Writer, run: FolderRun): Promise<Folder> {
  const { target, source } = run.pair
  let { path } = target
  for (;;)
    try {
      const made = await writer.create(path, target.use)
      enterPlace(job.journal, made.name, made.path, true)
      const renamed = path !== target.path
      if (renamed) changeFolder(job.journal, run.id, { because: 'refused-name' })
      job.progress.tell({ kind: 'folder', folder: source.name, what: renamed ? 'renamed' : 'made', to: made.path.join('/') })
      return made
    } catch (error) {
      const next = error instanceof BoxRefusal ? renameFor(path, error.refusal, (other) => isTaken(job, other)) : null
      if (next === null) throw error
      path = next
    }
}

function isTaken(job: Job, path: readonly string[]): boolean {
  const name = path.join('\0').toLowerCase()
  return job.inventories.target.folders.some((folder) => folder.path.join('\0').toLowerCase() === name)
}
