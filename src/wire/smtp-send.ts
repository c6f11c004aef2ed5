// Sends one message over a signed-in SMTP session (RFC 5321 §3.3): MAIL, RCPT, DATA, each answer kept.

import { stuffDots } from './dot-stuffing.ts'
import type { WireReply } from './session.ts'
import { envelopeAddress, type SmtpSession } from './smtp.ts'

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

export interface Sent {
  /** Accepted for every recipient that was not refused. */
  readonly ok: boolean
  /** The answer that decided: of MAIL, of the last RCPT when all were refused, or of the message itself. */
  readonly reply: WireReply
  readonly refused: readonly { readonly to: string; readonly reply: WireReply }[]
}

export async function sendMessage(session: SmtpSession, envelope: Envelope, message: Buffer): Promise<Sent> {
  const from = await session.run(`MAIL FROM:<${envelopeAddress(envelope.from)}>${parameters(session, envelope, message)}`)
  if (!from.ok) return { ok: false, reply: from, refused: [] }
  const refused: { to: string; reply: WireReply }[] = []
  for (const to of envelope.to) {
    const reply = await session.run(`RCPT TO:<${envelopeAddress(to)}>`)
    if (!reply.ok) refused.push({ to, reply })
  }
  if (refused.length === envelope.to.length) {
    await session.run('RSET')
    return { ok: false, reply: refused.at(-1)?.reply ?? from, refused }
  }
  const ready = await session.run('DATA')
  if (ready.status !== '354') return { ok: false, reply: ready, refused }
  session.connection.beginReply()
  await session.connection.writeBytes(stuffDots(message))
  const reply = await session.readReply()
  return { ok: reply.ok, reply, refused }
}

function parameters(session: SmtpSession, envelope: Envelope, message: Buffer): string {
  const offers = (keyword: string) => [...session.capabilities].some((c) => c === keyword || c.startsWith(`${keyword} `))
  const eightBit = message.some((byte) => byte > 127)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: US-ASCII is what is asked.
  const unicode = [envelope.from, ...envelope.to].some((address) => /[^\x00-\x7f]/.test(address))
  return [
    // RFC 1870 §3, RFC 6152 §2, RFC 6531 §3.4
    offers('SIZE') ? ` SIZE=${message.length}` : '',
    eightBit && offers('8BITMIME') ? ' BODY=8BITMIME' : '',
    unicode && offers('SMTPUTF8') ? ' SMTPUTF8' : '',
  ].join('')
}
