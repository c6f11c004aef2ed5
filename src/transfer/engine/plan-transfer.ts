// What a transfer would do, counted by the code that does it: both sides are looked at, the source is listed, and nothing is written but a journal that is thrown away.

import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { bytesOfDay } from '../../store/transfer/days.ts'
import { excludeElsewhere } from '../../store/transfer/elsewhere.ts'
import { enterFolder } from '../../store/transfer/folders.ts'
import { planCounts } from '../../store/transfer/plan-counts.ts'
import { type Journal, openJournal, tried } from '../../store/transfer.ts'
import type { FolderPair } from '../journey.ts'
import type { PairFacts, PlanFacts } from '../plan/shapes.ts'
import { BoxRefusal, type Folder } from '../shapes.ts'
import { crewOf } from './crew.ts'
import { brokenBy, Ended } from './ended.ts'
import type { Job } from './job.ts'
import { Lane } from './lane.ts'
import { mend } from './mend.ts'
import { listAll, plannedRuns, takeInventories } from './pass.ts'
import type { Looked, TransferRequest } from './request.ts'
import { jobOf } from './run-transfer.ts'
import { hadRules, takeRules } from './take-rules.ts'

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
  sweep(request.journal)
  const file = `${request.journal}${OWN}${randomBytes(4).toString('hex')}`
  const close = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  }
  const stop = new AbortController()
  const onStop = () => stop.abort(new Ended('stopped', 'stopped'))
  request.signal?.addEventListener('abort', onStop)
  if (request.signal?.aborted) onStop()
  const within = async <T>(path: string, work: (job: Job) => Promise<T>): Promise<T> => {
    const journal = await openJournal(path)
    try {
      return await work(jobOf(journal, request, stop))
    } finally {
      journal.close()
    }
  }
  const today = now().toISOString()
  try {
    // Mostly nothing has changed: then the journal, which may be large, need not be copied.
    const still = async (job: Job) => {
      const seen = await stillPlan(job, today)
      if (!seen.facts) copyJournal(job.journal, file)
      return seen
    }
    const seen = existsSync(request.journal) ? await within(request.journal, still) : undefined
    if (seen?.facts) return { facts: seen.facts, looked: { at: seen.at, inventories: seen.inventories, listed: new Map() }, close }
    return { ...(await within(file, (job) => lookOver(job, today, warm, seen))), close }
  } catch (error) {
    close()
    throw error
  } finally {
    request.signal?.removeEventListener('abort', onStop)
  }
}

const OWN = '.plan-'

/** What a plan left behind that was killed, or whose copy was: it may be large. */
function sweep(journal: string): void {
  const [folder, name] = [dirname(journal), basename(journal) + OWN]
  if (!existsSync(folder)) return
  for (const left of readdirSync(folder))
    if (left.startsWith(name))
      try {
        rmSync(join(folder, left), { force: true })
      } catch {
        // In use, where files in use cannot be removed.
      }
}

function copyJournal(journal: Journal, to: string): void {
  // Made by us first, so that nobody else can read it: VACUUM INTO takes a file that is there when it is empty.
  closeSync(openSync(to, 'wx', 0o600))
  journal.sql('VACUUM INTO ?').run(to)
}

type Seen = Pick<Looked, 'at' | 'inventories'>

async function seenNow(job: Job, lane: Lane): Promise<Seen> {
  const at = performance.now()
  await takeInventories(job, lane)
  return { at, inventories: job.inventories }
}

/** Both sides as they are; `facts` where nothing has changed since the last run, with the same rules. */
async function stillPlan(job: Job, now: string): Promise<Seen & { readonly facts?: PlanFacts }> {
  const lane = new Lane(job)
  try {
    const seen = await seenNow(job, lane)
    if (!hadRules(job)) return seen
    return tried(job.journal, (journal) => {
      const trial = { ...job, journal, inventories: seen.inventories }
      const { pairs, runs, lost } = plannedRuns(trial)
      if (runs.length > 0 || lost > 0) return seen
      return { ...seen, facts: factsOf(trial, pairs, now) }
    })
  } finally {
    lane.close()
  }
}

async function lookOver(job: Job, now: string, warm: boolean, seen: Seen | undefined): Promise<Omit<Planned, 'close'>> {
  const { journal } = job
  const lane = new Lane(job)
  try {
    takeRules(job)
    const { at, inventories } = seen ?? (await seenNow(job, lane))
    job.inventories = inventories
    const { target } = inventories
    const { pairs, runs } = plannedRuns(job)
    // Where all folders will be new, the inbox tells what this server keeps. Where nothing will be sent, nobody needs to know.
    const asked = thereAlready(pairs) ?? target.folders.find(({ use, selectable }) => use === 'inbox' && selectable)
    const keeping = runs.length > 0 ? keepsOf(job, lane, asked) : Promise.resolve(undefined)
    keeping.catch(() => {})
    if (warm && runs.length > 0) warmTarget(job)
    const { listed } = await listAll(
      job,
      runs.map(({ run }) => run),
    )
    for (const { run } of runs) if (run.pair.reason === 'label') journal.whole(() => excludeElsewhere(journal, run.id))
    return { facts: factsOf(job, pairs, now, await keeping), looked: { at, inventories, journal: journal.file, listed } }
  } finally {
    lane.close()
  }
}

function thereAlready(pairs: readonly FolderPair[]): Folder | undefined {
  return pairs.map(({ target }) => target).find((to): to is Folder => 'name' in to && to.selectable)
}

function factsOf(job: Job, pairs: readonly FolderPair[], now: string, keeps?: PairFacts['keeps']): PlanFacts {
  const { journal, request, limits } = job
  const { source, target } = job.inventories
  const there = thereAlready(pairs)
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
