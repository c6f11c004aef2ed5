// Goes on after a broken line or a server's "not now": waits exactly as long as it was told, or a little longer each time, and gives up when nothing has moved for long.

import { setTimeout as wait } from 'node:timers/promises'
import { Broken, Ended } from './ended.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { growingPause } from './moment.ts'

const PATIENCE_MS = 900_000
/** A line that broke for the first time is often good again at once. */
const AT_ONCE_MS = 100

/** `retire`: asked before a wait; true when this lane is one too many and should end. Then undefined is returned. */
export async function mend<T>(
  job: Job,
  lane: Lane,
  work: () => Promise<T>,
  retire: (broken: Broken) => boolean = () => false,
): Promise<T | undefined> {
  for (let tries = 0; ; tries++) {
    const moved = job.progress.lastMove
    try {
      return await work()
    } catch (error) {
      lane.drop()
      if (job.signal.aborted) throw job.signal.reason
      if (!(error instanceof Broken)) throw error
      if (retire(error)) return undefined
      const { refusal, side } = error
      if (job.progress.lastMove !== moved) tries = 0
      if (performance.now() - job.progress.lastMove > (job.options.patienceMs ?? PATIENCE_MS)) throw new Ended('refused', refusal.said)
      const throttled = refusal.meaning === 'moment'
      if (throttled) job.allowance.slower()
      const ms =
        refusal.waitMs ??
        (throttled || tries > 0 ? growingPause(tries - (throttled ? 0 : 1), job.options.pauseMs) : (job.options.pauseMs ?? AT_ONCE_MS))
      job.progress.tell({ kind: 'waiting', side, ms: Math.round(ms), why: throttled ? 'throttled' : 'broken', said: refusal.said })
      await wait(ms, undefined, { signal: job.signal }).catch(() => {
        throw job.signal.reason
      })
      // What a server asks for is no standing still.
      if (refusal.waitMs !== undefined) job.progress.moved()
    }
  }
}
