// Takes out of the target what we put there and the source has no longer; never anything else, and never much of it without a person's yes.

import { liveCount } from '../../store/transfer/changes.ts'
import { type StoredPlace, storedFolders, storedPlaces } from '../../store/transfer/folders.ts'
import { dropMessage } from '../../store/transfer/messages.ts'
import { removalPage } from '../../store/transfer/removals.ts'
import { BoxRefusal, type Folder } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { readDigests } from './read-digests.ts'

export interface Mirrored {
  readonly removed: number
  /** Held back by the guard. */
  readonly waiting: number
}

const PAGE = 500
/** More than this part of a folder, and more than so many, is no tidying up. */
const PART = 0.1
const FEW = 10
/** So many of a folder Gmail shows over IMAP, as its owner has set it: whatever comes then hides what is oldest. */
const WINDOWS: ReadonlySet<number> = new Set([1_000, 2_000, 5_000, 10_000])

export async function mirrorGone(job: Job, lane: Lane): Promise<Mirrored> {
  const { journal, options } = job
  const folders = storedFolders(journal)
  // A source that suddenly has nothing is a source that is ill.
  const empty = job.inventories.source.folders.every(({ status }) => (status?.messages ?? 0) === 0)
  const places = new Map(storedPlaces(journal).map((place) => [place.id, place]))
  let removed = 0
  let waiting = 0
  for (const stored of folders) {
    const place = stored.place === null ? undefined : places.get(stored.place)
    const target = job.inventories.target.folders.find(({ name }) => name === place?.name)
    if (!place || !target || job.failed.has(stored.name)) continue
    const gone = goneThere(job, stored.id)
    if (gone === 0) continue
    const live = liveCount(journal, stored.id)
    const shown = live >= (job.limits.source?.shownPerFolder ?? Number.POSITIVE_INFINITY) || WINDOWS.has(live)
    const guarded = empty || shown || stored.gone || live === 0 || (gone > FEW && gone > PART * (gone + live))
    if (guarded && !options.confirmed) waiting += gone
    else removed += await removeGone(job, lane, stored.id, place, target)
  }
  return { removed, waiting }
}

function goneThere(job: Job, folder: number): number {
  return job.journal.sql('SELECT count(*) FROM message WHERE folder = ? AND gone = 1 AND target IS NOT NULL').get(folder)![0] as number
}

async function removeGone(job: Job, lane: Lane, folder: number, place: StoredPlace, target: Folder): Promise<number> {
  const { journal } = job
  let removed = 0
  try {
    const writer = await lane.writer()
    const opened = await writer.open(target)
    // Another folder of the same name: nothing in it is ours.
    if (opened.uidValidity !== place.validity) return 0
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const page = removalPage(journal, folder, after, PAGE)
      if (page.length === 0) break
      after = page.at(-1)!.uid
      const { reader } = await lane.check(target)
      const read = await readDigests(
        reader,
        'target',
        page.map((row) => row.target),
      )
      const there = new Map(read.map(({ uid, digest }) => [uid, digest]))
      // The last word is that of the bytes: a server may have told a wrong UID, or given ours to another message.
      const ours = page.filter((row) => there.get(row.target) === row.digest)
      await writer.remove(
        target,
        ours.map((row) => row.target),
      )
      journal.whole(() => {
        for (const { uid } of page) dropMessage(journal, folder, uid)
      })
      removed += ours.length
      const others = page.filter((row) => there.has(row.target)).length - ours.length
      if (others > 0) {
        const said = `${others} messages stay: their bytes are not those that were copied`
        job.progress.tell({ kind: 'folder', folder: target.name, what: 'refused', said })
      }
      job.progress.moved()
    }
  } catch (error) {
    if (!(error instanceof BoxRefusal) || error.refusal.meaning === 'connection' || error.refusal.meaning === 'moment')
      throw brokenBy(error, 'target')
    job.progress.tell({ kind: 'folder', folder: target.name, what: 'refused', said: error.refusal.said })
  }
  return removed
}
