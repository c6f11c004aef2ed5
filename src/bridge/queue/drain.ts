// Sends what waits for one account, in order, over one connection, as fast as its provider lets; runs in one process at a time.

import { setTimeout as wait } from 'node:timers/promises'
import type { Lang } from '../../model/lang.ts'
import type { Network } from '../../net/network.ts'
import { changeMail, interruptedMail, moveMail, type NewMail, nextMail, type StoredMail, sentSince } from '../../store/queue.ts'
import type { SmtpSession } from '../../wire/smtp.ts'
import { deliverGraph } from '../graph/deliver-graph.ts'
import type { GraphKeys } from '../graph/graph-keys.ts'
import type { Account, KeySource } from '../shapes.ts'
import { signInUpstream } from '../upstream.ts'
import { makeBounce } from './bounce.ts'
import { deliverSmtp } from './deliver-smtp.ts'
import { type Attempt, judge } from './judge.ts'
import { patient } from './patient.ts'
import { goOn, type PauseRoom, pauseBy, standStill } from './pauses.ts'
import type { Spool } from './spool.ts'

export interface DrainRoom extends PauseRoom {
  readonly network: Network
  readonly keys: KeySource
  readonly graph?: GraphKeys | undefined
  readonly spool: Spool
  readonly perMinute: (account: Account) => number | null
  readonly lang: (account: Account) => Lang
  /** How long a connection waits for the next mail. */
  readonly lingerMs: number
  /** Accounts whose organisation has SMTP AUTH off, and until when that is believed without asking again: refused sign-ins are counted there. */
  readonly smtpOff: Map<string, number>
  /** Resolves when there may be something new, or after this long. */
  readonly idle: (ms: number) => Promise<void>
  /** No new mail is begun. */
  readonly stopping: AbortSignal
  /** What is under way is cut off. */
  readonly signal: AbortSignal
}

const MINUTE = 60_000
/** Servers end connections that carry too much. */
const A_CONNECTION = 50

/** Must be called by whoever holds the account. Returns when nothing can be sent now. */
export async function drain(room: DrainRoom, account: Account): Promise<void> {
  const { db, now, stopping } = room
  let line: { session: SmtpSession; carried: number } | null = null
  let byGraph = account.sending === 'graph' || (room.smtpOff.get(account.id) ?? 0) > now()
  await recover(room, account)
  try {
    while (!stopping.aborted) {
      let mail = nextMail(db, account.id, now())
      if (mail === null && line !== null) {
        await room.idle(room.lingerMs)
        mail = nextMail(db, account.id, now())
      }
      if (mail === null) return
      if (!(await mayGo(room, account))) continue
      if (!byGraph && line === null) {
        const opened = await openLine(room, account)
        if ('session' in opened) line = { session: opened.session, carried: 0 }
        else if (opened.pause.kind === 'smtp-off' && (await room.graph?.granted(account))) {
          byGraph = true
          room.smtpOff.set(account.id, now() + 60 * MINUTE)
        } else return await shut(room, account, mail, opened)
      }
      if (!moveMail(db, mail.id, ['waiting'], 'sending', now())) continue
      const { attempt, open } = await attemptOf(room, account, mail, byGraph ? null : (line as { session: SmtpSession }).session)
      // A connection that was kept may have ended meanwhile: no fault of the mail.
      const stale = attempt.kind === 'lost' && !attempt.unsure && (line?.carried ?? 0) > 0
      if (line !== null) line.carried += 1
      if (!open || (line?.carried ?? 0) >= A_CONNECTION) {
        void line?.session.quit()
        line = null
      }
      if (stale || (attempt.kind === 'lost' && !attempt.unsure && stopping.aborted)) {
        moveMail(db, mail.id, ['sending'], 'waiting', now())
        continue
      }
      if (attempt.kind === 'shut') return await shut(room, account, mail, attempt)
      goOn(room, account.id)
      await settle(room, account, mail, attempt, byGraph ? 'graph' : 'smtp')
    }
  } finally {
    await line?.session.quit()
  }
}

/** What the last holder left half done: sent again if it cannot have arrived, and if it can, the same message with the same Message-ID. */
async function recover(room: DrainRoom, account: Account): Promise<void> {
  for (const mail of interruptedMail(room.db, account.id)) {
    if (mail.state === 'sending') moveMail(room.db, mail.id, ['sending'], 'waiting', room.now())
    else await settle(room, account, mail, { kind: 'lost', unsure: true, said: 'interrupted' }, 'smtp')
  }
}

/** Messages a minute, counted over restarts and processes. False: ask again what is next. */
async function mayGo({ db, now, perMinute, idle }: DrainRoom, account: Account): Promise<boolean> {
  const most = perMinute(account)
  if (most === null) return true
  const sent = sentSince(db, account.id, now() - MINUTE)
  if (sent.length < most) return true
  await idle(Math.max(1, (sent[sent.length - most] as number) + MINUTE - now()))
  return false
}

