// What another program did to an mbox of a backup: nothing, most often; else it is read again, and messages are known by place or digest.

import { closeSync, constants, lstatSync, openSync, truncateSync } from 'node:fs'
import { isMissing } from '../files/disk-trouble.ts'
import type { Entry, EntryChange } from '../files/entry.ts'
import type { FolderManifest } from '../files/manifest.ts'
import { pour } from '../files/pour.ts'
import type { Outside } from '../files/shelf.ts'
import { type Digests, digestsOf } from './digests.ts'
import { type ForeignMessage, foreignMessage } from './foreign-message.ts'
import { parseMbox } from './parse.ts'

export interface CompareMbox {
  readonly file: string
  readonly known: FolderManifest
  /** A run of ours was cut short: it began at this size. */
  readonly unfinished: number | undefined
  done(): void
}

type Known = Omit<Entry, 'from' | 'file'>

interface There extends Digests {
  readonly at: number
  readonly length: number
  readonly now: ForeignMessage
}

export async function compareMbox({ file, known, unfinished, done }: CompareMbox): Promise<Outside> {
  const entries: Known[] = []
  let end = 0
  await known.each(({ from: _, ...entry }) => {
    end = Math.max(end, (entry.at ?? 0) + (entry.length ?? 0))
    entries.push(entry)
  })
  // What was removed lies there until the file is written anew.
  const removed = await known.removed()
  for (const { at = 0, length = 0 } of removed) end = Math.max(end, at + length)
  const size = sizeOf(file)
  if (unfinished !== undefined) {
    const good = goodEnd(file, end, unfinished)
    if (size > good) truncateSync(file, good)
    done()
  }
  // One or two line ends stand behind the last message.
  const rest = sizeOf(file) - end
  if (end > 0 && rest >= 0 && rest <= 2) return { changed: [], gone: [], added: [] }
  if (end === 0 && sizeOf(file) === 0) return { changed: [], gone: [], added: [] }
  return match(file, entries, removed)
}

/** Behind the last message that the manifest knows, with the line ends that stand there. */
function goodEnd(file: string, end: number, began: number): number {
  if (end <= began) return began
  const fd = openSync(file, constants.O_RDONLY)
  let ends = 0
  try {
    pour(fd, { from: end, length: 2 }, (chunk) => {
      while (ends < chunk.length && chunk[ends] === 10) ends++
    })
  } finally {
    closeSync(fd)
  }
  return end + ends
}

async function match(file: string, entries: readonly Known[], removed: readonly Entry[]): Promise<Outside> {
  const there: There[] = []
  if (sizeOf(file) > 0) {
    const fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      // Its header is not kept: a large mbox has many.
      await parseMbox(file, (message) =>
        there.push({ at: message.at, length: message.length, ...digestsOf(fd, message), now: foreignMessage(message) }),
      )
    } finally {
      closeSync(fd)
    }
  }
  const byPlace = new Map(there.map((one) => [one.at, one]))
  const taken = new Set<number>()
  const changed: { uid: number; change: EntryChange }[] = []
  const moved: (typeof entries)[number][] = []
  for (const entry of entries) {
    const here = byPlace.get(entry.at ?? -1)
    const extra = here ? here.length - (entry.length ?? 0) : -1
    const odd = entry.bareLf !== undefined || entry.exact || entry.sha256 === undefined || extra !== 0
    if (here && (extra === 0 || extra === 1) && (odd || here.digest === entry.sha256)) taken.add(here.at)
    else moved.push(entry)
  }
  const byDigest = new Map<string, typeof there>()
  for (const one of there) if (!taken.has(one.at)) byDigest.set(one.digest, [...(byDigest.get(one.digest) ?? []), one])
  const next = (digest = '') => {
    const waiting = byDigest.get(digest) ?? []
    while (waiting[0] && taken.has(waiting[0].at)) waiting.shift()
    return waiting.shift()
  }
  for (const { at, length = 0, sha256 } of removed) {
    const here = byPlace.get(at ?? -1)
    const same = here && !taken.has(here.at) && here.length - length >= 0 && here.length - length <= 1
    const one = same ? here : next(sha256)
    if (one) taken.add(one.at)
  }
  const gone: number[] = []
  /** Whose bytes are others now, and what is known of them all the same. */
  const marked = new Map<string, Known[]>()
  for (const entry of moved) {
    const one = next(entry.sha256)
    if (one) {
      taken.add(one.at)
      changed.push({ uid: entry.uid, change: { at: one.at, length: one.length } })
      continue
    }
    gone.push(entry.uid)
    if (entry.sha256 !== undefined) marked.set(entry.sha256, [...(marked.get(entry.sha256) ?? []), entry])
  }
  const added = there
    .filter((one) => !taken.has(one.at))
    .map(({ now, without }) => {
      const before = marked.get(without ?? '')?.shift()
      return before ? { ...now, flags: before.flags, keywords: before.keywords, date: before.date } : now
    })
  return { changed, gone, added }
}

function sizeOf(file: string): number {
  try {
    return lstatSync(file).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}
