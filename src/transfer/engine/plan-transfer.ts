// What a transfer would do, counted by the code that does it: both sides are looked at, the source is listed, and nothing is written but a journal that is thrown away.

import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { bytesOfDay } from '../../store/transfer/days.ts'
import { excludeElsewhere } from '../../store/transfer/elsewhere.ts'
import { enterFolder } from '../../store/transfer/folders.ts'
import { planCounts } from '../../store/transfer/plan-counts.ts'
import { openJournal } from '../../store/transfer.ts'
import type { PairFacts, PlanFacts } from '../plan/shapes.ts'
import { BoxRefusal, type Folder } from '../shapes.ts'
import { crewOf } from './crew.ts'
import { brokenBy, Ended } from './ended.ts'
import type { Job } from './job.ts'
import { Lane } from './lane.ts'
import { mend } from './mend.ts'
import { keptPairs, listAll, plannedRuns, takeInventories } from './pass.ts'
import type { Looked, TransferRequest } from './request.ts'
import { jobOf } from './run-transfer.ts'
import { takeRules } from './take-rules.ts'

/** A plan, and what was seen while it was made: a run that follows at once need not look again. */
export interface Planned {
  readonly facts: PlanFacts
  readonly looked: Looked
  /** What was seen is forgotten. */
  close(): void
}

/**
 * Must be closed. `warm`: the copy will follow, and its connections may be made meanwhile.
 * Throws what a box throws; Ended when it was stopped or nothing moved for long. A run that goes on at the same time is not disturbed.
 */
export async function planTransfer(
  request: TransferRequest,
  { now = () => new Date(), warm = false }: { readonly now?: () => Date; readonly warm?: boolean } = {},
): Promise<Planned> {
  const file = `${request.journal}.plan-${randomBytes(4).toString('hex')}`
  const close = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  }
  try {
    await copyJournal(request.journal, file)
    const journal = await openJournal(file)
    try {
      const stop = new AbortController()
      const onStop = () => stop.abort(new Ended('stopped', 'stopped'))
      request.signal?.addEventListener('abort', onStop)
      if (request.signal?.aborted) onStop()
      try {
        return { ...(await lookOver(jobOf(journal, request, stop), now().toISOString(), warm)), close }
      } finally {
        request.signal?.removeEventListener('abort', onStop)
      }
    } finally {
      journal.close()
    }
  } catch (error) {
    close()
    throw error
  }
}

async function copyJournal(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return
  const journal = await openJournal(from)
  try {
    // Made by us first, so that nobody else can read it: VACUUM INTO takes a file that is there when it is empty.
    closeSync(openSync(to, 'wx', 0o600))
    journal.sql('VACUUM INTO ?').run(to)
  } finally {
    journal.close()
  }
}

async function lookOver(job: Job, now: string, warm: boolean): Promise<Omit<Planned, 'close'>> {
  const { journal, request, limits } = job
  const lane = new Lane(job)
  try {
    takeRules(job)
    const at = performance.now()
    await takeInventories(job, lane)
    const { source, target } = job.inventories
    const { runs } = plannedRuns(job)
    const pairs = request.pairs(job.inventories, keptPairs(job))
    const there = pairs.map(({ target: to }) => to).find((to): to is Folder => 'name' in to && to.selectable)
    // Where all folders will be new, the inbox tells what this server keeps. Where nothing will be sent, nobody needs to know.
    const asked = there ?? target.folders.find(({ use, selectable }) => use === 'inbox' && selectable)
    const keeping = runs.length > 0 ? keepsOf(job, lane, asked) : Promise.resolve(undefined)
    keeping.catch(() => {})
    if (warm && runs.length > 0) warmTarget(job)
    const { listed } = await listAll(
      job,
      runs.map(({ run }) => run),
    )
    for (const { run } of runs) if (run.pair.reason === 'label') journal.whole(() => excludeElsewhere(journal, run.id))
    const keeps = await keeping
    const most = Math.min(target.traits.appendLimit ?? Number.POSITIVE_INFINITY, limits.target?.messageBytes ?? Number.POSITIVE_INFINITY)
    const side = (which: 'source' | 'target') => {
      const { label, kind } = job[which]
      return { label, kind, traits: job.inventories[which].traits, limits: limits[which] ?? {} }
    }
    const facts: PlanFacts = {
      source: side('source'),
      target: side('target'),
      map: request.left?.({ source, target }) ?? { left: [], unclear: [] },
      pairs: pairs.map((pair): PairFacts => {
        const { id } = enterFolder(journal, pair.source.name, pair.source.path)
        const has = 'name' in pair.target ? pair.target.status?.messages : undefined
        const told = 'name' in pair.target || there === undefined
        return { pair, ...planCounts(journal, id, most), ...(has !== undefined && { there: has }), ...(told && keeps && { keeps }) }
      }),
      rules: job.rules,
      ...(job.options.connections !== undefined && { connections: job.options.connections }),
      lanes: crewOf(job).lanes,
      usedToday: bytesOfDay(journal, now.slice(0, 10)),
      now,
    }
    return { facts, looked: { at, inventories: job.inventories, journal: journal.file, listed } }
  } finally {
    lane.close()
  }
}

/** The lines of the copy beside the one that asks: signing in takes several round trips. What fails here fails again where it matters. */
function warmTarget(job: Job): void {
  const { lanes, finishers } = crewOf(job)
  for (let i = 1; i < lanes + 2 * finishers; i++)
    job.target.writer().then(
      (writer) => writer.close(),
      () => {},
    )
}

/** One folder speaks for all: asking each would take a round trip for each. */
async function keepsOf(job: Job, lane: Lane, folder: Folder | undefined): Promise<PairFacts['keeps']> {
  if (folder === undefined) return undefined
  try {
    // Written to, not only looked at: RFC 9051 §6.3.3, EXAMINE may say that nothing is kept.
    const opened = await mend(job, lane, async () => (await lane.writer()).open(folder))
    return opened && { flags: opened.flags, keywords: opened.keywords }
  } catch (error) {
    if (brokenBy(error, 'target') instanceof BoxRefusal) return undefined
    throw error
  }
}
