// A server that tells no UIDs said yes, and nothing came into its folder: the message waits again, and at the second time it is called refused.

import { setTimeout as wait } from 'node:timers/promises'
import { heldCount } from '../../store/transfer/held.ts'
import { enterRefused } from '../../store/transfer/messages.ts'
import { enterMissing } from '../../store/transfer/read-back.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { refreshHeld, settleUnknown } from './settle.ts'

/** A server may show on this line a little later what it took on another. */
const QUIET_MS = 250

/** Whatever came and is not known may be ours, changed: then nobody sends it twice. While nobody sends into the folder, after `settleUnknown`. */
export async function loseUntold(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  if (notFound(job, run).length === 0) return
  await wait(job.options.quietMs ?? QUIET_MS, undefined, { signal: job.signal })
  await refreshHeld(job, lane, run)
  await settleUnknown(job, lane, run)
  const lost = notFound(job, run)
  const from = Math.min(...run.untold.values())
  run.untold.clear()
  if (lost.length === 0 || heldCount(job.journal, run.place!.id, from) > 0) return
  job.journal.whole(() => {
    for (const uid of lost)
      if (run.notKept.has(uid)) enterRefused(job.journal, run.id, uid, 'the server said yes twice and did not keep it', null)
      else {
        run.notKept.add(uid)
        enterMissing(job.journal, run.id, uid)
      }
  })
}

/** Where a server keeps equal messages once, the one that is there stands for all. */
function notFound({ journal }: Job, run: FolderRun): number[] {
  if (run.untold.size === 0) return []
  return journal
    .sql(
      `SELECT m.uid FROM message m WHERE m.folder = ?1 AND m.state = 'there' AND m.target IS NULL AND m.gone = 0 AND NOT EXISTS
       (SELECT 1 FROM message o WHERE o.place = m.place AND o.target IS NOT NULL AND o.digest = m.digest)`,
    )
    .all(run.id)
    .map(([uid]) => uid as number)
    .filter((uid) => run.untold.has(uid))
}
