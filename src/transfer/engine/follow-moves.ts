// What was moved in the source since the last pass is moved in the target, not sent again: known by its id for life, else by the digest of what looks the same.

import { storedPlace } from '../../store/transfer/folders.ts'
import { enterMessageDigests } from '../../store/transfer/held.ts'
import { type StoredMessage, waitingPage } from '../../store/transfer/messages.ts'
import { type GoneMessage, goneCopies, handOver, movedUntold } from '../../store/transfer/moves.ts'
import { BoxRefusal } from '../shapes.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { openTarget } from './prepare.ts'
import { readDigests } from './read-digests.ts'

const PAGE = 500
/** Gone messages that are looked for at a time. */
const GONE = 5_000

/** All folders of this pass are listed. How many were moved. */
export async function followMoves(job: Job, lane: Lane, runs: readonly FolderRun[]): Promise<number> {
  let moved = 0
  for (let after = { folder: 0, uid: Number.MIN_SAFE_INTEGER }; ; ) {
    const gone = goneCopies(job.journal, after, GONE)
    if (gone.length === 0) return moved
    after = gone.at(-1)!
    const index = new Gone(gone)
    for (const run of runs) {
      for (let from = 0; index.size > 0; ) {
        const page = waitingPage(job.journal, run.id, from, PAGE)
        if (page.length === 0) break
        from = page.at(-1)!.uid
        const alike = page.filter((row) => index.like(row).length > 0)
        if (alike.length > 0) moved += await moveHere(job, lane, run, alike, index)
      }
    }
  }
}

class Gone {
  readonly #by = new Map<string, GoneMessage[]>()
  size = 0
  constructor(rows: readonly GoneMessage[]) {
    for (const row of rows) {
      for (const key of keysOf(row)) this.#by.set(key, [...(this.#by.get(key) ?? []), row])
      this.size++
    }
  }
  like(row: StoredMessage): GoneMessage[] {
    return [...new Set(keysOf(row).flatMap((key) => this.#by.get(key) ?? []))]
  }
  take(row: GoneMessage): void {
    for (const key of keysOf(row)) {
      const rest = this.#by.get(key)?.filter((one) => one !== row) ?? []
      if (rest.length > 0) this.#by.set(key, rest)
      else this.#by.delete(key)
    }
    this.size--
  }
}

/** RFC 8474 §4: an EMAILID names the same bytes for ever. Else size or second, since some servers are wrong about one, and the bytes decide. */
function keysOf({ email, size, at }: StoredMessage): string[] {
  return [...(email === null ? [] : [`id ${email}`]), `size ${size}`, ...(at === null ? [] : [`at ${at}`])]
}

async function moveHere(job: Job, lane: Lane, run: FolderRun, rows: readonly StoredMessage[], index: Gone): Promise<number> {
  const { journal } = job
  const unread = rows.filter((row) => row.digest === null && !index.like(row).some(({ email }) => email !== null && email === row.email))
  const digests = new Map<number, string>()
  if (unread.length > 0) {
    const { reader } = await lane.source(run.source)
    const read = await readDigests(
      reader,
      'source',
      unread.map(({ uid }) => uid),
    )
    journal.whole(() => enterMessageDigests(journal, run.id, read))
    for (const { uid, digest } of read) digests.set(uid, digest)
  }
  const pairs: { from: GoneMessage; message: StoredMessage }[] = []
  for (const message of rows) {
    const digest = digests.get(message.uid) ?? message.digest?.toString('hex')
    const from = index
      .like(message)
      .find((one) => (one.email !== null && one.email === message.email) || one.digest!.toString('hex') === digest)
    if (!from) continue
    index.take(from)
    pairs.push({ from, message })
  }
  if (pairs.length === 0) return 0
  await openTarget(job, lane, run)
  let moved = 0
  for (const place of new Set(pairs.map(({ from }) => from.place)))
    moved += await movePairs(
      job,
      lane,
      run,
      place,
      pairs.filter(({ from }) => from.place === place),
    )
  return moved
}

async function movePairs(
  job: Job,
  lane: Lane,
  run: FolderRun,
  place: number,
  pairs: readonly { from: GoneMessage; message: StoredMessage }[],
): Promise<number> {
  const { journal } = job
  const to = run.place!.id
  const stored = storedPlace(journal, place)
  const hand = (targets: readonly (number | undefined)[]) =>
    journal.whole(() => {
      for (const [at, { from, message }] of pairs.entries())
        if (targets[at] !== undefined) handOver(journal, from, { folder: run.id, message, place: to, target: targets[at] })
        else movedUntold(journal, from, { folder: run.id, message })
    })
  // The same folder, another UID: an app that writes anew what it changes.
  if (place === to) {
    hand(pairs.map(({ from }) => from.target!))
    return pairs.length
  }
  const old = job.inventories.target.folders.find(({ name }) => name === stored.name)
  if (!old) return 0
  try {
    const writer = await lane.writer()
    const opened = await writer.open(old)
    if (opened.uidValidity !== stored.validity) return 0
    // A crash between the move and the next line loses nothing: what lies there then is found by its content.
    const targets = await writer.move(
      old,
      pairs.map(({ from }) => from.target!),
      run.target!,
    )
    hand(targets)
    const count = targets.filter((uid) => uid !== undefined).length
    if (count > 0) job.progress.tell({ kind: 'moved', folder: stored.path.join('/'), to: run.target!.path.join('/'), messages: count })
    job.progress.moved()
    return count
  } catch (error) {
    if (error instanceof BoxRefusal && error.refusal.meaning !== 'connection' && error.refusal.meaning !== 'moment') return 0
    throw brokenBy(error, 'target')
  }
}
