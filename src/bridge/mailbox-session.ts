// IMAP and POP3 through the bridge: the client is let in by its device's password, the provider by the owner's token, and then the two are one line.

import type { Socket } from 'node:net'
import { SesameError } from '../model/errors.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Network } from '../net/network.ts'
import { imapNo, popErr } from './answers.ts'
import { imapAfter } from './capabilities.ts'
import { imapWish } from './imap-front.ts'
import type { Said } from './plain-and-login.ts'
import { popWish } from './pop3-front.ts'
import type { Account, Admission, BridgeEvent, Device, KeySource, Shut } from './shapes.ts'
import { splice } from './splice.ts'
import { type MailSession, signInUpstream } from './upstream.ts'
import type { Visit } from './visit.ts'

export interface SessionRoom {
  readonly network: Network
  readonly keys: KeySource
  readonly signal: AbortSignal
  /** A greeted session to this account's provider, if one is at hand; it is the caller's from then on. */
  spare(account: Account, protocol: 'imap' | 'pop3' | 'smtp'): MailSession | undefined
  on(event: BridgeEvent): void
}

/** Sign-ins on one connection, wrong ones and closed mailboxes together. */
const TRIES = 4

/** Resolves when the client is gone; never rejects. */
export async function serveMailbox(visit: Visit, room: SessionRoom): Promise<void> {
  const { protocol, from } = visit
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const start = performance.now()
      const wish: (Said & { readonly tag?: string }) | null =
        protocol === 'imap' ? await imapWish(visit, tries === 0) : await popWish(visit, tries === 0)
      if (wish === null) return visit.close()
      const { tag = null } = wish
      const no = (kind: Shut['kind'] | 'wrong-password') => visit.write(tag === null ? popErr(kind) : imapNo(tag, kind))
      const admission = await visit.knock(wish.user, wish.password)
      if (!admission.ok) {
        room.on(deniedEvent(protocol, from, admission))
        await no('wrong-password')
        if (admission.why === 'too-many') break
        continue
      }
      const { device, account } = admission
      const upstream = await signInUpstream({ ...room, account, protocol, spare: room.spare(account, protocol) })
      if (!upstream.ok) {
        room.on({ kind: 'shut', account: account.id, device: device.id, protocol, shut: upstream.shut })
        await no(upstream.shut.kind)
        continue
      }
      if (upstream.refreshed) room.on({ kind: 'refreshed', account: account.id })
      const ms = Math.round(performance.now() - start)
      room.on({ kind: 'admitted', device: device.id, account: account.id, protocol, from, ms })
      await join(visit, upstream.session, welcome(upstream.session, tag), device, room)
      return
    }
    visit.close()
  } catch (error) {
    visit.close()
    if (!(error instanceof SesameError)) throw error
    // A client that hangs up is how connections end.
    if (error.code !== 'connection-closed') room.on({ kind: 'broken', protocol, from, why: error.code })
  }
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

async function join(visit: Visit, session: MailSession, welcome: string, device: Device, { on }: SessionRoom): Promise<void> {
  const start = performance.now()
  const client: { socket: Socket; rest: Buffer } = visit.release()
  const upstream = session.connection.release()
  const { up, down } = await splice(client.socket, upstream.socket, {
    // What the client sent behind its sign-in is its first command.
    up: client.rest,
    down: Buffer.concat([Buffer.from(welcome), upstream.rest]),
  })
  on({ kind: 'ended', device: device.id, protocol: session.protocol, up, down, ms: Math.round(performance.now() - start) })
}
