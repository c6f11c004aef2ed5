// The queue: takes devices' messages and sends them on, account by account. Several processes may run one each on one store: of each account one of them sends, and another takes over when it dies.

import { SesameError } from '../../model/errors.ts'
import type { Store } from '../../store/database.ts'
import { locked, lockFile } from '../../store/lock.ts'
import { dueAccounts, findMail, forgetMail, pauseMail, pauseOf, queueCounts } from '../../store/queue.ts'
import type { Account, Device } from '../shapes.ts'
import type { SmtpRoute } from '../smtp-route.ts'
import { type DrainRoom, drain } from './drain.ts'
import { SCHEDULE } from './judge.ts'
import { PAUSES, standStill } from './pauses.ts'
import { type AcceptLimits, queuedRoute } from './queued-route.ts'

export interface MailQueueOptions extends Pick<DrainRoom, 'network' | 'keys' | 'graph' | 'spool' | 'perMinute' | 'lang' | 'on'> {
  /** A connection of its own: it is set to write through. */
  readonly db: Store
  /** Of the store: its locks. */
  readonly folder: string
  readonly accountOf: (id: string) => Account | null
  readonly messageBytes: (account: Account) => number
  readonly limits?: Partial<Omit<AcceptLimits, 'messageBytes'>>
  readonly schedule?: DrainRoom['schedule']
  readonly pauses?: DrainRoom['pauses']
  readonly pollMs?: number
  readonly lingerMs?: number
}

export interface MailQueue {
  route(device: Device, account: Account): SmtpRoute
  /** The owner has signed in again, an administrator has acted: the account's mail is tried now. */
  goOn(account: string): void
  counts(): ReturnType<typeof queueCounts>
  /** Begins nothing new, gives what is under way this long, and cuts it off then. Nothing is lost by it. */
  stop(graceMs?: number): Promise<void>
}

/** Accounts that are sent for at once; each is one connection. */
const AT_ONCE = 8
const POLL_MS = 2_000
const LINGER_MS = 3_000
const SWEEP_MS = 3_600_000
const DAY_MS = 86_400_000
/** How long what is over is remembered. A message that failed is kept as long, so that it can be tried again. */
const REMEMBERED = { sent: 3 * DAY_MS, failed: 14 * DAY_MS }
const LIMITS = { queueBytes: 4 * 1024 ** 3, queueMails: 20_000, spareBytes: 64 * 1024 ** 2 }

export function startQueue(options: MailQueueOptions): MailQueue {
  const { db, spool, folder, on } = options
  db.exec('PRAGMA synchronous = FULL')
  const now = Date.now
  const stopping = new AbortController()
  const cut = new AbortController()
  const wakers = new Set<() => void>()
  const wake = () => {
    for (const waker of [...wakers]) waker()
  }
  const idle = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        wakers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, stopping.signal.aborted ? 0 : ms)
      wakers.add(done)
    })
  const room: DrainRoom = {
    ...options,
    ...{ schedule: options.schedule ?? SCHEDULE, pauses: options.pauses ?? PAUSES, now, idle },
    ...{ lingerMs: options.lingerMs ?? LINGER_MS, stopping: stopping.signal, signal: cut.signal, smtpOff: new Map() },
  }
  const busy = new Map<string, Promise<void>>()

  async function hold(id: string): Promise<void> {
    try {
      await locked(lockFile(folder, `bridge-queue ${id}`), () => serve(id), { timeoutMs: 0, about: id })
    } catch (error) {
      // Another process has it.
      if (error instanceof SesameError && error.code === 'lock-busy') return
      // The disk, the database: said once a minute at most, and tried again.
      const said = (error as NodeJS.ErrnoException).code ?? (error as Error).message
      try {
        standStill(room, id, { kind: 'unavailable', said: String(said) })
      } catch {}
    }
  }
  async function serve(id: string): Promise<void> {
    const account = options.accountOf(id)
    if (account === null) standStill(room, id, { kind: 'gone', said: '' })
    else await drain(room, account)
  }

  let swept = 0
  async function sweep(): Promise<void> {
    if (now() - swept < SWEEP_MS) return
    swept = now()
    for (const id of forgetMail(db, { sent: now() - REMEMBERED.sent, failed: now() - REMEMBERED.failed })) await spool.drop(id)
    await spool.sweep((id) => findMail(db, id) !== null, now())
  }

  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await sweep()
        for (const id of dueAccounts(db, now())) {
          if (busy.has(id) || busy.size >= AT_ONCE) continue
          busy.set(
            id,
            hold(id).finally(() => busy.delete(id)),
          )
        }
      } catch {
        // The database is busy or its disk is full: what was accepted is on it, and the next look may find it well.
      }
      await idle(options.pollMs ?? POLL_MS)
    }
  })()

  return {
    route: (device, account) => {
      const limits = { ...LIMITS, ...options.limits, messageBytes: options.messageBytes(account) }
      return queuedRoute(device, account, { db, spool, limits, lifeMs: room.schedule.lifeMs, now, on, wake })
    },
    goOn(account) {
      const pause = pauseOf(db, account)
      if (pause !== null) pauseMail(db, { ...pause, until: now() })
      wake()
    },
    counts: () => queueCounts(db),
    async stop(graceMs = 5_000) {
      stopping.abort()
      wake()
      const timer = setTimeout(() => cut.abort(), graceMs)
      await running
      await Promise.all(busy.values())
      clearTimeout(timer)
    },
  }
}
