// The provider's side: connects over verified TLS, signs in with the owner's token, proves that the mailbox is really open, and gives the bare socket back.

import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { TlsSessions } from '../net/tls-sessions.ts'
import { type ImapSession, openImap } from '../wire/imap.ts'
import { openPop3, type Pop3Session } from '../wire/pop3.ts'
import type { WireReply } from '../wire/session.ts'
import { openSmtp, type SmtpSession } from '../wire/smtp.ts'
import type { Account, KeySource, Shut, UpstreamKey } from './shapes.ts'

export type MailSession = ImapSession | Pop3Session | SmtpSession

export interface UpstreamRequest {
  readonly network: Network
  readonly keys: KeySource
  readonly account: Account
  readonly protocol: Protocol
  /** Gives a greeted session over TLS that waits for its sign-in, when one is at hand. */
  readonly spare?: ((account: Account, protocol: Protocol) => MailSession | undefined) | undefined
  /** TLS sessions to be taken up again. */
  readonly sessions?: TlsSessions | undefined
  readonly signal?: AbortSignal
  /** For everything together: the client waits. */
  readonly patienceMs?: number | undefined
}

export type UpstreamOutcome =
  | { readonly ok: true; readonly session: MailSession; readonly refreshed: boolean }
  | { readonly ok: false; readonly shut: Shut }

const OPEN = { imap: openImap, pop3: openPop3, smtp: openSmtp } as const
const STATUS = 'STATUS INBOX (UIDNEXT)'
/** Mail apps give up after a minute, printers a little earlier. */
const PATIENCE_MS = 40_000
const LIMITS = { readMs: 20_000, sessionMs: 60_000 }
/** RFC 5321 §4.5.3.2: ten minutes for the answer to a message, and a slow device may send for hours. Patience ends a sign-in all the same. */
const SENDING = { readMs: 600_000, sessionMs: 86_400_000 }

/** Never throws for what a server does. The session is signed in and proved; the caller takes its socket or closes it. */
export async function signInUpstream(request: UpstreamRequest): Promise<UpstreamOutcome> {
  const { signal, patienceMs = PATIENCE_MS } = request
  const ending = new AbortController()
  const end = () => ending.abort()
  let late = () => {}
  const unavailable = new Promise<UpstreamOutcome>((resolve) => {
    late = () => resolve({ ok: false, shut: { kind: 'unavailable', said: 'timed-out' } })
  })
  ending.signal.addEventListener('abort', late, { once: true })
  const timer = setTimeout(end, patienceMs)
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  try {
    // The token server may be slower than its own limits; whoever waits for it is told in time, and its answer is kept for the next.
    return await Promise.race([tryTwice({ ...request, signal: ending.signal }), unavailable])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
    ending.signal.removeEventListener('abort', late)
    // A race that never ends holds its outcome, and that one the whole session.
    late()
  }
}

async function tryTwice(request: UpstreamRequest): Promise<UpstreamOutcome> {
  const { keys, account, protocol } = request
  const first = await keys.key(account, protocol)
  if (!first.ok) return { ok: false, shut: first.shut }
  const tried = await attempt(request, first.key)
  if (tried.ok || !tried.tokenRefused || account.upstream.kind !== 'oauth') return tried
  // A kept token may have died before its time: once a new one, on a new connection, before the client hears anything.
  const second = await keys.key(account, protocol, first.key.secret)
  if (!second.ok) return { ok: false, shut: second.shut }
  const again = await attempt(request, second.key)
  return again.ok ? { ...again, refreshed: true } : again
}

type Refused = { ok: false; shut: Shut; tokenRefused: boolean }
type Attempt = { ok: true; session: MailSession; refreshed: boolean } | Refused

async function attempt(request: UpstreamRequest, key: UpstreamKey): Promise<Attempt> {
  const { account, protocol } = request
  const spare = request.spare?.(account, protocol)
  if (spare !== undefined) {
    const tried = await enter(spare, key)
    // It may have died while it waited; that says nothing about the provider.
    if (tried !== null) return tried
  }
  try {
    return (await enter(await connectUpstream(request), key)) ?? broken('connection-closed')
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    return broken(error.code, error.args.said)
  }
}

