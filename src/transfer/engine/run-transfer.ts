// The engine: brings what the source has into the target, with a journal that makes every step repeatable, and says where each message ended.

import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { locked } from '../../store/lock.ts'
import { doubtAll } from '../../store/transfer/intents.ts'
import { attachListing } from '../../store/transfer/listing.ts'
import { type Journal, openJournal } from '../../store/transfer.ts'
import type { TransferOutcome } from '../journey.ts'
import { BoxRefusal, type Inventory } from '../shapes.ts'
import { allowance } from './allowance.ts'
import { transferControl } from './control.ts'
import { Broken, Ended } from './ended.ts'
import { exclusionBy } from './exclude.ts'
import type { Job } from './job.ts'
import { lineWatch } from './line-watch.ts'
import { type Ending, transferOutcome } from './outcome.ts'
import { runPass } from './pass.ts'
import { transferProgress } from './progress.ts'
import type { TransferRequest } from './request.ts'
import { takeRules } from './take-rules.ts'

/** More passes than this find no end: the source changes all the time. */
const PASSES = 20

/**
 * Never throws for what the target or the line does: the outcome says it. Throws what a box throws when it cannot be signed in to, `lock-busy` when another
 * process works on this journal, and what is wrong with the journal's file.
 */
export async function runTransfer(request: TransferRequest): Promise<TransferOutcome> {
  return locked(
    `${request.journal}.lock`,
    async () => {
      const journal = await openJournal(request.journal)
      try {
        if (request.looked?.journal) attachListing(journal, request.looked.journal)
        return await runOn(journal, request)
      } finally {
        journal.close()
      }
    },
    { timeoutMs: 500, about: request.journal },
  )
}

async function runOn(journal: Journal, request: TransferRequest): Promise<TransferOutcome> {
  const began = performance.now()
  const stop = new AbortController()
  // Everybody who waits for anything listens to it.
  setMaxListeners(0, stop.signal)
  const onStop = () => stop.abort(new Ended('stopped', 'stopped'))
  request.signal?.addEventListener('abort', onStop)
  if (request.signal?.aborted) onStop()
  const job = jobOf(journal, request, stop)
  let ending: Pick<Ending, 'ended' | 'why'> = { ended: 'complete' }
  let removed = 0
  let removalsWaiting = 0
  try {
    takeRules(job)
    // What another process had begun and never heard the end of.
    journal.whole(() => doubtAll(journal, Date.now()))
    const { passes = 'one', watchMs } = job.options
    for (let pass = 1; ; pass++) {
      const result = await runPass(job)
      removed += result.removed
      removalsWaiting = result.waiting
      job.progress.tell({ kind: 'pass', pass, changes: result.changes })
      const still = result.changes === 0
      if (passes === 'until-still' && !still && pass < PASSES) continue
      if (watchMs === undefined) break
      if (still) job.progress.tell({ kind: 'phase', phase: 'follow' })
      await wait(watchMs, undefined, { signal: stop.signal })
      job.progress.moved()
    }
    const [first] = job.failed.values()
    if (first !== undefined) ending = { ended: 'refused', why: first }
  } catch (error) {
    ending = endingOf(stop.signal.aborted ? stop.signal.reason : error)
  } finally {
    request.signal?.removeEventListener('abort', onStop)
    job.progress.flush()
  }
  const room = ending.ended === 'full' ? await roomLeft(request) : undefined
  const ms = performance.now() - began
  job.progress.tell({ kind: 'phase', phase: 'done' })
  return transferOutcome(journal, { ...ending, copied: job.progress.copied, ms, removed, removalsWaiting }, room)
}

export function jobOf(journal: Journal, request: TransferRequest, stop: AbortController): Job {
  const { signal } = stop
  const { source, target, rules, limits = {}, options = {}, level = 'counted', control = transferControl() } = request
  const progress = transferProgress(request.listener)
  const { onNarrow } = request
  const offers = (side: 'source' | 'target') => {
    const { compress, literals } = job.inventories[side].traits
    // Where messages wait for the server's yes, a slow target is mostly one that is far away.
    return compress && (side === 'source' || literals === 'plus')
  }
  const lines = onNarrow && lineWatch({ offers, onNarrow })
  const nothing: Inventory = { folders: [], traits: NO_TRAITS, prefix: '', delimiter: null }
  const job: Job = {
    ...{ source, target, journal, request, rules, limits, options, level, control, progress, signal, lines },
    stop: (reason) => stop.abort(reason),
    exclusion: exclusionBy(rules),
    allowance: allowance({ journal, limits, options, progress, signal }),
    inventories: { source: nothing, target: nothing },
    looked: request.looked && { ...request.looked },
    anyKeyword: false,
    gates: new Map(),
    failed: new Map(),
  }
  return job
}

const NO_TRAITS: Inventory['traits'] = {
  ...{ groups: false, literals: 'sync', uidplus: false, condstore: false, qresync: false, move: false },
  ...{ idle: false, compress: false, specialUse: false, gmail: false },
}

function endingOf(error: unknown): Pick<Ending, 'ended' | 'why'> {
  if (error instanceof Ended) return { ended: error.ended, ...(error.ended !== 'stopped' && { why: error.message }) }
  if (error instanceof Broken) return { ended: 'refused', why: error.refusal.said }
  if (error instanceof BoxRefusal) return { ended: 'refused', why: error.refusal.said }
  throw error
}

/** What the target still has room for, where it says so. */
async function roomLeft({ target }: TransferRequest): Promise<number | undefined> {
  try {
    const { quota } = (await target.inventory()).traits
    return quota && Math.max(0, quota.limit - quota.used)
  } catch {
    return undefined
  }
}
