// Mail that waits in the bridge: shown, cancelled, tried again, sent now; and counted for status and metrics. Works beside a running bridge, which sees it at once.

import { decodeWords } from '../../bridge/graph/mime-parts.ts'
import { SCHEDULE } from '../../bridge/queue/judge.ts'
import { type Meaning, meaningOf } from '../../bridge/queue/meaning.ts'
import type { PauseKind } from '../../bridge/queue/queue-event.ts'
import { openSpool } from '../../bridge/queue/spool.ts'
import { SesameError } from '../../model/errors.ts'
import { openStore, type Store } from '../../store/database.ts'
import { dataFolder } from '../../store/place.ts'
import {
  allPauses,
  findMail,
  flushMail,
  listMail,
  moveMail,
  queueCounts,
  queueTotals,
  reviveMail,
  type StoredMail,
} from '../../store/queue.ts'

export interface QueueRequest {
  /** `--data`; then SESAME_DATA, then the platform's own place. */
  readonly data?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Times as ISO. */
export interface QueuedMail {
  readonly id: string
  readonly account: string
  readonly device: string
  readonly sender: string
  readonly state: StoredMail['state']
  readonly size: number
  readonly handed: string
  readonly changed: string
  readonly next: string | null
  readonly until: string
  readonly tries: number
  readonly unsure: number
  readonly said: string
  readonly messageId: string
  readonly bounceOf: string | null
  readonly to: readonly {
    readonly address: string
    readonly state: 'waiting' | 'sent' | 'refused'
    readonly said: string
    readonly means: Meaning | null
  }[]
}

export interface WaitingAccount {
  readonly account: string
  readonly why: PauseKind
  readonly said: string
  readonly since: string
  readonly next: string
}

export interface QueueList {
  readonly mails: readonly QueuedMail[]
  readonly paused: readonly WaitingAccount[]
  readonly counts: QueueCounts
}

export interface QueueCounts {
  /** Still to be sent. */
  readonly waiting: number
  readonly bytes: number
  /** ISO; of the oldest that waits. */
  readonly oldest: string | null
  /** Remembered: sent within three days, not delivered within fourteen. */
  readonly sent: number
  readonly failed: number
  readonly cancelled: number
  readonly accounts: readonly {
    readonly account: string
    readonly waiting: number
    readonly bytes: number
    readonly why: PauseKind | null
  }[]
}

/** Throws what the store throws. `all`: also what is over, as long as it is remembered. */
export function listMailQueue(
  request: QueueRequest,
  { all = false, account }: { all?: boolean; account?: string | undefined } = {},
): Promise<QueueList> {
  return withStore(request, (db) => ({
    mails: listMail(db, { open: !all, account: account?.toLowerCase() }).map(told),
    paused: pausedIn(db),
    counts: mailCounts(db),
  }))
}

/** For status and metrics: three small questions to the database. */
export function mailCounts(db: Store): QueueCounts {
  const totals = queueTotals(db)
  const states = queueCounts(db)
  const why = new Map(pausedIn(db).map((one) => [one.account, one.why]))
  const oldest = totals.length === 0 ? null : Math.min(...totals.map((one) => one.oldest))
  return {
    waiting: totals.reduce((sum, { mails }) => sum + mails, 0),
    bytes: totals.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest: oldest === null ? null : iso(oldest),
    ...{ sent: states.sent ?? 0, failed: states.failed ?? 0, cancelled: states.cancelled ?? 0 },
    accounts: totals.map(({ account, mails, bytes }) => ({ account, waiting: mails, bytes, why: why.get(account) ?? null })),
  }
}

/** With the subject, where the message is still there. Throws `record-unknown`. */
export function showQueuedMail(
  request: QueueRequest,
  id: string,
): Promise<QueuedMail & { readonly subject: string | null; readonly paused: WaitingAccount | null }> {
  return withStore(request, async (db) => {
    const mail = must(db, id)
    return {
      ...told(mail),
      subject: await subjectOf(request, id),
      paused: pausedIn(db).find(({ account }) => account === mail.account) ?? null,
    }
  })
}

/** `sending`: too late; `over`: there was nothing to cancel. Throws `record-unknown`. */
export function cancelQueuedMail(request: QueueRequest, id: string): Promise<'cancelled' | 'sending' | 'over'> {
  return withStore(request, async (db) => {
    const mail = must(db, id)
    if (!moveMail(db, mail.id, ['waiting'], 'cancelled', Date.now()))
      return /^(sending|ending)$/.test(must(db, id).state) ? 'sending' : 'over'
    await (await openSpool(dataFolder({ folder: request.data, env: request.env }))).drop(mail.id)
    return 'cancelled'
  })
}

/** Now, and for another five days; those who refused it too. False when there is nobody left. Throws `record-unknown`. */
export function retryQueuedMail(request: QueueRequest, id: string): Promise<boolean> {
  return withStore(request, (db) => {
    const now = Date.now()
    return reviveMail(db, must(db, id).id, now, now + SCHEDULE.lifeMs)
  })
}

/** Everything that waits is tried now, whatever it waited for. How many. */
export function flushMailQueue(request: QueueRequest): Promise<number> {
  return withStore(request, (db) => flushMail(db, Date.now()))
}

function must(db: Store, id: string): StoredMail {
  const mail = findMail(db, id.trim().toLowerCase())
  if (mail === null) throw new SesameError('nothing-found', { text: id, list: 'bridge queue --all' })
  return mail
}

function told({ made, changed, next, until, to, seq: _seq, parameters: _parameters, ...mail }: StoredMail): QueuedMail {
  return {
    ...mail,
    ...{ handed: iso(made), changed: iso(changed), next: mail.state === 'waiting' ? iso(next) : null, until: iso(until) },
    to: to.map(({ address, state, said }) => ({ address, state, said, means: state === 'refused' ? meaningOf(said) : null })),
  }
}

function pausedIn(db: Store): WaitingAccount[] {
  return allPauses(db).map(({ account, kind, said, since, until }) => ({
    ...{ account, why: kind as PauseKind, said, since: iso(since), next: iso(until) },
  }))
}

async function subjectOf({ data, env }: QueueRequest, id: string): Promise<string | null> {
  const file = await (await openSpool(dataFolder({ folder: data, env }))).open(id).catch(() => null)
  if (file === null) return null
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    const text = buffer.toString('latin1', 0, bytesRead)
    const header = text.slice(0, text.indexOf('\r\n\r\n') < 0 ? text.length : text.indexOf('\r\n\r\n')).replaceAll(/\r\n(?=[ \t])/g, '')
    const subject = /^subject[ \t]*:[ \t]*(.*)$/im.exec(header)?.[1]
    return subject === undefined ? null : decodeWords(subject).slice(0, 500)
  } finally {
    await file.close()
  }
}

async function withStore<T>({ data, env }: QueueRequest, work: (db: Store) => T | Promise<T>): Promise<T> {
  const db = await openStore({ folder: data, env })
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
