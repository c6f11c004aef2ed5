// Several pairs of connections over many folders: one folder each, and several on one where messages wait for the server one by one.

import { setTimeout as wait } from 'node:timers/promises'
import { waitingCount } from '../../store/transfer/counts.ts'
import { BoxRefusal } from '../shapes.ts'
import { FolderRefused } from './answers.ts'
import { copyBlocks } from './copy-folder.ts'
import { crewOf } from './crew.ts'
import { Recreated } from './ended.ts'
import { type FolderRun, rewind } from './folder-run.ts'
import type { Job } from './job.ts'
import { Lane } from './lane.ts'
import { wishFor } from './list.ts'
import { mend } from './mend.ts'
import { prepareRun, targetOf } from './prepare.ts'
import { taskQueue } from './task-queue.ts'

/** Fewer left are not worth another hand. */
const SHARED = 5
/** Whoever has nothing to do looks again so often, while a folder is being opened that could be shared. */
const LOOK_MS = 25

/**
 * `finish` runs when all of a folder has gone out, while others are on their way. `warm`: lanes that are being connected already.
 * Throws what ended it; all others have stopped then.
 */
export async function copyFolders(
  job: Job,
  runs: readonly FolderRun[],
  finish: (run: FolderRun, lane: Lane) => Promise<void>,
  warm: readonly Lane[] = [],
): Promise<void> {
  const crew = crewOf(job)
  const started = new Set<FolderRun>()
  const ready = new Set<FolderRun>()
  const finished = new Set<FolderRun>()
  const done = taskQueue<FolderRun>()
  let lanes = 0
  let failure: unknown
  const fail = (error: unknown) => {
    failure ??= error
    job.stop(error)
  }

  /** What a worker has begun to open while its last folder was being answered for. */
  const kept = new Map<Lane, FolderRun>()
  const fresh = (lane: Lane): FolderRun | undefined => {
    const own = kept.get(lane)
    if (own && !started.has(own)) return own
    const others = new Set(kept.values())
    return runs.find((run) => !started.has(run) && !others.has(run))
  }

  const pick = (lane: Lane): FolderRun | undefined => {
    const next = fresh(lane)
    if (next) return next
    const open = runs.filter((run) => run.split && ready.has(run) && !finished.has(run) && !job.failed.has(run.source.name))
    const rest = open.map((run) => ({ run, left: waitingCount(job.journal, run.id).messages - run.taken.size }))
    // The largest rest is where a hand helps most.
    return rest.filter(({ left }) => left > SHARED).sort((a, b) => b.left - a.left)[0]?.run
  }

  /** As `pick`, and begun from this moment on: two may ask at once. A folder that is being opened by somebody may be large, and is worth waiting for. */
  const next = async (lane: Lane): Promise<FolderRun | undefined> => {
    for (;;) {
      const run = pick(lane)
      if (run) started.add(run)
      const opening = runs.some((one) => one.split && started.has(one) && !ready.has(one) && !job.failed.has(one.source.name))
      if (run || failure || !opening) return run
      await wait(LOOK_MS)
    }
  }

  /** This folder cannot be copied; the others can. */
  const giveUp = (run: FolderRun, lane: Lane, error: unknown) => {
    const refused = error instanceof BoxRefusal || error instanceof FolderRefused ? error.refusal : undefined
    if (refused === undefined && !(error instanceof Recreated)) throw error
    const said = refused?.said ?? (error as Error).message
    job.failed.set(run.source.name, said)
    job.progress.tell({ kind: 'folder', folder: run.source.name, what: 'refused', said })
    lane.drop()
  }

  const copy = async (lane: Lane, run: FolderRun): Promise<true> => {
    run.prepared ??= prepareRun(job, lane, run)
    try {
      await run.prepared
    } catch (error) {
      run.prepared = undefined
      throw error
    }
    ready.add(run)
    try {
      await copyBlocks(job, lane, run, () => {
        const next = fresh(lane)
        if (next === undefined) return
        kept.set(lane, next)
        lane.ahead(next.source, next.listed ? undefined : wishFor(job, next))
      })
    } catch (error) {
      // What this worker had taken waits again.
      rewind(run)
      throw error
    }
    return true
  }

  /** False: this lane is one too many. */
  const work = async (lane: Lane, run: FolderRun, retire: () => boolean): Promise<boolean> => {
    run.workers++
    try {
      if (!(await mend(job, lane, () => copy(lane, run), retire))) {
        started.delete(run)
        return false
      }
      // The last one out closes the door.
      if (run.workers > 1 || finished.has(run)) return true
      finished.add(run)
      if (crew.finishers > 0) done.add(run)
      else await mend(job, lane, () => finish(run, lane))
    } catch (error) {
      giveUp(run, lane, error)
    } finally {
      run.workers--
    }
    return true
  }

  const worker = async (place: number): Promise<void> => {
    const lane = warm[place] ?? new Lane(job)
    lanes++
    try {
      // A server that wants no more lines: the others go on, as long as there is one.
      const retire = () => place > 0 && lanes > 1
      for (let run = await next(lane); run !== undefined && !failure; run = await next(lane)) if (!(await work(lane, run, retire))) return
    } catch (error) {
      fail(error)
    } finally {
      lanes--
      kept.delete(lane)
      lane.close()
    }
  }

  const ahead = ({ ready }: { readonly ready: boolean }): FolderRun | undefined =>
    ready ? undefined : runs.findLast((run) => !started.has(run) && run.making === undefined && !('name' in run.pair.target))

  const finisher = async (): Promise<void> => {
    const lane = new Lane(job)
    try {
      // Nothing to look at yet: folders that will be wanted are made, the last first.
      for (let run = ahead(done); run && !failure; run = ahead(done)) {
        const one = run
        await mend(job, lane, () => targetOf(job, lane, one)).catch((error: unknown) => {
          // Whoever copies it will hear the same.
          if (!(error instanceof BoxRefusal)) throw error
        })
      }
      for (let run = await done.next(); run !== undefined && !failure; run = await done.next()) {
        const one = run
        await mend(job, lane, () => finish(one, lane)).catch((error: unknown) => giveUp(one, lane, error))
      }
    } catch (error) {
      fail(error)
    } finally {
      lane.close()
    }
  }

  // A folder that can be shared keeps many hands busy.
  const hands = runs.some((run) => run.split) ? crew.lanes : Math.min(crew.lanes, runs.length)
  const finishing = Array.from({ length: Math.min(crew.finishers, runs.length) }, finisher)
  await Promise.all(Array.from({ length: hands }, (_, place) => worker(place)))
  // Whoever retired may have left one behind.
  if (!failure && runs.some((run) => !started.has(run))) await worker(0)
  done.end()
  await Promise.all(finishing)
  if (failure) throw failure
}
