// What another program did to an mbox of a backup: nothing, most often; else it is read again, and messages are known by place or digest.

import { createHash } from 'node:crypto'
import { closeSync, constants, lstatSync, openSync, truncateSync } from 'node:fs'
import { isMissing } from '../files/disk-trouble.ts'
import type { Entry, EntryChange } from '../files/entry.ts'
import { createCompleter } from '../files/line-ends.ts'
import type { FolderManifest } from '../files/manifest.ts'
import { pour } from '../files/pour.ts'
import type { Outside } from '../files/shelf.ts'
import { foreignMessage } from './foreign-message.ts'
import { type MboxMessage, parseMbox } from './parse.ts'
import { unquote } from './quote.ts'

export interface CompareMbox {
  readonly file: string
  readonly known: FolderManifest
  /** A run of ours was cut short: it began at this size. */
  readonly unfinished: number | undefined
  done(): void
}

type Known = Pick<Entry, 'uid' | 'at' | 'length' | 'sha256' | 'bareLf' | 'exact'>

export async function compareMbox({ file, known, unfinished, done }: CompareMbox): Promise<Outside> {
  const entries: Known[] = []
  let end = 0
  await known.each(({ uid, at = 0, length = 0, sha256, bareLf, exact }) => {
    end = Math.max(end, at + length)
    entries.push({ uid, at, length, ...(sha256 && { sha256 }), ...(bareLf && { bareLf }), ...(exact && { exact }) })
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
  const there: { message: MboxMessage; digest: string }[] = []
  const messages: MboxMessage[] = []
  await parseMbox(file, (message) => messages.push({ ...message, head: Buffer.from(message.head.subarray(0, 8_192)) }))
  if (messages.length > 0) {
    const fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      for (const message of messages) there.push({ message, digest: digestAt(fd, message) })
    } finally {
      closeSync(fd)
    }
  }
  const byPlace = new Map(there.map((one) => [one.message.at, one]))
  const taken = new Set<number>()
  const changed: { uid: number; change: EntryChange }[] = []
  const moved: (typeof entries)[number][] = []
  for (const entry of entries) {
    const here = byPlace.get(entry.at ?? -1)
    const extra = here ? here.message.length - (entry.length ?? 0) : -1
    const odd = entry.bareLf !== undefined || entry.exact || entry.sha256 === undefined || extra !== 0
    if (here && (extra === 0 || extra === 1) && (odd || here.digest === entry.sha256)) taken.add(here.message.at)
    else moved.push(entry)
  }
  const byDigest = new Map<string, typeof there>()
  for (const one of there) if (!taken.has(one.message.at)) byDigest.set(one.digest, [...(byDigest.get(one.digest) ?? []), one])
  const next = (digest = '') => {
    const waiting = byDigest.get(digest) ?? []
    while (waiting[0] && taken.has(waiting[0].message.at)) waiting.shift()
    return waiting.shift()
  }
  for (const { at, length = 0, sha256 } of removed) {
    const here = byPlace.get(at ?? -1)
    const same = here && !taken.has(here.message.at) && here.message.length - length >= 0 && here.message.length - length <= 1
    const one = same ? here : next(sha256)
    if (one) taken.add(one.message.at)
  }
  const gone: number[] = []
  for (const entry of moved) {
    const one = next(entry.sha256)
    if (!one) gone.push(entry.uid)
    else {
      taken.add(one.message.at)
      changed.push({ uid: entry.uid, change: { at: one.message.at, length: one.message.length } })
    }
  }
  const added = there.filter((one) => !taken.has(one.message.at)).map(({ message }) => foreignMessage(message))
  return { changed, gone, added }
}

function digestAt(fd: number, { at, length, quoted }: MboxMessage): string {
  const hash = createHash('sha256')
  const complete = createCompleter()
  const plain = quoted ? unquote() : undefined
  pour(fd, { from: at, length }, (chunk) => hash.update(complete(plain ? plain.push(chunk) : chunk)))
  if (plain) hash.update(complete(plain.rest()))
  return hash.digest('hex')
}

function sizeOf(file: string): number {
  try {
    return lstatSync(file).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}
