// Opens connections to one mailbox, signed in: the first alone, so that a wrong secret is sent twice at most and never by four connections at once; the next ones as they are wanted.

import { loadKnowledge } from '../../knowledge/load.ts'
import { SesameError } from '../../model/errors.ts'
import type { Provider } from '../../model/knowledge.ts'
import type { Endpoint } from '../../model/protocol.ts'
import type { TcpOutcome } from '../../net/network.ts'
import { isLasting } from '../../oauth/lasting.ts'
import type { OAuthRefusal } from '../../oauth/shapes.ts'
import { replyPolicy } from '../../probe/hints.ts'
import { chooseMechanism } from '../../probe/mechanism.ts'
import { endOf } from '../../probe/sign-in.ts'
import { refusalOf } from '../../transfer/boxes/imap/refusal.ts'
import { pop3Refusal } from '../../transfer/boxes/pop3/refusal.ts'
import { BoxRefusal, type Refusal } from '../../transfer/shapes.ts'
import { type ImapSession, openImap } from '../../wire/imap.ts'
import type { Opened } from '../../wire/open.ts'
import { openPop3, type Pop3Session } from '../../wire/pop3.ts'
import type { WireReply } from '../../wire/session.ts'
import type { SideKey, SideKeys } from './keys-for.ts'
import type { Role, Room } from './room.ts'

export interface DoorsWanted<P extends 'imap' | 'pop3'> {
  readonly room: Room
  readonly role: Role
  readonly label: string
  readonly address: string | null
  readonly provider: Provider | null
  readonly endpoint: Endpoint & { readonly protocol: P }
  readonly keys: SideKeys
}

export interface MailSessions {
  readonly imap: ImapSession
  readonly pop3: Pop3Session
}

interface SignInEnd {
  readonly said: string
  /** Neither name nor secret is what is wrong. */
  readonly passes: boolean
  /** It passes by itself, and perhaps the server said when. */
  readonly moment?: Refusal
}

/**
 * A session over verified TLS, signed in and proved to open the mailbox. Throws `side-unreachable` and `side-refused` while none was ever opened or when the secret is dead;
 * BoxRefusal for what passes: a line that broke, a server that wants less. A refused secret is not sent again.
 */
export type OpenDoor<P extends 'imap' | 'pop3'> = () => Promise<MailSessions[P]>

const OPEN = { imap: openImap, pop3: openPop3 } as const
const ATTEMPTS = 2
/** A message may take minutes to be taken, and a transfer days. */
const LIMITS = { readMs: 180_000, sessionMs: 30 * 86_400_000 }

