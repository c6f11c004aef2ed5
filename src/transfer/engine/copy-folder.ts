// One worker on one folder: blocks go out until none wait; what was cut off is settled first, what was refused is tried alone, and what is refused alone lies aside.

import { doubtsOf } from '../../store/transfer/intents.ts'
import { enterGone, enterRefused, type StoredMessage } from '../../store/transfer/messages.ts'
import type { Refusal } from '../shapes.ts'
import { FolderRefused } from './answers.ts'
import { setAside } from './aside.ts'
import { brokenBy, Recreated } from './ended.ts'
import { flight } from './flight.ts'
import { type FolderRun, nextBlock, rewind } from './folder-run.ts'
import { gateOf, type Job } from './job.ts'
import type { Lane } from './lane.ts'
import { prepareRun, settleRun } from './prepare.ts'

/** So often a folder that vanishes under our hands is made again. */
const AGAIN = 3

/** Throws Broken, to be called again after it was mended. `sent`: all has gone out, and the target's answers are on their way. */
export async function copyBlocks(job: Job, lane: Lane, run: FolderRun, sent: () => void = () => {}): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      await flyBlocks(job, lane, run, sent)
      return
    } catch (error) {
      const recreated = error instanceof Recreated || error instanceof FolderRefused
      if (!recreated || tries === AGAIN) throw error
      // RFC 9051 §6.3.12: TRYCREATE. Opened anew, it is made when it is gone, and all that was in it waits again when it is another.
      lane.drop()
      await prepareRun(job, lane, run)
      rewind(run)
    }
}

async function flyBlocks(job: Job, lane: Lane, run: FolderRun, sent: () => void): Promise<void> {
  const place = run.place!.id
  const gate = gateOf(job, place)
  await refuse(job, lane, run)
  const doubtful = () => doubtsOf(job.journal, run.id, place).open > 0
  if (doubtful()) {
    await settleRun(job, lane, run)
    // Others who share the folder have passed what was in doubt.
    rewind(run)
  }
  // Each writer learns which flags this folder takes.
  await lane.target(run.target!).catch((error: unknown) => {
    throw brokenBy(error, 'target')
  })
  let left: readonly StoredMessage[] = []
  for (let over = false; !over; ) {
    if (lane.renew())
      await lane.target(run.target!).catch((error: unknown) => {
        throw brokenBy(error, 'target')
      })
    await gate.enter()
    const air = flight(job, run, lane)
    const taken: number[] = []
    const each = async () => {
      // A group was refused for one of its messages: each alone shows which.
      for (let row = run.alone.shift(); row !== undefined; row = run.alone.shift()) {
        taken.push(row.uid)
        await air.send([row], true)
      }
    }
    try {
      await each()
      while (!gate.wanted && !lane.stale) {
        const block = nextBlock(job, run)
        if (block === undefined) {
          over = true
          break
        }
        for (const { uid } of block) taken.push(uid)
        const large = tooLarge(job, block)
        const fit = block.filter((row) => !large.includes(row))
        for (const row of large) air.refused.push({ row, refusal: limitOf(job) })
        if (fit.length > 0) {
          const counted = await job.allowance.day(fit.reduce((sum, { size }) => sum + size, 0))
          await air.send(fit).finally(counted)
        }
      }
      if (over) sent()
      await air.landed()
      run.alone.push(...air.again.splice(0))
      await each()
      await air.landed()
      left = [...run.missed].flatMap(([uid, times]) => (times > 0 && taken.includes(uid) ? [{ uid } as StoredMessage] : []))
    } finally {
      await air.over()
      // Kept though the line broke: a server that hangs up after each no would say the same ones for ever.
      run.refused.push(...air.refused)
      run.alone.push(...air.again)
      const kept = new Set([...run.refused.map(({ row }) => row), ...run.alone].map(({ uid }) => uid))
      for (const uid of taken) if (!kept.has(uid)) run.taken.delete(uid)
      gate.leave()
    }
    await refuse(job, lane, run)
    if (left.length > 0 && (await findMissed(job, lane, run))) over = false
  }
}

/** What the target has said that it does not take is not carried there in vain. */
function tooLarge(job: Job, block: readonly StoredMessage[]): StoredMessage[] {
  const most = job.inventories.target.traits.appendLimit ?? Number.POSITIVE_INFINITY
  return block.filter(({ size }) => size > most)
}

function limitOf(job: Job): Refusal {
  return { meaning: 'message', said: `APPENDLIMIT=${job.inventories.target.traits.appendLimit}`, code: 'APPENDLIMIT' }
}

async function refuse(job: Job, lane: Lane, run: FolderRun): Promise<void> {
  const folder = job.request.aside
  for (let one = run.refused.shift(); one !== undefined; one = run.refused.shift()) {
    const { row, refusal } = one
    let aside: string | null = null
    if (folder !== undefined && !refusal.said.startsWith('source: '))
      try {
        const { reader, opened } = await lane.source(run.source)
        aside = await setAside(reader, folder, run.source.path, opened.uidValidity, row.uid)
      } catch (error) {
        run.refused.unshift(one)
        throw brokenBy(error, 'source')
      }
    enterRefused(job.journal, run.id, row.uid, refusal.said, aside)
    run.taken.delete(row.uid)
    job.progress.tell({ kind: 'refused', folder: run.source.name, uid: row.uid, refusal, ...(aside !== null && { aside }) })
    job.progress.refused(run.source.name, row.size)
  }
}

/** Asked for and not given: gone, if the source lists them no longer; else asked for once more, and then the source cannot give them. */
async function findMissed(job: Job, lane: Lane, run: FolderRun): Promise<boolean> {
  let again = false
  const { reader } = await lane.source(run.source, true)
  const there = new Set<number>()
  const first = Math.min(...run.missed.keys())
  await reader
    .list(({ uid }) => run.missed.has(uid) && there.add(uid), { after: first - 1 })
    .catch((error: unknown) => {
      throw brokenBy(error, 'source')
    })
  for (const [uid, times] of run.missed) {
    if (times === 0) continue
    if (!there.has(uid)) enterGone(job.journal, run.id, uid, uid)
    else if (times > 1) {
      const refusal: Refusal = { meaning: 'message', said: 'source: it is listed and not given' }
      enterRefused(job.journal, run.id, uid, refusal.said, null)
      job.progress.tell({ kind: 'refused', folder: run.source.name, uid, refusal })
    } else {
      rewind(run)
      again = true
      continue
    }
    run.missed.delete(uid)
  }
  return again
}
