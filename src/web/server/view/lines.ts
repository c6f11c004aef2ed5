// The timed transcript of one server, shared out to the stations of the road where it was said.

import type { Hop, HopView } from '../../view.ts'

export type Line = HopView['lines'][number]

interface Heard {
  readonly at: number
  readonly who: string
  readonly text: string
}

/** More is in the saved case. */
const LINES = 120
const LENGTH = 600

/** Our words that begin the sign-in (RFC 9051 §6.2, RFC 1939 §7, RFC 4954 §4), and those after it that open the mailbox or name a sender. */
const SIGN_IN = /^(?:\S+ )?(?:LOGIN|AUTHENTICATE)\b|^(?:AUTH|USER|PASS|APOP)\b/i
const ENTER = /^(?:\S+ )?(?:SELECT|EXAMINE|STATUS|LIST|NAMESPACE|GETQUOTA(?:ROOT)?|ID|SEARCH|FETCH|UID)\b|^(?:STAT|UIDL)\b/i
const SENDER = /^(?:MAIL FROM|RCPT TO|RSET|DATA)\b/i
const SECURE = /^(?:\S+ )?STARTTLS\b|^STLS\b/i

export function linesByHop(transcript: readonly Heard[]): ReadonlyMap<Hop, readonly Line[]> {
  const lines = new Map<Hop, Line[]>()
  let hop: Hop = 'port'
  let signedIn = false
  for (const { at, who, text } of transcript) {
    const ours = who === 'C'
    if (who === '!' && /^TLS\b/.test(text)) hop = 'tls'
    else if (ours && SECURE.test(text)) hop = 'tls'
    else if (ours && SIGN_IN.test(text)) {
      hop = 'sign-in'
      signedIn = true
    } else if (ours && SENDER.test(text)) hop = 'sending'
    else if (ours && signedIn && ENTER.test(text)) hop = 'mailbox'
    else if (who === 'S' && (hop === 'port' || (hop === 'tls' && !/^(?:\S+ OK|220|\+OK)\b.*TLS/i.test(text)))) hop = 'server'
    else if (ours && hop !== 'sign-in' && !signedIn) hop = 'server'
    const held = lines.get(hop) ?? []
    lines.set(hop, held)
    if (held.length < LINES)
      held.push({
        ms: at,
        from: ours ? 'us' : who === 'S' ? 'server' : 'note',
        text: text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text,
      })
  }
  return lines
}
