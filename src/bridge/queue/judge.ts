// What becomes of a mail after a try: who has it, who never will, who is tried again and when. Pure: the same answer for the same question.

import type { MailChange, StoredMail } from '../../store/queue.ts'
import type { PauseKind } from './queue-event.ts'

/** `again`: not now, but without fault: in the next transaction (RFC 5321 §4.5.3.1.10, too many recipients). */
export interface Verdict {
  readonly verdict: 'sent' | 'refused' | 'later' | 'again'
  readonly said: string
}

export interface Pause {
  readonly kind: PauseKind
  readonly said: string
  /** Seconds, when the provider said. */
  readonly retryAfter?: number | undefined
}

export type Attempt =
  /** One verdict for each recipient that waited, in order. */
  | { readonly kind: 'answered'; readonly verdicts: readonly Verdict[]; readonly retryAfter?: number | undefined }
  /** `unsure`: after the final dot. Nobody can know whether the provider has it (RFC 5321 §4.5.3.2.6). */
  | { readonly kind: 'lost'; readonly unsure: boolean; readonly said: string }
  /** The way to the provider is shut: it is not about this mail, and costs it no try. */
  | { readonly kind: 'shut'; readonly pause: Pause }

export interface Schedule {
  /** Between tries; the last one is repeated. */
  readonly backOffMs: readonly number[]
  /** How long a mail is tried at all. */
  readonly lifeMs: number
  /** How long it may wait for its owner to sign in again. */
  readonly latestMs: number
  /** Broken connections after the final dot, until it is left: each may have been a delivery. */
  readonly mostUnsure: number
}

const MINUTE = 60_000
/** RFC 5321 §4.5.4.1: retries get rarer, and end after 4 to 5 days. */
export const SCHEDULE: Schedule = {
  backOffMs: [1, 5, 15, 30, 60].map((minutes) => minutes * MINUTE),
  lifeMs: 5 * 24 * 60 * MINUTE,
  latestMs: 30 * 24 * 60 * MINUTE,
  mostUnsure: 3,
}

export interface Judged {
  readonly change: MailChange
  /** Places of recipients that were given up now. */
  readonly lost: readonly number[]
}

/** `mail` must have somebody who waits. */
export function judge(mail: StoredMail, attempt: Attempt, now: number, schedule: Schedule = SCHEDULE): Judged {
  const waiting = mail.to.filter(({ state }) => state === 'waiting')
  const over = now >= mail.until
  if (attempt.kind === 'shut') {
    // Past its time it is given up also when the provider stays shut: nobody wants the news of last month.
    const recipients = over ? waiting.map(({ place }) => ({ place, state: 'refused' as const, said: attempt.pause.said })) : []
    return judged(mail, recipients, { ...mail, next: now, said: attempt.pause.said })
  }
  const tries = mail.tries + 1
  const pause = schedule.backOffMs[Math.min(tries, schedule.backOffMs.length) - 1] ?? MINUTE
  const later = Math.min(now + pause, Math.max(now, mail.until))
  if (attempt.kind === 'lost') {
    const unsure = mail.unsure + (attempt.unsure ? 1 : 0)
    const given = over || unsure >= schedule.mostUnsure
    const recipients = given ? waiting.map(({ place }) => ({ place, state: 'refused' as const, said: attempt.said })) : []
    return judged(mail, recipients, { tries, unsure, next: later, said: attempt.said })
  }
  const recipients = waiting.map(({ place }, at) => {
    const { verdict, said } = attempt.verdicts[at] ?? { verdict: 'later', said: '' }
    if (verdict === 'sent' || verdict === 'refused') return { place, state: verdict, said }
    return { place, state: verdict === 'later' && over ? ('refused' as const) : ('waiting' as const), said }
  })
  const some = (wanted: Verdict['verdict']) => attempt.verdicts.some(({ verdict }) => verdict === wanted)
  const asked = attempt.retryAfter === undefined ? later : now + attempt.retryAfter * 1000
  const next = some('later') || !some('again') ? asked : now
  const said = attempt.verdicts.find(({ verdict }) => verdict !== 'sent')?.said ?? attempt.verdicts[0]?.said ?? ''
  return judged(mail, recipients, { tries, unsure: mail.unsure, next, said })
}

function judged(
  mail: StoredMail,
  recipients: MailChange['recipients'],
  rest: Pick<MailChange, 'tries' | 'unsure' | 'next' | 'said'>,
): Judged {
  const after = mail.to.map((one) => recipients.find(({ place }) => place === one.place)?.state ?? one.state)
  const state = after.includes('waiting') ? 'waiting' : after.includes('refused') ? 'failed' : 'sent'
  const { tries, unsure, next, said } = rest
  const lost = recipients.filter((one) => one.state === 'refused').map(({ place }) => place)
  return { change: { state, recipients, tries, unsure, next, said }, lost }
}
