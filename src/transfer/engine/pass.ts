// One pass: look at both sides, leave alone what is as it was, list the rest, follow what was renamed and moved, send what is new, and remember what was seen.

import { waitingCount } from '../../store/transfer/counts.ts'
import { excludeElsewhere } from '../../store/transfer/elsewhere.ts'
import { changeFolder, enterFolder, forgetWanted, type StoredFolder, storedFolders, storedPlaces } from '../../store/transfer/folders.ts'
import { readJob, writeJob } from '../../store/transfer/jobs.ts'
import type { FolderPair } from '../journey.ts'
import { waitsForYes } from '../plan/connections.ts'
import type { OpenedFolder } from '../shapes.ts'
import { copyBlocks } from './copy-folder.ts'
import { crewOf } from './crew.ts'
import { brokenBy } from './ended.ts'
import { finishFolder } from './finish-folder.ts'
import { type FolderRun, folderRun, rewind } from './folder-run.ts'
import { followMoves } from './follow-moves.ts'
import { followRenames } from './follow-renames.ts'
import type { Job } from './job.ts'
import { Lane } from './lane.ts'
import { listFolder } from './list.ts'
import { mend } from './mend.ts'
import { type Mirrored, mirrorGone } from './mirror.ts'
import type { KeptPair } from './request.ts'
import { copyFolders } from './workers.ts'

const WARM = 4

export interface PassResult extends Mirrored {
  readonly changes: number
}

export async function runPass(job: Job): Promise<PassResult> {
  const { journal } = job
  const lane = new Lane(job)
  // The first copy surely needs them.
  const first = journal.sql('SELECT 1 FROM folder LIMIT 1').get() === undefined
  const sides = [job.limits.source?.connections, job.limits.target?.connections, job.options.connections]
  const warm =
    first && sides.every((limit) => limit === undefined || limit >= WARM * 2) ? Array.from({ length: WARM }, () => new Lane(job)) : []
  for (const one of warm) one.warm()
  try {
    job.progress.tell({ kind: 'phase', phase: 'inventory' })
    await takeInventories(job, lane)
    const renamed = (await mend(job, lane, () => followRenames(job, lane)))!
    const { runs, lost } = plannedRuns(job)
    let changes = renamed + lost
    // What has gone somewhere may have come elsewhere: everything is listed before anything is sent. A first copy need not wait for that.
    const delta = lost > 0 || runs.some((run) => run.known) || runs.some(({ run }) => run.pair.reason === 'label')
    const folders = runs.map(({ run }) => run)
    if (delta && folders.length > 0) {
      job.progress.tell({ kind: 'phase', phase: 'list' })
      changes += (await listAll(job, folders)).changes
      for (const run of folders) if (run.pair.reason === 'label') journal.whole(() => excludeElsewhere(journal, run.id))
      changes += (await mend(job, lane, () => followMoves(job, lane, folders)))!
    }
    if (folders.length > 0) job.progress.tell({ kind: 'phase', phase: 'copy' })
    const before = job.progress.done.messages
    await copyFolders(job, folders, (run, own) => finish(job, own, run), warm)
    const mirrored = job.rules.mirror ? (await mend(job, lane, () => mirrorGone(job, lane)))! : { removed: 0, waiting: 0 }
    changes = Math.max(changes, job.progress.done.messages - before) + mirrored.removed
    return { changes, ...mirrored }
  } finally {
    for (const one of warm) one.close()
    lane.close()
  }
}

async function finish(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  await finishFolder(job, lane, run)
  if (run.notKept.size === 0 || waitingCount(job.journal, run.id).messages === 0) return
  // What the server said yes to and did not keep goes out once more.
  rewind(run)
  await copyBlocks(job, lane, run)
  await finishFolder(job, lane, run)
}

/** So long what a plan saw of both sides is taken for what is there. */
const STILL_MS = 5_000

export async function takeInventories(job: Job, lane: Lane): Promise<void> {
  const { looked } = job
  if (looked && !looked.taken) {
    looked.taken = true
    if (performance.now() - looked.at < STILL_MS) {
      job.inventories = looked.inventories
      return
    }
  }
  const look = (side: 'source' | 'target') =>
    job[side].inventory().catch((error: unknown) => {
      throw brokenBy(error, side)
    })
  const [source, target] = (await mend(job, lane, () => Promise.all([look('source'), look('target')])))!
  job.inventories = { source, target }
}

interface PlannedRun {
  readonly run: FolderRun
  /** It was listed in an earlier pass. */
  readonly known: boolean
}

/** Where folders went before, or were about to go by the same rules: they go there again. What was made for one of them must not look like the place of another. */
function keptPairs({ journal, rules }: Pick<Job, 'journal' | 'rules'>): readonly KeptPair[] {
  const places = new Map(storedPlaces(journal).map(({ id, path }) => [id, path]))
  const alike = readJob(journal, 'mapping') === mappingOf(rules)
  return storedFolders(journal).flatMap(({ name, place, wanted }) => {
    const path = place === null ? (alike ? wanted : null) : places.get(place)
    return path ? [{ source: name, path }] : []
  })
}

