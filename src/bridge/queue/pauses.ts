// An account whose mail stands still: told once, looked at again ever more seldom, and going on by itself.

import type { Store } from '../../store/database.ts'
import { endPause, pauseMail, pauseOf, queueTotals } from '../../store/queue.ts'
import type { Shut } from '../shapes.ts'
import type { Pause, Schedule } from './judge.ts'
import type { PauseKind, QueueEvent } from './queue-event.ts'

/** The first look again, and the longest time between two. Who waits for a person is looked at at least every ten minutes. */
export const PAUSES: Readonly<Record<PauseKind, readonly [number, number]>> = {
  unavailable: [15_000, 600_000],
  throttled: [60_000, 900_000],
  reauthorize: [60_000, 600_000],
  policy: [300_000, 1_800_000],
  'not-connected': [300_000, 1_800_000],
  refused: [300_000, 1_800_000],
  'smtp-off': [600_000, 3_600_000],
  'graph-permission': [300_000, 1_800_000],
  gone: [60_000, 3_600_000],
}

export interface PauseRoom {
  readonly db: Store
  readonly schedule: Schedule
  readonly pauses: typeof PAUSES
  readonly now: () => number
  readonly on: (event: QueueEvent) => void
}

export function standStill(room: PauseRoom, account: string, { kind, said, retryAfter }: Pause): void {
  const { db, now, on } = room
  const before = pauseOf(db, account)
  const since = before?.since ?? now()
  const [least, most] = room.pauses[kind]
  // As long again as it has lasted: doubles, and survives a restart.
  const wait = retryAfter === undefined ? Math.min(most, Math.max(least, now() - since)) : retryAfter * 1000
  pauseMail(db, { account, kind, said, since, until: now() + wait })
  if (before?.kind !== kind)
    on({ kind: 'mail-waits', account, why: kind, said, mails: queueTotals(db).find((one) => one.account === account)?.mails ?? 0 })
}

export function goOn({ db, now, schedule, on }: PauseRoom, account: string): void {
  if (endPause(db, account, now(), schedule.latestMs) !== null) on({ kind: 'mail-goes-on', account })
}

// Exchange says it in a sentence behind 535 5.7.139.
const SMTP_OFF = /SmtpClientAuthentication is disabled|5\.7\.139/i

export function pauseBy({ kind, said, retryAfter }: Shut): Pause {
  return { kind: kind === 'refused' && SMTP_OFF.test(said) ? 'smtp-off' : kind, said, retryAfter }
}
