// What the target's answer to a group means for its messages: entered in one transaction, and told on.

import { doubtMessages } from '../../store/transfer/intents.ts'
import { enterThere, type Stored, type StoredMessage } from '../../store/transfer/messages.ts'
import { enterLost } from '../../store/transfer/read-back.ts'
import type { Appended, Refusal } from '../shapes.ts'
import { Broken, Ended, Recreated } from './ended.ts'
import type { FolderRun } from './folder-run.ts'
import type { Job } from './job.ts'

export interface SentMessage {
  readonly row: StoredMessage
  /** Of the bytes that went out. */
  readonly size: number
  readonly digest: string
}

export interface Answered {
  /** To be tried alone: one of their group was refused. */
  readonly again: readonly StoredMessage[]
  readonly refused: readonly { readonly row: StoredMessage; readonly refusal: Refusal }[]
  /** What must be dealt with before anything else is sent. */
  readonly failure?: Error
}

/** No folder gets so many messages while one of ours is on its way. */
const FAR = 1_000_000

/** `next`: the UIDNEXT of their intent. */
export function enterAnswers(job: Job, run: FolderRun, next: number, sent: readonly SentMessage[], answers: readonly Appended[]): Answered {
  const there: Stored[] = []
  const lost: { readonly uid: number; readonly flags: readonly string[] }[] = []
  const again: StoredMessage[] = []
  const refused: { row: StoredMessage; refusal: Refusal }[] = []
  const unsure: number[] = []
  const place = run.place!
  let failure: Error | undefined
  let bytes = 0
  for (const [at, { row, size, digest }] of sent.entries()) {
    const answer = answers[at]
    if (answer === undefined) unsure.push(row.uid)
    else if (answer.ok) {
      if (answer.uidValidity !== undefined && answer.uidValidity !== place.validity) {
        // It is there, but in a folder that we do not know.
        failure = new Recreated(place.name)
        unsure.push(row.uid)
        continue
      }
      bytes += size
      // RFC 9051 §2.3.1.1: what came after cannot lie before, nor far beyond all others. Then it counts as not told, and is looked for by its content.
      const target = answer.uid !== undefined && answer.uid >= next && answer.uid < next + FAR ? answer.uid : null
      if (target === null) run.untold.set(row.uid, next)
      there.push({ folder: run.id, uid: row.uid, place: place.id, target, how: 'sent', size, digest })
      if (answer.flagsLost?.length) lost.push({ uid: row.uid, flags: answer.flagsLost })
    } else {
      const { refusal } = answer
      if (refusal.meaning === 'connection') {
        unsure.push(row.uid)
        failure ??= new Broken('target', refusal)
      } else if (refusal.meaning === 'message') {
        if (answer.group && sent.length > 1) again.push(row)
        else refused.push({ row, refusal })
      } else if (refusal.meaning === 'account') failure ??= new Ended('full', refusal.said)
      else if (refusal.meaning === 'moment') failure ??= new Broken('target', refusal)
      else failure ??= new FolderRefused(refusal)
    }
  }
  job.journal.whole(() => {
    enterThere(job.journal, there)
    for (const { uid, flags } of lost) enterLost(job.journal, run.id, uid, flags)
    if (unsure.length > 0) doubtMessages(job.journal, { folder: run.id, place: place.id, next }, unsure, Date.now())
  })
  const told = there.reduce((highest, { target }) => Math.max(highest, target ?? 0), 0)
  // Nobody sends what has not gone out yet below a UID that was given already (RFC 9051 §2.3.1.1).
  run.next = Math.max(run.next, told + 1)
  if (there.length > 0) {
    job.progress.did(run.source.name, there.length, bytes)
  }
  return { again, refused, ...(failure && { failure }) }
}

/** The folder is not there any more, or may not be written to. */
export class FolderRefused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.said)
    this.refusal = refusal
  }
}
