// What the target has, compared with what it was given: number, sizes, flags and dates of all that is new; bytes of what differs, of a sample, or of everything.

import { changePlace, storedPlace } from '../../store/transfer/folders.ts'
import { enterHeld } from '../../store/transfer/held.ts'
import { enterRefused } from '../../store/transfer/messages.ts'
import { type BackMessage, enterLost, enterMissing, enterRead, enterTargetDate, ownedBetween } from '../../store/transfer/read-back.ts'
import type { Message } from '../shapes.ts'
import { storeFlags, words } from './apply-flags.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import { secondsOf } from './moment.ts'
import { readDigests } from './read-digests.ts'

const BATCH = 500
/** One of so many is read again at the level `sampled`. */
const SAMPLE = 20
/** So many of another size that were the same nevertheless: this server's sizes say nothing. */
const TRUSTED = 100

export async function readBack(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const { journal } = job
  const before = storedPlace(journal, run.place!.id)
  // A search after a broken line may have listed what we sent; its flags and dates are still to be compared.
  const from = Math.min(before.scanned, run.unread ?? before.scanned)
  if (run.next <= from + 1 && job.level === 'counted') return
  const { reader, opened } = await lane.check(run.target!, true, { after: from, filled: run.next > from + 1 })
  if (opened.uidValidity !== before.validity) return
  const place = before.id
  const suspects: BackMessage[] = []
  const byStore = new Map<string, number[]>()
  let batch: Message[] = []
  let scanned = from
  const enter = (last: number) => {
    const messages = batch
    batch = []
    journal.whole(() => {
      const owned = new Map(ownedBetween(journal, place, scanned + 1, last).map((row) => [row.target, row]))
      const foreign: Message[] = []
      for (const message of messages) {
        const row = owned.get(message.uid)
        owned.delete(message.uid)
        if (row === undefined) foreign.push(message)
        else if (row.target <= before.scanned && row.how !== 'sent') continue
        else if (compare(job, row, message, byStore)) suspects.push(row)
      }
      enterHeld(
        journal,
        place,
        foreign.map(({ uid, size, date }) => ({ uid, size, at: secondsOf(date) })),
      )
      // The server said yes; it has it no longer, or never had it.
      for (const row of owned.values()) if (row.folder === run.id && row.target > before.scanned) lose(job, run, row)
      scanned = Math.max(scanned, last)
    })
  }
  try {
    await reader.list(
      (message) => {
        batch.push(message)
        if (batch.length >= BATCH) enter(message.uid)
      },
      { after: from },
    )
  } catch (error) {
    throw brokenBy(error, 'target')
  }
  // What was told before we listed must be in the list; what came since is another time's.
  enter(Math.max(batch.at(-1)?.uid ?? 0, opened.uidNext - 1))
  run.unread = undefined
  changePlace(journal, place, { scanned: Math.max(scanned, before.scanned), next: Math.max(before.next, opened.uidNext) })
  for (const [flags, uids] of byStore) await storeFlags(job, lane, run, uids, { add: words(flags), remove: [] })
  await reread(job, lane, run, suspects)
}

/** True when its bytes are to be read again. */
function compare(job: Job, row: BackMessage, message: Message, byStore: Map<string, number[]>): boolean {
  const { journal } = job
  const has = new Set(message.flags.map((flag) => flag.toLowerCase()))
  let lost = words(row.flags).filter((flag) => !has.has(flag.toLowerCase()) && flag.toLowerCase() !== '\\recent')
  // M365 forgets these when they come with the message.
  const later = lost.filter((flag) => job.limits.target?.flagsByStore?.some((one) => one.toLowerCase() === flag.toLowerCase()))
  if (later.length > 0) {
    const key = later.join(' ')
    byStore.set(key, [...(byStore.get(key) ?? []), message.uid])
    lost = lost.filter((flag) => !later.includes(flag))
  }
  if (lost.join(' ') !== (row.lost ?? '')) enterLost(journal, row.folder, row.uid, lost)
  if (message.date !== null && row.at !== null && secondsOf(message.date) !== row.at)
    enterTargetDate(journal, row.folder, row.uid, message.date)
  if (row.read || row.digest === null || row.change !== null) return false
  return message.size !== row.size || job.level === 'full' || (job.level === 'sampled' && message.uid % SAMPLE === 0)
}

function lose(job: Job, run: FolderRun, row: BackMessage): void {
  if (row.read) return
  if (run.notKept.has(row.uid)) enterRefused(job.journal, run.id, row.uid, 'the server said yes twice and did not keep it', null)
  else {
    run.notKept.add(row.uid)
    enterMissing(job.journal, run.id, row.uid)
  }
}

async function reread(job: Job, lane: Lane, run: FolderRun, suspects: readonly BackMessage[]): Promise<void> {
  const { journal } = job
  let trusted = 0
  for (let at = 0; at < suspects.length; at += BATCH) {
    if (trusted >= TRUSTED && job.level === 'counted') return
    const rows = suspects.slice(at, at + BATCH).filter(({ folder }) => folder === run.id)
    const { reader } = await lane.check(run.target!)
    const back = new Map(
      (
        await readDigests(
          reader,
          'target',
          rows.map(({ target }) => target),
        )
      ).map((one) => [one.uid, one]),
    )
    const other = rows.filter(({ target, digest }) => back.has(target) && back.get(target)!.digest !== digest!.toString('hex'))
    const source = await lane.source(run.source)
    const sent = new Map(
      (
        await readDigests(
          source.reader,
          'source',
          other.map(({ uid }) => uid),
        )
      ).map((one) => [one.uid, one]),
    )
    journal.whole(() => {
      for (const row of rows) {
        const now = back.get(row.target)
        if (now === undefined) continue
        if (!other.includes(row)) {
          trusted++
          enterRead(journal, row.folder, row.uid)
          continue
        }
        const same = sent.get(row.uid)?.canonical === now.canonical
        const said = `${now.size} bytes instead of ${row.size}`
        enterRead(journal, row.folder, row.uid, { change: same ? 'line-ends' : 'body', digest: now.digest, said })
      }
    })
    job.progress.moved()
  }
}