async function openLine(room: DrainRoom, account: Account): Promise<{ session: SmtpSession } | Extract<Attempt, { kind: 'shut' }>> {
  const upstream = await signInUpstream({ ...room, account, protocol: 'smtp' })
  if (!upstream.ok) return { kind: 'shut', pause: pauseBy(upstream.shut) }
  try {
    return { session: await patient(upstream.session as SmtpSession, room.signal) }
  } catch {
    return { kind: 'shut', pause: { kind: 'unavailable', said: 'connection-closed' } }
  }
}

async function attemptOf(
  room: DrainRoom,
  account: Account,
  mail: StoredMail,
  session: SmtpSession | null,
): Promise<{ attempt: Attempt; open: boolean }> {
  const file = await room.spool.open(mail.id).catch(() => null)
  const gone = mail.to.filter(({ state }) => state === 'waiting').map(() => ({ verdict: 'refused' as const, said: 'file-gone' }))
  if (file === null) return { attempt: { kind: 'answered', verdicts: gone }, open: true }
  const ending = () => {
    moveMail(room.db, mail.id, ['sending'], 'ending', room.now())
  }
  try {
    if (session !== null) return await deliverSmtp({ session, mail, file, own: account.id, ending })
    const { network, graph, signal } = room
    if (graph === undefined) return { attempt: { kind: 'shut', pause: { kind: 'graph-permission', said: '' } }, open: true }
    return { attempt: await deliverGraph({ network, keys: graph, account, mail, file, ending, signal }), open: true }
  } catch (error) {
    // The disk's or the database's fault stops all; a fault of ours with this one message must not hold up the others.
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error
    const later = mail.to.filter(({ state }) => state === 'waiting').map(() => ({ verdict: 'later' as const, said: 'internal' }))
    return { attempt: { kind: 'answered', verdicts: later }, open: false }
  } finally {
    await file.close()
  }
}

async function shut(room: DrainRoom, account: Account, mail: StoredMail, attempt: Extract<Attempt, { kind: 'shut' }>): Promise<void> {
  standStill(room, account.id, attempt.pause)
  await settle(room, account, mail, attempt, 'smtp')
}

async function settle(room: DrainRoom, account: Account, mail: StoredMail, attempt: Attempt, way: 'smtp' | 'graph'): Promise<void> {
  const { db, now, spool, on } = room
  const { change, lost } = judge(mail, attempt, now(), room.schedule)
  const addresses = lost.map((place) => mail.to.find((one) => one.place === place)?.address ?? '')
  const bounce = lost.length === 0 || mail.bounceOf !== null ? null : await bounceFor(room, account, mail, change, lost)
  await commit(() => changeMail(db, mail.id, change, now(), bounce))
  const ids = { account: account.id, mail: mail.id }
  const sent = change.recipients.filter(({ state }) => state === 'sent').length
  if (sent > 0) on({ kind: 'mail-sent', ...ids, way, recipients: sent, afterMs: now() - mail.made })
  if (lost.length > 0) on({ kind: 'mail-failed', ...ids, recipients: addresses, said: change.said, bounce: bounce?.id ?? null })
  if (change.state === 'waiting' && attempt.kind !== 'shut')
    on({ kind: 'mail-later', ...ids, said: change.said, next: change.next, unsure: attempt.kind === 'lost' && attempt.unsure })
  if (change.state === 'sent') await spool.drop(mail.id)
}

/** What the server has said must not be forgotten because the database is busy or the disk is full for a moment. */
async function commit(work: () => void): Promise<void> {
  for (let pause = 50; ; pause *= 2) {
    try {
      return work()
    } catch (error) {
      if (pause > 20_000) throw error
      await wait(pause)
    }
  }
}

/** Kept on the disk; null when there is no room even for that: it is still shown in the list. */
async function bounceFor(
  room: DrainRoom,
  account: Account,
  mail: StoredMail,
  change: ReturnType<typeof judge>['change'],
  lost: readonly number[],
): Promise<NewMail | null> {
  const { spool, now, schedule } = room
  try {
    const after = mail.to.map((one) => ({ ...one, ...change.recipients.find(({ place }) => place === one.place) }))
    const start = await startOf(spool, mail.id)
    const refused = after.filter(({ place }) => lost.includes(place))
    const { bytes, messageId } = makeBounce({
      mail: { ...mail, to: after },
      ...{ lost: refused, start, owner: account.id, lang: room.lang(account), now: now() },
    })
    const file = await spool.begin()
    await file.write(bytes)
    await file.keep()
    return {
      ...{ id: file.id, account: account.id, device: mail.device, sender: '', parameters: '', size: bytes.length, messageId },
      ...{ bounceOf: mail.id, made: now(), until: now() + schedule.lifeMs, to: [account.id] },
    }
  } catch {
    return null
  }
}

async function startOf(spool: Spool, id: string): Promise<Buffer> {
  const file = await spool.open(id).catch(() => null)
  if (file === null) return Buffer.alloc(0)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16_384), 0, 16_384, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
