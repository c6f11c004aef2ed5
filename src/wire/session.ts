// What the three mail protocols have in common: a greeting, capabilities, STARTTLS, a sign-in, and going in. Probe and bridge see this; transfer sees the whole of each protocol.

import type { Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'

/** A server's answer, kept word for word. */
export interface WireReply {
  readonly ok: boolean
  /** IMAP `OK|NO|BAD|BYE|PREAUTH|+`, POP3 `+OK|-ERR|+`, SMTP the three digits. */
  readonly status: string
  /** IMAP response code or POP3 extended code without brackets, SMTP enhanced code. */
  readonly code?: string
  readonly text: string
  /** All lines as received, CRLF removed, secrets struck out. */
  readonly lines: readonly string[]
  /** What the server said inside a SASL exchange before it refused, decoded: the JSON of RFC 7628 §3.2.2. */
  readonly challenge?: string
}

/** `USER` is no SASL mechanism: IMAP's LOGIN command, POP3's USER and PASS. */
export type SaslMechanism = 'PLAIN' | 'LOGIN' | 'XOAUTH2' | 'OAUTHBEARER' | 'CRAM-MD5' | 'USER'

export interface Credentials {
  readonly user: string
  readonly secret: Secret
  readonly mechanism: SaslMechanism
}

/** One connection. Every method may throw SesameError `protocol-broken`, `limit-exceeded`, `timed-out` or `connection-closed`, never for a refusal. */
export interface Session {
  readonly protocol: Protocol
  readonly host: string
  /** True once TLS is up and the certificate verified for `host`. */
  readonly secure: boolean
  readonly greeting: WireReply
  /** Upper case, as last read: in the greeting, asked, or told with the OK of a sign-in. Emptied by STARTTLS, and by an IMAP sign-in that told none: `enter` asks. */
  readonly capabilities: ReadonlySet<string>
  /** Asks: CAPABILITY, CAPA, EHLO. */
  askCapabilities(): Promise<WireReply>
  /** Sends the command, throws away and reports what came before the handshake, upgrades, forgets all it knew. The reply says `ok: false` when the server refused or did not offer it. */
  startTls(): Promise<StartTlsOutcome>
  /** The mechanisms that the server names, as SASL names (`LOGINDISABLED` takes `USER` away). */
  mechanisms(): SaslMechanism[]
  /** Must refuse with SesameError `unsafe-plain` or `unsafe-certificate` unless `secure`. */
  signIn(credentials: Credentials): Promise<WireReply>
  /** SELECT INBOX, STAT, or MAIL FROM:<sender> + RSET: the proof that a sign-in was one. */
  enter(sender?: string): Promise<WireReply>
  /** LOGOUT or QUIT, then closes; never throws, at most one second. Need not be awaited. */
  quit(): Promise<void>
  close(): void
}

export interface StartTlsOutcome {
  readonly reply: WireReply
  /** `ok`, or why there is no TLS. `injected`: bytes came before the handshake (they were thrown away). `preauth`: the greeting said PREAUTH, STARTTLS is impossible. */
  readonly result: 'ok' | 'not-offered' | 'refused' | 'injected' | 'preauth' | 'handshake' | 'closed' | 'timeout' | 'not-tls'
  readonly tls?: import('../net/network.ts').TlsOutcome
}
