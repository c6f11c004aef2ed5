// What the pages of sign-ins and of the vault show, as plain data made by the server. No token, passphrase or stored secret is ever in it.

import type { Lang } from '../model/lang.ts'
import type { StepView } from './view.ts'

/** A refusal for people: what was said, why, what to do. */
export interface RefusalView {
  readonly what: string
  /** The server's own words, secrets struck out; empty when there were none. */
  readonly said: string
  readonly steps: readonly string[]
}

export interface KeptSignIn {
  readonly id: string
  readonly address: string
  readonly provider: string | null
  /** By which way it was made, in words. */
  readonly flow: string
  readonly since: string
  /** Until when the access works without being renewed; null when the server did not say. */
  readonly until: string | null
  /** `renews`: it renews itself as long as it is used. `over`: it ended, and nothing renews it. */
  readonly state: 'works' | 'renews' | 'over' | 'refused'
  /** By when a person must sign in again, in words; null when nothing is known of it. */
  readonly again: string | null
  readonly refusal: RefusalView | null
  /** Where the provider lets people take the permission back. */
  readonly takeBack: string | null
}

export type VaultState = 'none' | 'locked' | 'open' | 'damaged'

export interface VaultView {
  readonly state: VaultState
  /** How it opens; null when there is none. */
  readonly by: 'keyring' | 'passphrase' | 'file' | null
  /** Minutes of rest after which it locks itself; null where it does not. */
  readonly idle: number | null
  /** Why it cannot be used; null when it can. */
  readonly trouble: { readonly what: string; readonly next: string } | null
}

export interface VaultName {
  readonly name: string
  readonly sort: string
  readonly title: string
  readonly changed: string
  readonly due: string | null
}

/** `SignInsPage`. */
export interface SignInsData {
  readonly signIns: readonly KeptSignIn[]
  readonly vault: VaultView
  readonly typed: string
  readonly fault: { readonly what: string; readonly next: string } | null
  /** Addresses of the lab with what each shows, when the desk runs on it. */
  readonly examples: readonly { readonly address: string; readonly shows: string }[]
}

/** `SignOutPage`: after it is done, or before. */
export interface SignOutData {
  readonly address: string
  readonly done: boolean
  /** The provider took the permission back itself (RFC 7009). */
  readonly revoked: boolean
  readonly refusal: string
  readonly takeBack: string | null
}

export interface ProofLine {
  readonly protocol: string
  readonly host: string
  readonly state: 'waiting' | 'looking' | 'ok' | 'broken' | 'skipped'
  /** What was seen, in words. */
  readonly says: string
  /** The server's own words. */
  readonly said: string
  readonly steps: readonly string[]
}

export type AttemptStage =
  | 'looking'
  | 'closed'
  | 'unknown'
  | 'unregistered'
  | 'vault'
  | 'ready'
  | 'browser'
  | 'device'
  | 'proving'
  | 'done'
  | 'refused'
  | 'stopped'

/** One sign-in on its way. */
export interface AttemptView {
  readonly id: string
  readonly lang: Lang
  readonly address: string
  readonly provider: string | null
  readonly lab: boolean
  readonly stage: AttemptStage
  /** The provider's page that opens: its host, said before anything. */
  readonly opens: string | null
  /** What is asked for, in words. */
  readonly asks: readonly string[]
  readonly flows: readonly ('browser' | 'device')[]
  /** What the provider writes about itself that matters before: the seven days of a Google test, an administrator's consent. */
  readonly notes: readonly string[]
  /** Where the person goes on; null before it is known and after it was used. */
  readonly url: string | null
  readonly device: {
    readonly code: string
    readonly url: string
    readonly until: string
    readonly modules: readonly (readonly boolean[])[]
  } | null
  readonly proof: readonly ProofLine[]
  readonly refusal: RefusalView | null
  /** Where the provider takes nobody new: what works instead. */
  readonly instead: readonly string[]
  /** Page of one's own registration; null where nobody can register. */
  readonly register: string | null
  /** Letters that fit the refusal: to an administrator. */
  readonly letters: readonly { readonly href: string; readonly subject: string }[]
}

/** `RegisterPage`: making a client id of one's own. */
export interface RegisterData {
  readonly provider: string
  readonly name: string
  readonly why: string
  readonly steps: readonly StepView[]
  readonly sources: readonly string[]
  readonly checked: string
  /** Which fields the form has. */
  readonly fields: { readonly tenant: boolean; readonly secret: boolean }
  /** False where the desk is reached over a network. */
  readonly local: boolean
  readonly typed: Readonly<Record<string, string>>
  readonly fault: { readonly field: string; readonly what: string; readonly next: string } | null
  readonly vault: VaultView
  /** Address to go on with. */
  readonly address: string
}

/** `RegistrationsPage`: whose clients are known, and the providers that take one's own. */
export interface RegistrationsData {
  readonly kept: readonly { readonly name: string; readonly provider: string; readonly client: string; readonly tenant: string | null }[]
  readonly open: readonly { readonly id: string; readonly name: string }[]
  readonly closed: readonly { readonly name: string; readonly instead: string }[]
}

/** `VaultPage`. */
export interface VaultData {
  readonly vault: VaultView
  readonly keyring: boolean
  /** Of the lab: nobody makes or opens it. */
  readonly forgets: boolean
  readonly names: readonly VaultName[]
  readonly local: boolean
  readonly fault: { readonly field: string; readonly what: string; readonly next: string } | null
}

/** `GeneratorPage`. `made` is the one secret that a page of the desk ever shows: it was made for that, and nothing keeps it. */
export interface GeneratorData {
  readonly kind: 'password' | 'phrase'
  readonly size: number
  readonly made: { readonly value: string; readonly bits: number } | null
}
