// Which sign-in mechanisms a server offers, read from its own words. Capabilities prove nothing about what it accepts; what is missing cannot be used.

import type { Protocol } from '../../model/protocol.ts'
import type { HeardReply } from '../../probe/index.ts'

export interface Offers {
  /** `maybe`: no mechanism for one is named, only the LOGIN command is left, which names itself nowhere. */
  readonly typed: 'yes' | 'no' | 'maybe'
  readonly oauth: boolean
  /** As the server wrote them. */
  readonly words: string
}

const TYPED = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'DIGEST-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'APOP', 'NTLM']
const OAUTH = ['XOAUTH2', 'OAUTHBEARER']

/** Null when the server told no capabilities: silence is no offer and no refusal. */
export function offersOf(protocol: Protocol, replies: readonly HeardReply[]): Offers | null {
  // What was told last counts: before STARTTLS a server may hide what it takes. An IMAP greeting may tell them too.
  const told = replies.findLast(({ when, text }) => when === 'capability' || (when === 'greeting' && /\[CAPABILITY /i.test(text)))
  if (told === undefined) return null
  const text = told.text.toUpperCase()
  // RFC 1939: a server without CAPA knows USER and PASS.
  if (protocol === 'pop3' && text.startsWith('-ERR')) return { typed: 'yes', oauth: false, words: 'USER' }
  const names = namesIn(protocol, text)
  const words = new Set(names)
  const named = TYPED.some((name) => words.has(name)) || (protocol === 'pop3' && /^USER\b/m.test(text))
  // RFC 9051 §6.2.3: LOGIN needs no capability, LOGINDISABLED takes it away.
  const login = protocol === 'imap' && !/\bLOGINDISABLED\b/.test(text)
  const typed = named || (login && words.size === 0) ? 'yes' : login ? 'maybe' : 'no'
  return { typed, oauth: OAUTH.some((name) => words.has(name)), words: [...words].join(' ') || 'none' }
}

function namesIn(protocol: Protocol, text: string): readonly string[] {
  if (protocol === 'imap') return [...text.matchAll(/\bAUTH=([A-Z0-9-]+)/g)].map((m) => m[1]!)
  const lines = protocol === 'pop3' ? text.matchAll(/^SASL (.+)$/gm) : text.matchAll(/^250[- ]AUTH[ =](.+)$/gm)
  return [...lines].flatMap((m) => m[1]!.trim().split(/[\s=]+/))
}
