// Which mechanism to sign in with: the surest that the server offers for this kind of secret.

import type { SecretKind } from '../model/case.ts'
import type { Protocol } from '../model/protocol.ts'
import type { SaslMechanism } from '../wire/session.ts'

const TOKEN: readonly SaslMechanism[] = ['XOAUTH2', 'OAUTHBEARER']
const PASSWORD: Readonly<Record<Protocol, readonly SaslMechanism[]>> = {
  // LOGIN first: there are servers that refuse over AUTHENTICATE PLAIN what they accept over LOGIN, and none the other way round that does not say LOGINDISABLED.
  imap: ['USER', 'PLAIN', 'LOGIN', 'CRAM-MD5'],
  // RFC 5034 §5: USER and PASS carry no charset, SASL PLAIN carries UTF-8; servers that know only one know USER.
  pop3: ['USER', 'PLAIN', 'LOGIN', 'CRAM-MD5'],
  smtp: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
}

/** Null when the server offers nothing for this kind of secret. */
export function chooseMechanism(
  protocol: Protocol,
  offered: readonly SaslMechanism[],
  kind: SecretKind,
  ascii: boolean,
  forced?: SaslMechanism,
): SaslMechanism | null {
  if (forced !== undefined) return offered.includes(forced) ? forced : null
  const wanted = kind === 'oauth' ? TOKEN : PASSWORD[protocol]
  // Only PLAIN says how other letters are encoded (RFC 4616 §2).
  const order = ascii ? wanted : [...wanted].sort((a, b) => Number(b === 'PLAIN') - Number(a === 'PLAIN'))
  return order.find((mechanism) => offered.includes(mechanism)) ?? null
}

/** The word of the facts: IMAP's LOGIN command and POP3's USER are plain passwords. */
export function mechanismFact(mechanism: SaslMechanism): string {
  return mechanism === 'USER' ? 'plain' : mechanism.toLowerCase()
}
