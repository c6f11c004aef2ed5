// Takes out of the target what we put there and the source has no longer; never anything else, and never much of it without a person's yes.

import { liveCount } from '../../store/transfer/changes.ts'
import { type StoredPlace, storedFolders, storedPlaces } from '../../store/transfer/folders.ts'
import { dropMessage, gonePage, type StoredMessage } from '../../store/transfer/messages.ts'
import { BoxRefusal, type Folder } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'

export interface Mirrored {
  readonly removed: number
  /** Held back by the guard. */
  readonly waiting: number
}

const PAGE = 500
/** More than this part of a folder, and more than so many, is no tidying up. */
const PART = 0.1
const FEW = 10

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
    if (!place || !target) continue
    const gone = goneThere(job, stored.id)
    if (gone === 0) continue
    const live = liveCount(journal, stored.id)
    const guarded = empty || stored.gone || live === 0 || (gone > FEW && gone > PART * (gone + live))
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
      const page: StoredMessage[] = gonePage(journal, folder, after, PAGE)
      if (page.length === 0) break
      after = page.at(-1)!.uid
      const ours = page.filter((row) => row.target !== null)
      if (ours.length === 0) continue
      await writer.remove(
        target,
        ours.map((row) => row.target!),
      )
      journal.whole(() => {
        for (const { uid } of ours) dropMessage(journal, folder, uid)
      })
      removed += ours.length
      job.progress.moved()
    }
  } catch (error) {
    if (!(error instanceof BoxRefusal) || error.refusal.meaning === 'connection' || error.refusal.meaning === 'moment')
      throw brokenBy(error, 'target')
    job.progress.tell({ kind: 'folder', folder: target.name, what: 'refused', said: error.refusal.said })
  }
  return removed
}