export function doorsOf<P extends 'imap' | 'pop3'>(wanted: DoorsWanted<P>): OpenDoor<P> {
  const { room, role, label, endpoint, keys } = wanted
  const { signal } = room.request
  let proved = false
  let refused = 0
  let busy: Promise<unknown> | undefined
  let closed: SesameError | undefined

  return async () => {
    while (!proved && busy !== undefined) await busy.catch(() => {})
    if (closed !== undefined) throw closed
    if (proved) return entered()
    const first = entered()
    busy = first.finally(() => {
      busy = undefined
    })
    busy.catch(() => {})
    return first
  }

  async function entered(): Promise<MailSessions[P]> {
    let outcome = await keys.key()
    for (;;) {
      if (!outcome.ok) throw await endedGrant(outcome.refusal)
      const { key } = outcome
      const session = await greeted()
      const end = await signedIn(session, key)
      if (end === null) {
        proved = true
        refused = 0
        return session
      }
      session.close()
      // What passes by itself is waited for, once the mailbox has let us in; at the start the person hears it at once.
      if (end.passes && proved) throw new BoxRefusal({ meaning: 'moment', said: end.said }, 'sign in')
      if (end.moment !== undefined && room.request.scheduled) throw new BoxRefusal(end.moment, 'sign in')
      refused += 1
      const next = end.passes || refused >= ATTEMPTS ? null : await keys.another(key)
      if (next === null) throw await shut(key, end.said, null)
      outcome = next
    }
  }

  /** Null: in. */
  async function signedIn(session: MailSessions[P], key: SideKey): Promise<SignInEnd | null> {
    const ascii = /^[\x20-\x7e]*$/.test(key.secret.reveal())
    const mechanism = chooseMechanism(endpoint.protocol, session.mechanisms(), key.kind, ascii)
    if (mechanism === null) return { said: [...session.capabilities].join(' '), passes: false }
    try {
      const reply = await session.signIn({ user: key.user, secret: key.secret, mechanism })
      if (!reply.ok) return ended(reply, session)
      const proof = await proveOpen(session, wanted.provider?.wantsImapId === true)
      return proof.ok ? null : { ...ended(proof, session), passes: false }
    } catch (error) {
      session.close()
      if (!(error instanceof SesameError)) throw error
      if (error.code === 'unsafe-plain' || error.code === 'unsafe-certificate') throw error
      throw brokenOff({ meaning: 'connection', said: error.code })
    }
  }

  function ended(reply: WireReply, session: MailSessions[P]): SignInEnd {
    const said = [reply.text, reply.challenge].filter(Boolean).join(' ')
    const theirs = /"status" *: *"5\d\d"/.test(reply.challenge ?? '')
    const refusal = session.protocol === 'pop3' ? pop3Refusal(reply, session.capabilities) : refusalOf(reply)
    const passing = theirs || refusal.meaning === 'moment' || endOf(reply, said) === 'temporary'
    return {
      ...{ said, passes: theirs || endOf(reply, said, stops()) !== 'refused' },
      ...(passing && { moment: { ...refusal, meaning: 'moment' as const, said } }),
    }
  }

  async function greeted(): Promise<MailSessions[P]> {
    const { host } = endpoint
    const open = OPEN[endpoint.protocol] as (...args: Parameters<typeof openImap>) => Promise<Opened<MailSessions[P]>>
    const opened = await open(room.network, endpoint, { limits: LIMITS, signal })
    if (signal.aborted) throw signal.reason
    const { session } = opened
    if (session === null) {
      const tls = opened.tls !== undefined && opened.tls.socket === null
      throw brokenOff({ meaning: 'connection', said: opened.broken?.code ?? (tls ? 'tls' : whyUnreached(opened.tcp)) })
    }
    if (!session.greeting.ok) {
      session.close()
      throw brokenOff({ meaning: 'moment', said: session.greeting.text })
    }
    if (endpoint.security === 'starttls') {
      const { result } = await session.startTls()
      if (result !== 'ok') {
        session.close()
        throw new SesameError('unsafe-plain', { host })
      }
    }
    if (!session.secure) {
      session.close()
      throw new SesameError('unsafe-certificate', { host, why: opened.tls?.certificate ?? 'none' })
    }
    if (session.capabilities.size === 0) await session.askCapabilities()
    return session
  }

  function brokenOff(refusal: Refusal): Error {
    if (proved || room.request.scheduled) return new BoxRefusal(refusal, 'connect')
    return new SesameError('side-unreachable', { label, host: endpoint.host, port: endpoint.port, why: refusal.said })
  }

  async function endedGrant(refusal: OAuthRefusal): Promise<Error> {
    const said = [refusal.code, refusal.error, refusal.suberror].filter(Boolean).join(' ') || refusal.why
    if (!isLasting(refusal) && (proved || room.request.scheduled)) {
      const waitMs = refusal.retryAfter === undefined ? undefined : refusal.retryAfter * 1000
      return new BoxRefusal({ meaning: 'moment', said, ...(waitMs !== undefined && { waitMs }) }, 'sign in')
    }
    return shut(null, said, refusal)
  }

  async function shut(key: SideKey | null, said: string, refusal: OAuthRefusal | null): Promise<SesameError> {
    const { address, provider } = wanted
    const { protocol, host } = endpoint
    closed ??= new SesameError('side-refused', { label, said })
    const judged = { room, role, label, address, provider, protocol, host, kind: key?.kind ?? 'oauth', said, refusal }
    // The doctor is loaded for whoever was not let in, not for each run.
    const { shutSide } = await import('./shut.ts')
    room.request.onShut?.(await shutSide(judged))
    return closed
  }
}

/** Read when a server says no. */
const stops = () => replyPolicy(loadKnowledge().replies).isStop

/** OK to a sign-in proves nothing (“User is authenticated but not connected”): STATUS and STAT ask the mailbox itself. */
async function proveOpen(session: ImapSession | Pop3Session, wantsId: boolean): Promise<WireReply> {
  if (session.protocol === 'pop3') return session.enter()
  const asks = session.capabilityMoments.after === undefined
  // RFC 2971: some servers open no mailbox to a client without a name.
  const named = wantsId || session.capabilityMoments.after?.includes('ID') === true
  const flight = session.runTogether([
    ...(asks ? ['CAPABILITY'] : []),
    ...(named ? ['ID ("name" "Sesame" "vendor" "Sesame")'] : []),
    'STATUS INBOX (UIDNEXT)',
  ])
  return flight.at(-1) as Promise<WireReply>
}

function whyUnreached(tcp: TcpOutcome | undefined): string {
  if (tcp === undefined) return 'connection-closed'
  if (tcp.dns !== 'ok') return `dns-${tcp.dns}`
  return tcp.attempts.at(-1)?.result ?? tcp.proxy ?? 'unreachable'
}
