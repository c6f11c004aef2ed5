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
import type { TransferRequest } from './request.ts'
import { jobOf } from './run-transfer.ts'
import { takeRules } from './take-rules.ts'

/** Throws what a box throws; Ended when it was stopped or nothing moved for long. A run that goes on at the same time is not disturbed. */
export async function planTransfer(request: TransferRequest, now: () => Date = () => new Date()): Promise<PlanFacts> {
  const file = `${request.journal}.plan-${randomBytes(4).toString('hex')}`
  try {
    await copyJournal(request.journal, file)
    const journal = await openJournal(file)
    try {
      const stop = new AbortController()
      const onStop = () => stop.abort(new Ended('stopped', 'stopped'))
      request.signal?.addEventListener('abort', onStop)
      if (request.signal?.aborted) onStop()
      try {
        return await factsOf(jobOf(journal, request, stop), now().toISOString())
      } finally {
        request.signal?.removeEventListener('abort', onStop)
      }
    } finally {
      journal.close()
    }
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
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

async function factsOf(job: Job, now: string): Promise<PlanFacts> {
  const { journal, request, limits } = job
  const lane = new Lane(job)
  try {
    takeRules(job)
    await takeInventories(job, lane)
    const { source, target } = job.inventories
    const { runs } = plannedRuns(job)
    await listAll(
      job,
      runs.map(({ run }) => run),
    )
    for (const { run } of runs) if (run.pair.reason === 'label') journal.whole(() => excludeElsewhere(journal, run.id))
    const pairs = request.pairs(job.inventories, keptPairs(job))
    const there = pairs.map(({ target: to }) => to).find((to): to is Folder => 'name' in to && to.selectable)
    // Where all folders will be new, the inbox tells what this server keeps.
    const keeps = await keepsOf(job, lane, there ?? target.folders.find(({ use, selectable }) => use === 'inbox' && selectable))
    const most = Math.min(target.traits.appendLimit ?? Number.POSITIVE_INFINITY, limits.target?.messageBytes ?? Number.POSITIVE_INFINITY)
    const side = (which: 'source' | 'target') => {
      const { label, kind } = job[which]
      return { label, kind, traits: job.inventories[which].traits, limits: limits[which] ?? {} }
    }
    return {
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
  } finally {
    lane.close()
  }
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