/** Of the rules, those that say where folders go. */
function mappingOf({ folders, under }: Job['rules']): string {
  return JSON.stringify({ folders, under })
}

export interface Planning {
  /** Where all folders go. */
  readonly pairs: readonly FolderPair[]
  /** Of those that are not as they were. */
  readonly runs: PlannedRun[]
  /** How many left the source. */
  readonly lost: number
}

export function plannedRuns(job: Job): Planning {
  const { journal, inventories } = job
  const places = new Map(storedPlaces(journal).map((place) => [place.id, place]))
  const stored = new Map(storedFolders(journal).map((folder) => [folder.name, folder]))
  const pairs = job.request.pairs(inventories, keptPairs(job))
  const runs: PlannedRun[] = []
  const doubtful = new Set(
    journal
      .sql('SELECT DISTINCT folder FROM doubt')
      .all()
      .map(([id]) => id as number),
  )
  const split = !orderKept(job)
  journal.whole(() => {
    if (readJob(journal, 'mapping') !== mappingOf(job.rules)) {
      forgetWanted(journal)
      writeJob(journal, 'mapping', mappingOf(job.rules))
    }
    for (const pair of pairs) {
      const folder = enterFolder(journal, pair.source.name, pair.source.path)
      const { path } = pair.target
      if (folder.place === null && folder.wanted?.join('\0') !== path.join('\0')) changeFolder(journal, folder.id, { wanted: path })
      // It is back: all of it is listed, so that what was thought gone is there again.
      if (folder.gone) changeFolder(journal, folder.id, { gone: false, settled: false, modseq: null, listed: 0 })
      if (folder.reason !== pair.reason || folder.because !== (pair.because ?? folder.because))
        changeFolder(journal, folder.id, { reason: pair.reason, because: pair.because ?? folder.because })
      if (!doubtful.has(folder.id) && asItWas(job, folder, pair)) continue
      runs.push({ run: folderRun(folder.id, pair, { split, newest: job.rules.order === 'newest' }), known: folder.listed > 0 })
    }
  })
  return { pairs, runs: byUse(runs), lost: loseFolders(job, [...stored.values()]) }

  function asItWas(_: Job, folder: StoredFolder, { source }: FolderPair): boolean {
    const { status } = source
    const place = folder.place === null ? undefined : places.get(folder.place)
    // Without HIGHESTMODSEQ nobody says whether flags changed.
    if (!folder.settled || folder.gone || !status?.modseq || !place) return false
    const target = inventories.target.folders.find(({ name }) => name === place.name)
    if (!target?.selectable || (target.status && target.status.uidValidity !== place.validity)) return false
    return (
      status.uidValidity === folder.validity &&
      status.uidNext === folder.next &&
      status.messages === folder.messages &&
      status.modseq === folder.modseq
    )
  }
}

/** RFC 9051 §2.3.1.1: UIDs rise with arrival, so one line of appends keeps the order. */
export function orderKept(job: Job): boolean {
  return job.rules.order === 'kept' || (job.rules.order === 'auto' && !waitsForYes(job.inventories.target.traits))
}

/** The mapping has put them in the order in which they are missed; among equals the largest first, so that no worker is left with it at the end. */
function byUse(runs: readonly PlannedRun[]): PlannedRun[] {
  const inbox = runs.filter(({ run }) => run.source.use === 'inbox')
  const labels = runs.filter(({ run }) => run.pair.reason === 'label')
  const rest = runs.filter((run) => !inbox.includes(run) && !labels.includes(run))
  const size = ({ run }: PlannedRun) => run.source.status?.bytes ?? run.source.status?.messages ?? 0
  return [...inbox, ...rest.sort((a, b) => size(b) - size(a)), ...labels]
}

/** Folders that are no longer in the source: what they held has gone, unless it came elsewhere. A folder that is only left out by a rule is not lost. */
function loseFolders(job: Job, stored: readonly StoredFolder[]): number {
  const { journal } = job
  const here = new Set(job.inventories.source.folders.filter(({ selectable }) => selectable).map(({ name }) => name))
  const lost = stored.filter((folder) => !folder.gone && !here.has(folder.name))
  for (const folder of lost)
    journal.whole(() => {
      journal.sql('UPDATE message SET gone = 1 WHERE folder = ?').run(folder.id)
      changeFolder(journal, folder.id, { gone: true, settled: true, counts: null })
    })
  return lost.length
}

/** `listed`: folders that were listed whole, by name, as they were then. */
export async function listAll(
  job: Job,
  runs: readonly FolderRun[],
): Promise<{ readonly changes: number; readonly listed: ReadonlyMap<string, OpenedFolder> }> {
  const left = [...runs]
  const whole = new Map<string, OpenedFolder>()
  let changes = 0
  const worker = async () => {
    const lane = new Lane(job)
    try {
      for (let run = left.shift(); run !== undefined; run = left.shift()) {
        const one = run
        const listed = (await mend(job, lane, () => listFolder(job, lane, one)))!
        changes += listed.added + listed.gone + listed.flags
        if (listed.whole) whole.set(one.source.name, listed.whole)
      }
    } finally {
      lane.close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(crewOf(job).lanes, runs.length) }, worker))
  return { changes, listed: whole }
}
