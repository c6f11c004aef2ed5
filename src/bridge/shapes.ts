// The words of the bridge: an account at a provider, the devices that use it under passwords of their own, and what stands between them.

import type { Endpoint, Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import type { SaslMechanism } from '../wire/session.ts'
import type { QueueEvent } from './queue/queue-event.ts'

/** One mailbox, as its provider sees it. */
export interface Account {
  /** Its address, in lower case: also the IMAP and POP user, and From. */
  readonly id: string
  /** Who signs in, where that is somebody else: the delegate of a shared mailbox. SMTP wants this name, IMAP and POP want the mailbox. */
  readonly delegate?: string
  readonly upstream:
    | { readonly kind: 'oauth'; readonly grant: string }
    | { readonly kind: 'password'; readonly entry: string; readonly user?: string }
  readonly endpoints: Partial<Readonly<Record<Protocol, Endpoint>>>
  /** `graph`: the tenant has SMTP AUTH off, mail goes by Microsoft Graph. */
  readonly sending: 'smtp' | 'graph'
}

/** A printer, a program, a telephone: whoever holds this one password. */
export interface Device {
  readonly id: string
  readonly title: string
  /** Of its account. */
  readonly account: string
  /** Keyed hash of its password (device-password.ts); the password itself is shown once and kept nowhere. */
  readonly hash: string
  readonly protocols: readonly Protocol[]
  /** Addresses it may send as; empty: the account's own. */
  readonly senders: readonly string[]
  /** CIDR; empty: this computer only. */
  readonly networks: readonly string[]
  /** Messages a minute that it may send; null: the provider's own limit. */
  readonly perMinute: number | null
  /** ISO date after which it is refused. */
  readonly expires: string | null
  /** ISO date and time. */
  readonly made: string
  readonly revoked: string | null
  readonly lastUsed: string | null
  readonly lastFrom: string | null
  /** Each after a yes: sins of printers mended, mail queued on our disk, a digest instead of the password, TLS that is out of date. */
  readonly mend: boolean
  readonly queue: boolean
  readonly digest: boolean
  readonly oldTls: boolean
}

export interface Listener {
  readonly protocol: Protocol
  readonly address: string
  /** 0: any free one. */
  readonly port: number
  /** `starttls` is offered and, off loopback, required before a password. */
  readonly security: 'plain' | 'starttls' | 'tls'
  readonly oldTls: boolean
}

/** What a client said to get in. `proof` is a password, or the answer to our challenge (RFC 2195). */
export interface Knock {
  readonly protocol: Protocol
  readonly user: string
  readonly proof: Secret | { readonly challenge: string; readonly response: string }
  /** Where it comes from, as the socket says. */
  readonly from: string
  /** TLS is up between it and us. */
  readonly secure: boolean
  /** But one that is out of date (RFC 8996). */
  readonly oldTls: boolean
}

/** Why a knock is not answered; all look the same from outside. */
export type Denial = 'wrong-password' | 'revoked' | 'expired' | 'protocol' | 'network' | 'insecure' | 'old-tls' | 'too-many'

export type Admission =
  | { readonly ok: true; readonly device: Device; readonly account: Account }
  | {
      readonly ok: false
      readonly why: Denial
      readonly waitMs: number /** Whose password it was, where it was one. */
      readonly device?: string
    }

/** What the provider is told: a token or a password of the person. */
export interface UpstreamKey {
  readonly user: string
  readonly secret: Secret
  readonly mechanisms: readonly SaslMechanism[]
}

/** Why the provider's mailbox stays shut, told so that client, person and log each get their words. */
export interface Shut {
  /** What the client can do about it. `reauthorize`: the owner must sign in again. `policy`: an administrator must act. */
  readonly kind: 'reauthorize' | 'policy' | 'unavailable' | 'throttled' | 'not-connected' | 'refused'
  /** Server's or token server's words, secrets struck out. */
  readonly said: string
  readonly retryAfter?: number
}

/** How keys are got; given to this room, which knows no vault. */
export interface KeySource {
  /** `notThis`: the provider has just refused it. Never throws for what a server does. */
  key(
    account: Account,
    protocol: Protocol,
    notThis?: Secret,
  ): Promise<{ readonly ok: true; readonly key: UpstreamKey } | { readonly ok: false; readonly shut: Shut }>
}

/** What happened, for the log, the metrics and the page. Never holds a secret. */
export type BridgeEvent =
  | QueueEvent
  | { readonly kind: 'listening'; readonly listener: Listener; readonly port: number }
  | {
      readonly kind: 'admitted'
      readonly device: string
      readonly account: string
      readonly protocol: Protocol
      readonly from: string
      readonly ms: number
    }
  | { readonly kind: 'denied'; readonly protocol: Protocol; readonly from: string; readonly why: Denial; readonly device?: string }
  /** A message was taken over, by the provider or by our disk, or refused with `status`. */
  | {
      readonly kind: 'sent'
      readonly device: string
      readonly account: string
      readonly recipients: number
      readonly ok: boolean
      readonly status: string
    }
  | { readonly kind: 'shut'; readonly account: string; readonly device: string; readonly protocol: Protocol; readonly shut: Shut }
  | { readonly kind: 'refreshed'; readonly account: string }
  /** The token of a sign-in was renewed, for whatever reason, by this process. */
  | { readonly kind: 'renewed'; readonly grant: string; readonly until: string | null }
  | { readonly kind: 'renewal-failed'; readonly grant: string; readonly shut: Shut }
  /** The owner was told that a sign-in is wanted; `by` are the ways that worked. */
  | {
      readonly kind: 'notified'
      readonly account: string
      readonly reason: Shut['kind']
      readonly by: readonly string[]
      readonly failed: readonly string[]
    }
  /** The file of settings was read again; `why` says what is wrong with it, and the old ones stay. */
  | { readonly kind: 'reloaded'; readonly why: string | null }
  | { readonly kind: 'draining'; readonly visitors: number }
  /** A device that may do so came in over TLS that is out of date: whoever listens on the way may read along. */
  | { readonly kind: 'old-tls'; readonly device: string; readonly protocol: Protocol; readonly from: string; readonly version: string }
  /** The certificate that clients are shown was made anew. */
  | { readonly kind: 'certificate'; readonly until: string; readonly names: readonly string[] }
  /** It ends soon and could not be made anew: the vault is shut, say. */
  | { readonly kind: 'certificate-late'; readonly until: string; readonly why: string }
  /** Names that the authority may not speak for: clients that use them are told of a wrong name. */
  | { readonly kind: 'names-left-out'; readonly names: readonly string[] }
  | {
      readonly kind: 'ended'
      readonly device: string
      readonly protocol: Protocol
      readonly up: number
      readonly down: number
      readonly ms: number
    }
  | { readonly kind: 'broken'; readonly protocol: Protocol; readonly from: string; readonly why: string }
