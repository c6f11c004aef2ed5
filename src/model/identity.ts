// Who holds a mailbox, how we know, and where it can be reached.

import type { Address } from './address.ts'
import type { AccountType } from './case.ts'
import type { Endpoint, UsernameForm } from './protocol.ts'

export type Mechanism =
  | 'catalogue'
  | 'ispdb'
  | 'preparation'
  | 'mx'
  | 'srv'
  | 'autoconfig'
  | 'pacc'
  | 'autodiscover'
  | 'spf'
  | 'cname'
  | 'guess'

/** `named`: the person or our dated knowledge says so, or it came over verified TLS. `hint`: public DNS or plain http. `guess`: a common name tried. A secret never goes to a `guess`. */
export type Trust = 'named' | 'hint' | 'guess'

/** What one mechanism said, or why it said nothing. Every mechanism that exists has one, also when it was skipped. */
export interface Finding {
  readonly mechanism: Mechanism
  readonly status: 'found' | 'nothing' | 'failed' | 'skipped'
  /** Where it was read: a URL, `dns:MX example.org`, a file of the knowledge. */
  readonly source: string
  readonly trust: Trust
  /** Milliseconds it took. */
  readonly ms: number
  /** The provider that it names, if any. */
  readonly provider?: string
  /** What was read, short, for the transcript: `mx01.mail.icloud.com`. */
  readonly detail?: string
  /** Why a `found` was not used, or why it was skipped or failed: a word of `text/`. */
  readonly why?: FindingWhy
  readonly endpoints?: readonly FoundEndpoint[]
}

export type FindingWhy =
  | 'offline'
  | 'deadline'
  | 'dns-failed'
  | 'unreachable'
  | 'plain-http'
  | 'invalid'
  | 'redirect-refused'
  | 'not-needed'
  | 'overruled'
  | 'filter'
  | 'authentication-wanted'
  | 'certificate'

export interface FoundEndpoint extends Endpoint {
  readonly username: UsernameForm
  /** The sign-in name in full when a document gives one that is neither the address nor its local part. */
  readonly usernameText?: string
  readonly auth?: readonly ('password' | 'oauth')[]
  readonly trust: Trust
  readonly source: string
}

export interface Identity {
  readonly address: Address
  /** A provider id of the knowledge, or null when nobody we know holds it. */
  readonly provider: string | null
  readonly accountType: AccountType
  readonly confidence: 'certain' | 'likely' | 'guess' | 'none'
  /** The filter in front of the mailbox, when MX names one (Proofpoint, Mimecast ...). */
  readonly filter?: string
  /** Best first within each protocol. */
  readonly endpoints: readonly FoundEndpoint[]
  readonly findings: readonly Finding[]
  readonly ms: number
}
