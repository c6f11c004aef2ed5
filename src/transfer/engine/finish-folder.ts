// A folder after its messages went: the target is asked what it has, flags follow, second copies of what was cut off are taken out, and the state is kept for next time.

import { reflagPage } from '../../store/transfer/changes.ts'
import { duplicateCount, stateCounts, waitingCount } from '../../store/transfer/counts.ts'
import { changeFolder, storedPlace } from '../../store/transfer/folders.ts'
import { doubtsOf, forgetDoubts } from '../../store/transfer/intents.ts'
import { enterUnfound, unknownCount } from '../../store/transfer/read-back.ts'
import { BoxRefusal } from '../shapes.ts'
import { applyFlags } from './apply-flags.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import { gateOf, type Job } from './job.ts'
import type { Lane } from './lane.ts'
import { loseUntold } from './lose-untold.ts'
import { readBack } from './read-back.ts'
import { removeTwins } from './remove-twins.ts'
import { refreshHeld, settleUnknown } from './settle.ts'

/** So long a server may take to store what it had heard before the line broke. */
const LATE_MS = 120_000

export async function finishFolder(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const { journal } = job
  const place = run.place!.id
  // On the writing line, while the reading one looks; a failure of one must not leave the other running alone.
  const subscribed = subscribe(job, lane, run)
  subscribed.catch(() => {})
  if (unknownCount(journal, run.id) > 0)
    await gateOf(job, place).alone(async () => {
      await refreshHeld(job, lane, run)
      await settleUnknown(job, lane, run)
      await loseUntold(job, lane, run)
      enterUnfound(journal, run.id, place)
    })
  await readBack(job, lane, run)
  await subscribed
  await applyFlags(job, lane, run)
  if (doubtsOf(journal, run.id, place).all > 0) await gateOf(job, place).alone(() => removeTwins(job, lane, run))
  journal.whole(() => {
    forgetDoubts(journal, run.id, Date.now() - LATE_MS)
    keepState(job, run)
  })
}

async function subscribe(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const target = run.target!
  if (job.options.subscriptions === false || !run.source.subscribed || target.subscribed) return
  try {
    await (await lane.writer()).subscribe(target)
    run.target = { ...target, subscribed: true }
    job.progress.tell({ kind: 'folder', folder: target.name, what: 'subscribed' })
  } catch (error) {
    const broken = brokenBy(error, 'target')
    // A subscription is a comfort: no reason to stop.
    if (!(broken instanceof BoxRefusal)) throw broken
    job.progress.tell({ kind: 'folder', folder: target.name, what: 'refused', said: broken.refusal.said })
  }
}

/** With this the next pass knows whether it must look at all. */
export function keepState(job: Job, run: FolderRun): void {
  const { journal } = job
  const { seen } = run
  const still =
    !job.failed.has(run.source.name) && waitingCount(journal, run.id).messages === 0 && reflagPage(journal, run.id, 0, 1).length === 0
  const known = seen && {
    validity: seen.uidValidity,
    next: seen.uidNext,
    messages: seen.messages,
    modseq: seen.modseq ?? null,
    mailbox: seen.id ?? null,
  }
  changeFolder(journal, run.id, { ...known, settled: still, counts: countsOf(job, run.id) })
  if (run.place) run.place = storedPlace(journal, run.place.id)
}

/** What the report says of a folder, as text: counted once when it changed, not at each look. */
export function countsOf(job: Pick<Job, 'journal'>, folder: number): string {
  return JSON.stringify({ states: stateCounts(job.journal, folder), duplicates: duplicateCount(job.journal, folder) })
}
