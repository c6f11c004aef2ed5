// IMAP and POP3 through the bridge: the client is let in by its device's password, the provider by the owner's token, and then the two are one line.

import type { Socket } from 'node:net'
import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import type { TlsSessions } from '../net/tls-sessions.ts'
import { imapNo, popErr } from './answers.ts'
import { imapAfter } from './capabilities.ts'
import type { Said } from './hear-sasl.ts'
import { imapWish } from './imap-front.ts'
import { type OwnSecret, ownSecret } from './own-secret.ts'
import { popWish } from './pop3-front.ts'
import type { Account, Admission, BridgeEvent, KeySource, Shut } from './shapes.ts'
import { type Early, splice } from './splice.ts'
import { type MailSession, signInUpstream } from './upstream.ts'
import type { Visit } from './visit.ts'

export interface SessionRoom {
  readonly network: Network
  readonly keys: KeySource
  readonly signal: AbortSignal
  /** A greeted session to this account's provider, if one is at hand; it is the caller's from then on. */
  spare(account: Account, protocol: Protocol): MailSession | undefined
  /** Somebody was let in; what comes back is called when they are gone. */
  entered(account: Account, protocol: Protocol): () => void
  /** TLS sessions with providers, to be taken up again. */
  readonly sessions: TlsSessions
  /** For a whole sign-in; 40 s by default. */
  readonly patienceMs?: number | undefined
  on(event: BridgeEvent): void
}

/** Sign-ins on one connection, wrong ones and closed mailboxes together. */
const TRIES = 4

/** Resolves when the client is gone; never rejects. */
export async function serveMailbox(visit: Visit, room: SessionRoom): Promise<void> {
  const joined = await letIn(visit, room)
  if (joined === null) return
  const { device, protocol, client, upstream, early, own, left } = joined
  const start = performance.now()
  const { up, down, cutOff } = await splice(client, upstream, early(), own)
  left()
  if (cutOff) room.on({ kind: 'broken', protocol, from: visit.from, why: 'password-repeated' })
  room.on({ kind: 'ended', device, protocol, up, down, ms: Math.round(performance.now() - start) })
}

/** Only what a connection needs for the hours that it may last: hundreds of them lie idle. */
interface Joined {
  readonly device: string
  readonly protocol: Protocol
  readonly client: Socket
  readonly upstream: Socket
  /** Once. */
  readonly early: () => Early
  readonly own?: OwnSecret
  readonly left: () => void
}

/** Null when the client left, or was sent away. */
async function letIn(visit: Visit, room: SessionRoom): Promise<Joined | null> {
  const { protocol, from } = visit
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const wish: (Said & { readonly tag?: string }) | null =
        protocol === 'imap' ? await imapWish(visit, tries === 0) : await popWish(visit, tries === 0)
      if (wish === null) break
      const start = performance.now()
      const { tag = null } = wish
      const no = (kind: Shut['kind'] | 'wrong-password') => visit.write(tag === null ? popErr(kind) : imapNo(tag, kind))
      const admission = await visit.knock(wish)
      if (!admission.ok) {
        room.on(deniedEvent(protocol, from, admission))
        await no('wrong-password')
        if (admission.why === 'too-many') break
        continue
      }
      const { device, account } = admission
      const upstream = await signInUpstream({ ...room, account, protocol })
      if (!upstream.ok) {
        room.on({ kind: 'shut', account: account.id, device: device.id, protocol, shut: upstream.shut })
        await no(upstream.shut.kind)
        continue
      }
      if (upstream.refreshed) room.on({ kind: 'refreshed', account: account.id })
      const ms = Math.round(performance.now() - start)
      room.on({ kind: 'admitted', device: device.id, account: account.id, protocol, from, ms })
      return {
        ...join(visit, upstream.session, tag, 'password' in wish ? wish.password : null),
        device: device.id,
        left: room.entered(account, protocol),
      }
    }
    visit.close()
  } catch (error) {
    visit.close()
    if (!(error instanceof SesameError)) throw error
    // A client that hangs up is how connections end.
    if (error.code !== 'connection-closed') room.on({ kind: 'broken', protocol, from, why: error.code })
  }
  return null
}

export function deniedEvent(
  protocol: Protocol,
  from: string,
  { why, device }: Extract<Admission, { ok: false }>,
): Extract<BridgeEvent, { kind: 'denied' }> {
  return { kind: 'denied', protocol, from, why, ...(device !== undefined && { device }) }
}

// RFC 9051 §7.1: capabilities told with the OK need not be asked for.
function welcome(session: MailSession, tag: string | null): string {
  return tag === null ? '+OK Signed in\r\n' : `${tag} OK [CAPABILITY ${imapAfter(session.capabilities).join(' ')}] Signed in\r\n`
}

function join(visit: Visit, session: MailSession, tag: string | null, password: string | null): Omit<Joined, 'device' | 'left'> {
  const client = visit.release()
  const upstream = session.connection.release()
  // What the client sent behind its sign-in is its first command.
  let early: Early | undefined = { up: client.rest, down: Buffer.concat([Buffer.from(welcome(session, tag)), upstream.rest]) }
  const { protocol } = session
  return {
    protocol,
    client: client.socket,
    upstream: upstream.socket,
    early() {
      const given = early as Early
      early = undefined
      return given
    },
    ...(password !== null && { own: ownSecret(password) }),
  }
}
