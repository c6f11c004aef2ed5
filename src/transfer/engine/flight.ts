// The pump: one FETCH of many messages streams straight into groups of the target, several of which may await their answer while the next is on its way.

import { createHash, type Hash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { closeIntent, doubtIntent, doubtMessages, openIntent } from '../../store/transfer/intents.ts'
import type { StoredMessage } from '../../store/transfer/messages.ts'
import { type AppendGroup, BoxRefusal, type Message, type Refusal, type Sink } from '../shapes.ts'
import { enterAnswers, type SentMessage } from './answers.ts'
import { brokenBy } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'
import type { Lane } from './lane.ts'

export interface Flight {
  /** These go out; resolves when the last byte has, not when the server has answered. Throws what stopped it; nothing half was kept then. */
  send(block: readonly StoredMessage[], alone?: boolean): Promise<void>
  /** All answers are in. Throws the first failure. */
  landed(): Promise<void>
  /** Whatever has no answer by now is in doubt; nothing is told after that. To be called before anybody settles. */
  over(): Promise<void>
  readonly again: StoredMessage[]
  readonly refused: { readonly row: StoredMessage; readonly refusal: Refusal }[]
}

const GROUP_MESSAGES = 200
const GROUP_BYTES = 4 * 1_048_576
/** Commands of their own, answered one by one: a smaller group only bounds what is unanswered. */
const SINGLE_MESSAGES = 64
const UNANSWERED = 3
/** For answers that are on their way, when the other side has failed. */
const LAST_ANSWERS_MS = 5_000

interface OpenGroup {
  readonly handle: AppendGroup
  readonly sent: SentMessage[]
  bytes: number
}

export function flight(job: Job, run: FolderRun, lane: Lane): Flight {
  const { groups } = job.inventories.target.traits
  const unanswered = new Set<Promise<void>>()
  const clock = job.lines?.clock()
  const again: StoredMessage[] = []
  const refused: { row: StoredMessage; refusal: Refusal }[] = []
  const intents = new Set<number>()
  let failure: unknown
  let closed = false

  async function send(block: readonly StoredMessage[], alone = false): Promise<void> {
    if (failure) throw failure
    const [{ reader }, writer] = await Promise.all([lane.source(run.source), lane.writer()])
    const rows = new Map(block.map((row) => [row.uid, row]))
    const uids = block.map(({ uid }) => uid)
    const next = run.next
    const target = run.target!
    const about = { folder: run.id, place: run.place!.id, next }
    // Before the first byte: whatever happens now, the next run knows where to look.
    const intent = openIntent(job.journal, { ...about, validity: run.place!.validity }, uids)
    intents.add(intent)
    const most = alone ? 1 : groups ? GROUP_MESSAGES : SINGLE_MESSAGES
    let open = 1
    let group: OpenGroup | undefined
    let row: StoredMessage | undefined
    let hash: Hash
    let size = 0
    let down = 0
    let pause: Promise<void> | undefined
    // The intent ends with its last answer; what had none is in doubt by name then.
    const answered = () => {
      if (--open > 0 || closed) return
      intents.delete(intent)
      job.journal.whole(() => closeIntent(job.journal, intent))
    }
    const finish = () => {
      const { handle, sent } = group!
      group = undefined
      open++
      const answer = handle.finish().then(
        (answers) => {
          if (closed) return
          const told = enterAnswers(job, run, next, sent, answers)
          again.push(...told.again)
          refused.push(...told.refused)
          failure ??= told.failure
        },
        (error: unknown) => {
          if (closed) return
          doubtMessages(
            job.journal,
            about,
            sent.map((one) => one.row.uid),
            Date.now(),
          )
          failure ??= brokenBy(error, 'target')
        },
      )
      const done: Promise<void> = answer
        .catch((error: unknown) => {
          // The journal itself failed: the intent stays.
          failure ??= error
          open++
        })
        .finally(() => {
          unanswered.delete(done)
          answered()
        })
      unanswered.add(done)
    }
    /** What the target's side throws is not the source's fault. */
    const to = <T>(act: () => T): T => {
      try {
        return act()
      } catch (error) {
        failure ??= brokenBy(error, 'target')
        throw error
      }
    }
    const sink: Sink = {
      begin(message: Message) {
        row = rows.get(message.uid)
        if (row === undefined) throw new Error(`a message came that nobody asked for: ${message.uid}`)
        rows.delete(message.uid)
        if (group && group.bytes + message.size > GROUP_BYTES) to(finish)
        size = message.size
        clock?.begin(size)
        hash = createHash('sha256')
        const { folder, uidValidity } = { folder: run.source.name, uidValidity: run.seen!.uidValidity }
        to(() => {
          group ??= { handle: writer.append(target), sent: [], bytes: 0 }
          const flags = row!.flags === '' ? [] : row!.flags.split(' ')
          // A box that lists without dates may know them once it reads (POP3).
          group.handle.begin({ size, flags, date: row!.date ?? message.date, origin: { folder, uidValidity, uid: row!.uid } })
        })
      },
      data(chunk) {
        hash.update(chunk)
        down += chunk.length
        clock?.data(chunk.length)
        to(() => group!.handle.data(chunk))
      },
      end() {
        to(() => group!.handle.end())
        clock?.end()
        group!.sent.push({ row: row!, size, digest: hash.digest('hex') })
        group!.bytes += size
        row = undefined
        pause = job.allowance.pace(size)
        if (group!.sent.length >= most || group!.bytes >= GROUP_BYTES) to(finish)
      },
      ready() {
        if (failure) return Promise.reject(failure)
        // Between two messages if it can be; who stops us cuts the line when that takes too long.
        if (row === undefined && job.signal.aborted) return Promise.reject(job.signal.reason)
        const held = job.control.ready()
        const room = to(() => group?.handle.ready())
        // Smaller blocks make smaller groups; and who waits for answers does not see how fast the line is.
        const full = unanswered.size >= (job.lines?.undecided ? UNANSWERED * 8 : UNANSWERED)
        if (!held && !room && !full && !pause) return undefined
        return ready(held, room, full)
      },
    }
    const ready = async (held: Promise<void> | undefined, room: Promise<void> | undefined, full: boolean) => {
      const slow = pause
      pause = undefined
      const ordered = held || slow || full ? clock?.waits(false) : undefined
      if (held) await untilAbort(held, job.signal)
      if (slow) await slow
      if (full) await Promise.race(unanswered)
      ordered?.()
      if (room) {
        const taken = clock?.waits(true)
        await room.catch((error: unknown) => {
          failure ??= brokenBy(error, 'target')
          throw failure
        })
        taken?.()
      }
      if (failure) throw failure
      if (row === undefined && job.signal.aborted) throw job.signal.reason
    }
    try {
      await reader.fetch(uids, sink)
    } catch (error) {
      if (error instanceof BoxRefusal && error.refusal.meaning === 'message' && !row) {
        // The others were given; these the source itself cannot read.
        for (const uid of error.uids)
          if (rows.has(uid)) refused.push({ row: rows.get(uid)!, refusal: { ...error.refusal, said: `source: ${error.refusal.said}` } })
        for (const uid of error.uids) rows.delete(uid)
      } else failure ??= job.signal.aborted ? job.signal.reason : brokenBy(error, 'source')
    } finally {
      job.allowance.count(down, down)
    }
    if (group !== undefined && row === undefined && !lost(failure)) finish()
    if (failure) {
      await answersOf(unanswered)
      // In mid-message: the target must never see its end.
      lane.cut()
      const unsure = [...(group?.sent.map((one) => one.row.uid) ?? []), ...(row ? [row.uid] : [])]
      job.journal.whole(() => doubtMessages(job.journal, about, unsure, Date.now()))
      answered()
      throw failure
    }
    for (const uid of rows.keys()) run.missed.set(uid, (run.missed.get(uid) ?? 0) + 1)
    answered()
  }

  return {
    send,
    again,
    refused,
    async landed() {
      await Promise.all(unanswered)
      if (failure) throw failure
    },
    async over() {
      if (unanswered.size > 0) {
        await answersOf(unanswered)
        lane.cut()
        await answersOf(unanswered)
      }
      closed = true
      clock?.over()
      if (intents.size > 0)
        job.journal.whole(() => {
          for (const intent of intents) doubtIntent(job.journal, intent, Date.now())
        })
    },
  }
}

function answersOf(unanswered: ReadonlySet<Promise<void>>): Promise<unknown> {
  const stop = new AbortController()
  const late = wait(LAST_ANSWERS_MS, undefined, { signal: stop.signal }).catch(() => {})
  return Promise.race([Promise.all(unanswered), late]).finally(() => stop.abort())
}

/** The line to the target is gone: a group cannot be finished on it. */
function lost(failure: unknown): boolean {
  return failure !== undefined && (failure as { side?: string }).side === 'target'
}

function untilAbort(held: Promise<void>, signal: AbortSignal): Promise<void> {
  return Promise.race([held, new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))])
}
