// The sign-in of a probe: once, twice at most in a run, only with a budget, and what the server said of it.

import { SesameError } from '../model/errors.ts'
import type { Session, WireReply } from '../wire/session.ts'
import { AttemptBudget, type AttemptEnd, type Denial } from './budget.ts'
import { chooseMechanism, mechanismFact } from './mechanism.ts'
import type { Observer } from './observer.ts'
import type { Credential, ProbeEndpoint, ProbeRequest } from './probe.ts'

export interface SignInEnd {
  readonly end: AttemptEnd | Denial | 'no-mechanism'
  /** The form of the name that was tried last. */
  readonly user?: string
  /** The session it was tried on. */
  readonly session: Session
}

interface Ended {
  readonly end: AttemptEnd
  readonly protocolOnly: boolean
}

/**
 * Signs in on a secure session, states `sign-in` and `mechanism`, and says how it went. The other form of the name is tried within the budget, on a session from `again`: many servers hang up after a refusal.
 * Throws SesameError when the connection breaks.
 */
export async function signIn(
  session: Session,
  again: () => Promise<Session>,
  endpoint: ProbeEndpoint,
  credential: Credential,
  request: ProbeRequest,
  seen: Observer,
): Promise<SignInEnd> {
  const { secret } = credential
  const ascii = /^[\x20-\x7e]*$/.test(secret.reveal())
  const mechanism = chooseMechanism(session.protocol, session.mechanisms(), credential.kind, ascii, credential.mechanism)
  if (mechanism === null) {
    seen.fact('sign-in', 'no-mechanism', [...session.capabilities].join(' '))
    return { end: 'no-mechanism', session }
  }
  seen.fact('mechanism', mechanismFact(mechanism))
  const budget = request.budget ?? new AttemptBudget()
  const provider = request.hints?.provider ?? endpoint.host
  const attempt = (on: Session, user: string, otherForm: boolean) =>
    budget.spend<Ended>({ provider, protocol: session.protocol, user, secret, otherForm }, async () => {
      try {
        const reply = await on.signIn({ user, secret, mechanism })
        const text = seen.reply('sign-in', reply)
        const end = endOf(reply, text, request.isStop)
        seen.fact('sign-in', end, text)
        return { end, protocolOnly: end === 'refused' && request.isProtocolOnly?.(text, session.protocol) === true }
      } catch (error) {
        // A server that hangs up instead of answering may be locking us out: it is not asked again in this run.
        if (error instanceof SesameError && error.code === 'connection-closed') seen.fact('sign-in', 'temporary')
        throw error
      }
    })

  const { user, otherUser } = credential
  const first = await attempt(session, user, false)
  if (typeof first === 'string') {
    seen.transcript.add('!', `no sign-in: ${first}`)
    seen.fact('sign-in', 'not-tried')
    return { end: first, session }
  }
  const refused = { end: first.end, user, session }
  if (first.end !== 'refused' || first.protocolOnly || otherUser === undefined || budget.left === 0) return refused
  await session.quit()
  const other = await again()
  const second = await attempt(other, otherUser, true).catch((error: unknown) => {
    other.close()
    throw error
  })
  return typeof second === 'string' ? { ...refused, session: other } : { end: second.end, user: otherUser, session: other }
}

/** Refused, or only now not possible, or locked. Codes come before words: words are in any language. */
export function endOf(reply: WireReply, text: string, isStop?: (text: string) => boolean): AttemptEnd {
  if (reply.ok) return 'ok'
  if (isStop?.(text) === true) return 'locked'
  // RFC 5530 §3: UNAVAILABLE, INUSE and SERVERBUG are not about the secret. RFC 3206 §4: SYS/TEMP; RFC 2449 §8.1.1: IN-USE.
  if (/^(UNAVAILABLE|INUSE|SERVERBUG|SYS\/TEMP|IN-USE|LOGIN-DELAY)$/i.test(reply.code ?? '')) return 'temporary'
  // RFC 4954 §6: 454 and its kin. RFC 3501 §7.1.5: BYE ends a connection, it does not judge.
  return /^4\d\d$/.test(reply.status) || reply.status === 'BYE' ? 'temporary' : 'refused'
}