/** Null when the connection broke. */
async function enter(session: MailSession, key: UpstreamKey): Promise<Attempt | null> {
  try {
    const offered = session.mechanisms()
    const mechanism = key.mechanisms.find((m) => offered.includes(m)) ?? key.mechanisms[0]
    if (mechanism === undefined) return refused(session, 'refused', `${session.protocol}: no mechanism`)
    const reply = await session.signIn({ user: key.user, secret: key.secret, mechanism })
    // A server that asks on and on has not decided.
    if (reply.status === '+' || reply.status === '334') return refused(session, 'unavailable', 'the sign-in never ends')
    if (!reply.ok) return judged(session, reply, 'refused')
    // OK to AUTHENTICATE proves nothing (“User is authenticated but not connected”); SMTP proves itself at MAIL FROM.
    const proof = session.protocol === 'smtp' ? null : await prove(session)
    if (proof !== null && !proof.ok) return judged(session, proof, 'not-connected')
    return { ok: true, session, refreshed: false }
  } catch (error) {
    session.close()
    if (!(error instanceof SesameError)) throw error
    return error.code === 'connection-closed' ? null : broken(error.code)
  }
}

/** A greeted session over verified TLS, its capabilities known. Throws SesameError. */
export async function connectUpstream({
  network,
  account,
  protocol,
  signal,
  sessions,
}: Pick<UpstreamRequest, 'network' | 'account' | 'protocol' | 'signal' | 'sessions'>): Promise<MailSession> {
  const endpoint = account.endpoints[protocol]
  if (endpoint === undefined) throw new SesameError('no-endpoint', { protocol: protocol.toUpperCase() })
  const resuming: Network =
    sessions === undefined
      ? network
      : { ...network, secure: (socket, host, limits) => network.secure(socket, host, { ...limits, sessions }) }
  const limits = protocol === 'smtp' ? SENDING : LIMITS
  const opened = await OPEN[protocol](resuming, endpoint, { limits, ...(signal && { signal }) })
  const { session } = opened
  if (session === null) throw opened.broken ?? new SesameError('connection-closed', { host: endpoint.host })
  if (!session.greeting.ok) throw closed(session, session.greeting.text)
  if (endpoint.security === 'starttls') {
    const { result } = await session.startTls()
    if (result !== 'ok') throw closed(session, `STARTTLS: ${result}`)
  }
  if (!session.secure) {
    session.close()
    throw new SesameError('unsafe-certificate', { host: endpoint.host, why: opened.tls?.certificate ?? 'none' })
  }
  if (session.capabilities.size === 0) await session.askCapabilities()
  return session
}

/** The mailbox answers without being changed: NOOP would say OK too early, STATUS and STAT do not. What the provider can do is asked in the same flight. */
async function prove(session: ImapSession | Pop3Session): Promise<WireReply> {
  if (session.protocol === 'pop3') return session.enter()
  const flight = session.runTogether(session.capabilityMoments.after ? [STATUS] : ['CAPABILITY', STATUS])
  return flight.at(-1) as Promise<WireReply>
}

// RFC 5530 §3, RFC 2449 §8.1.1, RFC 3206 §4, RFC 3463 §3.8: the server says that it is not about the key, and whether it wants less.
const LATER = /^(UNAVAILABLE|SERVERBUG|IN-?USE|SYS\/TEMP)$/
const LESS = /^(LIMIT|LOGIN-DELAY|4\.[37]\.2)$/

function judged(session: MailSession, reply: WireReply, otherwise: 'refused' | 'not-connected'): Refused {
  const said = [reply.text, reply.challenge].filter(Boolean).join(' ')
  const code = reply.code ?? ''
  if (LESS.test(code)) return refused(session, 'throttled', said)
  if (LATER.test(code) || /^4/.test(reply.status)) return refused(session, 'unavailable', said)
  // Google and Microsoft put the status of HTTP into the challenge: 5xx is trouble of their own.
  if (/"status" *: *"5\d\d"/.test(reply.challenge ?? '')) return refused(session, 'unavailable', said)
  // BAD is not about the token: another would be answered the same.
  if (reply.status === 'BAD') return refused(session, /not connected/i.test(said) ? 'not-connected' : otherwise, said)
  // A goodbye in the middle is about the server, whatever it says of reasons.
  if (reply.status === 'BYE' && otherwise === 'refused') return refused(session, 'unavailable', said)
  session.close()
  return { ok: false, tokenRefused: otherwise === 'refused', shut: { kind: otherwise, said } }
}

function refused(session: MailSession, kind: Shut['kind'], said: string): Refused {
  session.close()
  return { ok: false, tokenRefused: false, shut: { kind, said } }
}

function broken(...words: unknown[]): Refused {
  return { ok: false, tokenRefused: false, shut: { kind: 'unavailable', said: words.filter(Boolean).join(': ') } }
}

function closed(session: MailSession, said: string): SesameError {
  session.close()
  return new SesameError('connection-closed', { host: session.host, said })
}
