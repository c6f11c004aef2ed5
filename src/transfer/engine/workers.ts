// Several pairs of connections over many folders: one folder each, and several on one where messages wait for the server one by one.

import { waitingCount } from '../../store/transfer/counts.ts'
import { BoxRefusal } from '../shapes.ts'
import { FolderRefused } from './answers.ts'
import { copyBlocks } from './copy-folder.ts'
import { Recreated } from './ended.ts'
import { type FolderRun, rewind } from './folder-run.ts'
import type { Job } from './job.ts'
import { Lane } from './lane.ts'
import { mend } from './mend.ts'
import { prepareRun } from './prepare.ts'

/** How many at once: as wanted, as either side allows; two connections of the target each, one that writes and one that looks. */
export function laneCount(job: Job): number {
  const { literals, groups } = job.inventories.target.traits
  const wanted = job.options.connections ?? (literals === 'plus' || groups ? 4 : 8)
  const source = job.limits.source?.connections ?? Number.POSITIVE_INFINITY
  const target = job.limits.target?.connections ?? Number.POSITIVE_INFINITY
  return Math.max(1, Math.min(wanted, source - 1, target - 2))
}

/** `finish` runs when all of a folder has gone out, while others are on their way. Throws Ended. */
export async function copyFolders(
  job: Job,
  runs: readonly FolderRun[],
  finish: (run: FolderRun, lane: Lane) => Promise<void>,
): Promise<void> {
  const started = new Set<FolderRun>()
  const finished = new Set<FolderRun>()
  let lanes = 0
  let failure: unknown

  const pick = (): FolderRun | undefined => {
    const next = runs.find((run) => !started.has(run))
    if (next) return next
    // The largest rest is where a hand helps most.
    const open = runs.filter((run) => run.split && run.place !== undefined && !finished.has(run) && !job.failed.has(run.source.name))
    const rest = open
      .map((run) => ({ run, left: waitingCount(job.journal, run.id).messages - run.taken.size }))
      .filter(({ left }) => left > 50)
    return rest.sort((a, b) => b.left - a.left)[0]?.run
  }

  const work = async (lane: Lane, run: FolderRun, retire: () => boolean): Promise<boolean> => {
    started.add(run)
    run.workers++
    try {
      const done = await mend(
        job,
        lane,
        async () => {
          run.prepared ??= prepareRun(job, lane, run)
          try {
            await run.prepared
          } catch (error) {
            run.prepared = undefined
            throw error
          }
          try {
            await copyBlocks(job, lane, run)
          } catch (error) {
            // What this worker had taken waits again.
            rewind(run)
            throw error
          }
          return true
        },
        retire,
      )
      if (done === undefined) {
        started.delete(run)
        return false
      }
      if (run.workers > 1 || finished.has(run)) return true
      // The last one out.
      finished.add(run)
      await mend(job, lane, () => finish(run, lane))
    } catch (error) {
      const refused = error instanceof BoxRefusal || error instanceof FolderRefused ? error.refusal : undefined
      if (refused === undefined && !(error instanceof Recreated)) throw error
      // This folder cannot be copied; the others can.
      const said = refused?.said ?? (error as Error).message
      job.failed.set(run.source.name, said)
      job.progress.tell({ kind: 'folder', folder: run.source.name, what: 'refused', said })
      lane.drop()
    } finally {
      run.workers--
    }
    return true
  }

  const worker = async (place: number): Promise<void> => {
    const lane = new Lane(job)
    lanes++
    try {
      // One too many for the server: the others go on, as long as there is one.
      const retire = () => place > 0 && lanes > 1
      for (let run = pick(); run !== undefined && failure === undefined; run = pick()) if (!(await work(lane, run, retire))) return
    } catch (error) {
      failure ??= error
    } finally {
      lanes--
      lane.close()
    }
  }
  await Promise.all(
    Array.from({ length: Math.min(laneCount(job), Math.max(runs.length, job.inventories.target.traits.groups ? 1 : 8)) }, (_, i) =>
      worker(i),
    ),
  )
  if (failure) throw failure
  // Whoever retired may have left one behind.
  if (runs.some((run) => !started.has(run))) await worker(0)
  if (failure) throw failure
}
