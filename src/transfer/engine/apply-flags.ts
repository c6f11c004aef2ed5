// Flags that changed in the source since we last looked are changed in the target: what was added is added, what was taken away is taken away, and what the person set there stays.

import { endReflag, reflagPage, type StoredReflag } from '../../store/transfer/changes.ts'
import { storedPlace } from '../../store/transfer/folders.ts'
import { BoxRefusal } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'

const PAGE = 500

export async function applyFlags(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const { journal } = job
  for (let after = 0; ; ) {
    const page = reflagPage(journal, run.id, after, PAGE)
    if (page.length === 0) return
    after = page.at(-1)!.uid
    for (const [change, rows] of byChange(page)) {
      await storeFlags(
        job,
        lane,
        run,
        rows.map(({ target }) => target),
        change,
      )
      journal.whole(() => {
        for (const { uid, flags } of rows) endReflag(journal, run.id, uid, flags)
      })
      job.progress.moved()
    }
  }
}

export interface FlagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** The same change for many is one command. */
function byChange(rows: readonly StoredReflag[]): Map<FlagChange, StoredReflag[]> {
  const found = new Map<string, [FlagChange, StoredReflag[]]>()
  for (const row of rows) {
    const change = flagChange(row.before, row.flags)
    const key = JSON.stringify(change)
    const known = found.get(key)
    if (known) known[1].push(row)
    else found.set(key, [change, [row]])
  }
  return new Map(found.values())
}

/** RFC 9051 §2.3.2: flags are case-insensitive. */
export function flagChange(before: string, now: string): FlagChange {
  const [was, is] = [before, now].map((text) => new Map(words(text).map((flag) => [flag.toLowerCase(), flag]))) as [
    Map<string, string>,
    Map<string, string>,
  ]
  const only = (of: Map<string, string>, other: Map<string, string>) => [...of].flatMap(([key, flag]) => (other.has(key) ? [] : [flag]))
  return { add: only(is, was), remove: only(was, is) }
}

export const words = (text: string): string[] => (text === '' ? [] : text.split(' '))

/** Flags that this folder does not keep are left out. */
export async function storeFlags(job: Job, lane: Lane, run: FolderRun, uids: readonly number[], change: FlagChange): Promise<void> {
  const writer = await lane.writer()
  try {
    const opened = await writer.open(run.target!)
    if (opened.uidValidity !== storedPlace(job.journal, run.place!.id).validity) return
    const kept = new Set(opened.flags.map((flag) => flag.toLowerCase()))
    const fit = (flags: readonly string[]) =>
      flags.filter((flag) => kept.has(flag.toLowerCase()) || (opened.keywords && !flag.startsWith('\\')) || opened.flags.length === 0)
    const [add, remove] = [fit(change.add), fit(change.remove)]
    if (add.length + remove.length > 0) await writer.store(run.target!, uids, { add, remove })
  } catch (error) {
    if (error instanceof BoxRefusal && (error.refusal.meaning === 'message' || error.refusal.meaning === 'folder')) {
      job.progress.tell({ kind: 'folder', folder: run.source.name, what: 'refused', said: error.refusal.said })
      return
    }
    throw brokenBy(error, 'target')
  }
}
