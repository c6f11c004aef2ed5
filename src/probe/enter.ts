// After the sign-in: an OK to it proves nothing at some providers, so the probe goes on into the mailbox, or up to the sender's address.

import { parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import { type ImapReply, ImapSession } from '../wire/imap.ts'
import { type Entered, enterInbox } from '../wire/imap-enter.ts'
import { quotasIn } from '../wire/imap-mailbox.ts'
import type { Session, WireReply } from '../wire/session.ts'
import type { Observer } from './observer.ts'
import type { ProbeRequest } from './probe.ts'

/** States `mailbox` or `sender`, and `quota`. Returns false when the server keeps the mailbox shut. */
export async function enter(session: Session, request: ProbeRequest, seen: Observer): Promise<boolean> {
  if (session.protocol === 'smtp') {
    sayCapabilities(session, seen)
    if (request.sender === undefined) return true
    // RFC 6531 §3.4: letters beyond ASCII are for servers that offer it; the A-labels of the domain are for all.
    const address = parseAddress(request.sender)
    const reply = await session.enter(address === null ? request.sender : `${address.local}@${address.asciiDomain}`)
    seen.fact('sender', reply.ok ? 'ok' : 'refused', seen.reply('enter', reply))
    return reply.ok
  }
  let entered: { readonly reply: WireReply; readonly quota?: Entered['quota'] }
  try {
    entered =
      session instanceof ImapSession
        ? await enterInbox(session, { alwaysId: request.hints?.wantsImapId === true, quota: true })
        : { reply: await session.enter() }
  } catch (error) {
    if (!(error instanceof SesameError) || error.code !== 'connection-closed') throw error
    seen.fact('mailbox', 'closed')
    return false
  } finally {
    sayCapabilities(session, seen)
  }
  const { reply, quota } = entered
  const text = seen.reply('enter', reply)
  if (!reply.ok && request.isStop?.(text)) request.budget?.stop()
  seen.fact('mailbox', reply.ok ? 'ok' : reply.status === 'BYE' ? 'closed' : 'refused', reply.ok ? undefined : text)
  const weighed = reply.ok ? await quota?.() : null
  if (weighed) sayQuota(weighed, seen)
  return reply.ok
}

function sayCapabilities(session: Session, seen: Observer): void {
  seen.reply('capability-after', { ok: true, status: '', text: [...session.capabilities].join(' '), lines: [] })
}

/** Near is nine tenths: most providers warn from there on. */
function sayQuota(reply: ImapReply, seen: Observer): void {
  const fullest = quotasIn(reply)
    .filter(({ limit }) => limit > 0)
    .sort((a, b) => b.usage / b.limit - a.usage / a.limit)[0]
  if (!reply.ok || fullest === undefined) return
  const { usage, limit, resource } = fullest
  seen.fact(
    'quota',
    usage >= limit ? 'full' : usage >= 0.9 * limit ? 'near' : 'ok',
    seen.reply('quota', { ...reply, text: `${resource} ${usage}/${limit}`, lines: [] }),
  )
}
