// The provider's side: connects over verified TLS, signs in with the owner's token, proves that the mailbox is really open, and gives the bare socket back.

import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
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
  /** A greeted session over TLS that waits for its sign-in, when one is at hand. */
  readonly spare?: MailSession | undefined
  readonly signal?: AbortSignal
}

export type UpstreamOutcome =
  | { readonly ok: true; readonly session: MailSession; readonly refreshed: boolean }
  | { readonly ok: false; readonly shut: Shut }

const OPEN = { imap: openImap, pop3: openPop3, smtp: openSmtp } as const
const STATUS = 'STATUS INBOX (UIDNEXT)'
const LIMITS = { readMs: 20_000, sessionMs: 60_000 }

/** Never throws for what a server does. The session is signed in and proved; the caller takes its socket or closes it. */
export async function signInUpstream(request: UpstreamRequest): Promise<UpstreamOutcome> {
  const { keys, account, protocol } = request
  const first = await keys.key(account, protocol)
  if (!first.ok) return { ok: false, shut: first.shut }
  const tried = await attempt(request, first.key, request.spare)
  if (tried.ok || !tried.tokenRefused || account.upstream.kind !== 'oauth') return tried
  // A kept token may have died before its time: once a new one, on a new connection, before the client hears anything.
  const second = await keys.key(account, protocol, first.key.secret)
  if (!second.ok) return { ok: false, shut: second.shut }
  const again = await attempt(request, second.key, undefined)
  return again.ok ? { ...again, refreshed: true } : again
}

type Attempt = { ok: true; session: MailSession; refreshed: boolean } | { ok: false; shut: Shut; tokenRefused: boolean }

async function attempt(request: UpstreamRequest, key: UpstreamKey, spare: MailSession | undefined): Promise<Attempt> {
  const { protocol } = request
  let session = spare
  try {
    session ??= await connectUpstream(request)
    const offered = session.mechanisms()
    const mechanism = key.mechanisms.find((m) => offered.includes(m)) ?? key.mechanisms[0]
    if (mechanism === undefined) return shut(session, 'refused', `${protocol}: no mechanism`)
    const reply = await session.signIn({ user: key.user, secret: key.secret, mechanism })
    if (!reply.ok) return refusedSignIn(session, reply)
    // OK to AUTHENTICATE proves nothing (“User is authenticated but not connected”); SMTP proves itself at MAIL FROM.
    const proof = session.protocol === 'smtp' ? null : await prove(session)
    if (proof !== null && !proof.ok) return shut(session, 'not-connected', proof.text)
    return { ok: true, session, refreshed: false }
  } catch (error) {
    session?.close()
    if (!(error instanceof SesameError)) throw error
    return { ok: false, tokenRefused: false, shut: { kind: 'unavailable', said: error.code } }
  }
}

/** A greeted session over verified TLS, its capabilities known. Throws SesameError. */
export async function connectUpstream({ network, account, protocol, signal }: Omit<UpstreamRequest, 'keys'>): Promise<MailSession> {
  const endpoint = account.endpoints[protocol]
  if (endpoint === undefined) throw new SesameError('no-endpoint', { protocol: protocol.toUpperCase() })
  const opened = await OPEN[protocol](network, endpoint, { limits: LIMITS, ...(signal && { signal }) })
  const { session } = opened
  if (session === null) throw opened.broken ?? new SesameError('connection-closed', { host: endpoint.host })
  if (!session.greeting.ok) throw closed(session)
  if (endpoint.security === 'starttls') {
    const { result } = await session.startTls()
    if (result !== 'ok') throw closed(session)
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

function refusedSignIn(session: MailSession, reply: WireReply): Attempt {
  session.close()
  const said = [reply.text, reply.challenge].filter(Boolean).join(' ')
  // RFC 5530 §3 and RFC 4954 §6: the server says that it is not about the key.
  if (/^(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)$/.test(reply.code ?? '') || /^4/.test(reply.status))
    return {
      ok: false,
      tokenRefused: false,
      shut: { kind: /^(LIMIT|INUSE)$/.test(reply.code ?? '') || /^4\.[37]\.2/.test(reply.code ?? '') ? 'throttled' : 'unavailable', said },
    }
  if (reply.status === 'BAD') return { ok: false, tokenRefused: false, shut: { kind: 'not-connected', said } }
  return { ok: false, tokenRefused: true, shut: { kind: 'refused', said } }
}

function shut(session: MailSession, kind: Shut['kind'], said: string): Attempt {
  session.close()
  return { ok: false, tokenRefused: false, shut: { kind, said } }
}

function closed(session: MailSession): SesameError {
  session.close()
  return new SesameError('connection-closed', { host: session.host })
}
