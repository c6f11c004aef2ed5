// Probing: what is asked of one endpoint and what comes back. Probes only observe: they state facts and keep the words of the server; what it all means is judged elsewhere.

import type { SecretKind } from '../model/case.ts'
import type { Fact } from '../model/fact.ts'
import type { Trust } from '../model/identity.ts'
import type { Endpoint, Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import type { SaslMechanism, Session } from '../wire/session.ts'
import type { Transcript, TranscriptLine } from '../wire/transcript.ts'
import type { AttemptBudget, Denial } from './budget.ts'

/** An endpoint and how far it may be trusted with a secret: only `named` ever gets one. */
export interface ProbeEndpoint extends Endpoint {
  readonly trust: Trust
}

/** What the knowledge says of the provider, as far as a probe needs it. `hintsOf` makes it. */
export interface ProbeHints {
  /** Endpoints of one provider check the same secret. */
  readonly provider?: string
  /** Whose greeting and certificate are expected. */
  readonly operator?: { readonly greeting: readonly string[]; readonly domains: readonly string[] }
  /** NetEase: the ID command before SELECT. */
  readonly wantsImapId?: boolean
  /** Our dated knowledge names this endpoint with STARTTLS: when it is missing, somebody took it away. */
  readonly starttlsKnown?: boolean
}

export interface Credential {
  readonly user: string
  /** The other form of the sign-in name, only where the knowledge says that the right one is not certain. */
  readonly otherUser?: string
  readonly secret: Secret
  readonly kind: SecretKind
  /** Forced; otherwise the best that the server offers. */
  readonly mechanism?: SaslMechanism
}

export interface ProbeRequest {
  readonly credential?: Credential
  /** MAIL FROM of the SMTP proof; the address of the person. */
  readonly sender?: string
  readonly hints?: ProbeHints
  /** For the public part, and again for the sign-in part. 10 s by default. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Shared by all probes of a run. */
  readonly budget?: AttemptBudget
  /** True when a reply says locked or throttled, as the knowledge knows it. */
  readonly isStop?: (reply: string) => boolean
  /** True when a refusal speaks of this protocol only, so that another may still be tried with the same secret. */
  readonly isProtocolOnly?: (reply: string, protocol: Protocol) => boolean
  readonly onFact?: (fact: Fact) => void
  readonly transcript?: Transcript
  /** Called before the sign-in; resolves when it may begin. Lets a run sign in at one endpoint after the other. */
  readonly turn?: () => Promise<void>
  /** Takes over the session after a healthy probe instead of closing it. */
  readonly keep?: (session: Session) => void
}

export type ReplyMoment = 'greeting' | 'capability' | 'starttls' | 'sign-in' | 'capability-after' | 'enter' | 'quota' | 'port'

export interface HeardReply {
  readonly when: ReplyMoment
  readonly text: string
}

/** Why no sign-in was made although there was a secret. `spent`, `stopped`, `already-refused`: see the budget of attempts. */
export type NotTried = Denial | 'unsafe' | 'trust' | 'empty'

/**
 * `healthy`: signed in and entered. `reachable`: all is well as far as one sees without a secret. `mailbox-refused`: the sign-in was accepted, the mailbox stayed shut.
 * `turned-away`: the server greeted us with a refusal. `unsafe`: no verified TLS, so no secret was sent. `broken`: the server does not speak its protocol.
 */
export type ProbeEnd =
  | 'healthy'
  | 'reachable'
  | 'sign-in-refused'
  | 'mailbox-refused'
  | 'unreachable'
  | 'turned-away'
  | 'unsafe'
  | 'broken'
  | 'interrupted'

export interface ProbeResult {
  readonly endpoint: ProbeEndpoint
  readonly outcome: ProbeEnd
  readonly notTried?: NotTried
  /** The sign-in name that was accepted: it may be the other form. */
  readonly user?: string
  readonly facts: readonly Fact[]
  /** What the server said, word for word, secrets struck out. */
  readonly replies: readonly HeardReply[]
  readonly transcript: readonly TranscriptLine[]
  readonly ms: number
}
