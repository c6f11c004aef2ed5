// What an answer of Graph means for the mail: sent, refused for good, later, or the way is shut for all mail of the account.

import type { Attempt, Verdict } from '../queue/judge.ts'
import type { GraphAnswer } from './graph-call.ts'

/** About the mail or its addresses: trying again changes nothing. */
const OF_THE_MAIL =
  /^Error(SendAsDenied|InvalidRecipients|RecipientNotFound|MessageSizeExceeded|MimeContent\w*|InvalidMimeContent|Attachment\w*|ContentConversion\w*|MessageSubmissionBlocked|InvalidRequest|PropertyValidationFailure)$/i
/** The account may send no more for a while. */
const QUOTA = /^Error(ExceededMessageLimit|QuotaExceeded|SubmissionQuotaExceeded)$|MessageLimit|SubmissionQuota/i
/** The mailbox is not one that this sign-in opens, or none that Graph knows. */
const MAILBOX =
  /^(MailboxNotEnabledForRESTAPI|MailboxNotSupportedForRESTAPI|ErrorInvalidUser|ErrorNonExistentMailbox|Request_ResourceNotFound|ResourceNotFound|ErrorMailboxMoveInProgress)$/i
const HOUR_S = 3_600

/** `recipients`: how many wait. 202 is the only yes (a message that is too large was seen to get 200, and to vanish). */
export function verdictOf(answer: GraphAnswer, recipients: number): Attempt {
  const all = (verdict: Verdict['verdict'], retryAfter?: number): Attempt => ({
    kind: 'answered',
    verdicts: Array.from({ length: recipients }, () => ({ verdict, said: answer.said })),
    ...(retryAfter !== undefined && { retryAfter }),
  })
  const { said } = answer
  if (answer.kind === 'none')
    return answer.sent ? { kind: 'lost', unsure: true, said } : { kind: 'shut', pause: { kind: 'unavailable', said } }
  const { status, code, retryAfter } = answer
  if (status === 202) return all('sent')
  if (status === 401) return { kind: 'shut', pause: { kind: 'refused', said } }
  if (QUOTA.test(code)) return { kind: 'shut', pause: { kind: 'throttled', said, retryAfter: retryAfter ?? HOUR_S } }
  if (OF_THE_MAIL.test(code)) return all('refused')
  if (MAILBOX.test(code) || status === 404) return { kind: 'shut', pause: { kind: 'not-connected', said } }
  if (status === 403) return { kind: 'shut', pause: { kind: 'graph-permission', said } }
  if (status === 429) return { kind: 'shut', pause: { kind: 'throttled', said, retryAfter } }
  if (status === 503) return { kind: 'shut', pause: { kind: 'unavailable', said, retryAfter } }
  // A gateway that waited in vain: behind it the mail may have been sent.
  if (status === 504) return { kind: 'lost', unsure: true, said }
  if (status >= 500 || status === 408 || status === 409 || status < 300) return all('later', retryAfter)
  return all('refused')
}
