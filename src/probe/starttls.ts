// STARTTLS in a probe: asked for, it is never optional. What is wrong with it is said as precisely as the server lets us see.

import type { Session } from '../wire/session.ts'
import { tlsFacts } from './certificate.ts'
import { type Observer, replyText } from './observer.ts'
import type { ProbeHints } from './probe.ts'

// A firewall of the Cisco PIX kind overwrites the word with X in the list of capabilities.
const MASKED = /^(250[- ])?X{4,}[A-Z]?$/im

/** Upgrades, states `tls` and the certificate's facts, asks the capabilities again. Returns false when there is no TLS to go on with. */
export async function secureByStartTls(session: Session, hints: ProbeHints, seen: Observer): Promise<boolean> {
  const before = [...session.capabilities].join('\n')
  const { reply, result, tls } = await session.startTls()
  const text = result === 'preauth' ? replyText(reply) : seen.reply('starttls', reply)
  if (tls) for (const { name, value, quote } of tlsFacts(tls)) seen.fact(name, value, quote)
  if (result === 'ok') {
    if (!session.secure) return false
    // RFC 3207 §4.2, RFC 9051 §6.2.1: nothing that was said before the handshake counts.
    seen.reply('capability', await session.askCapabilities())
    return true
  }
  if (tls) return false
  if (result === 'not-offered' || result === 'refused') {
    const stripped = result === 'not-offered' && (hints.starttlsKnown === true || MASKED.test(before))
    seen.fact('tls', stripped ? 'stripped' : 'not-offered', text)
  } else {
    seen.fact('tls', result, text)
  }
  return false
}
