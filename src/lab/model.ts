// The shape of the lab's data once compiled: providers with their servers, their words and their accounts. No code, only types.

import type { CauseId } from '../model/cause.ts'
import type { AccountOAuth, LabOAuth } from './oauth/data.ts'

export type LabProtocol = 'imap' | 'pop3' | 'smtp' | 'http'

/** What is wrong with a server. The first group concerns TLS, the second the connection, the third what is said. */
export const FAULTS = [
  'expired',
  'not-yet-valid',
  'wrong-name',
  'self-signed',
  'chain-incomplete',
  'intercepted',
  'old-tls',
  'no-dns',
  'black-hole',
  'refused',
  'banned',
  'silent',
  'half-closed',
  'wrong-mode',
  'truncated',
  'endless-line',
  'slow',
  'binary',
  'starttls-injection',
  'starttls-stripping',
  'preauth',
  'diverted',
] as const
export type Fault = (typeof FAULTS)[number]

export interface LabServer {
  readonly protocol: LabProtocol
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'plain'
  readonly fault?: Fault
}

/** What somebody presents: one of the account's secrets, or something else. */
export const SECRET_KINDS = [
  'password',
  'app-password',
  'oauth',
  'old-password',
  'revoked-app-password',
  'mistyped-app-password',
  'expired-token',
  'wrong-scope-token',
  'other-users-token',
] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/** Why a sign-in ends as it does: a kind of secret, or what was wrong with the attempt. */
export const ATTEMPTS = [...SECRET_KINDS, 'wrong', 'bad-token', 'unknown-user', 'wrong-form', 'alias'] as const
export type Attempt = (typeof ATTEMPTS)[number]

/** `ok`, or the name of a reply of the same protocol. */
export type Outcome = string

export interface LabReply {
  /** Lines as sent; IMAP lines without their tag. `{host}`, `{date}`, `{command}` are filled in. */
  readonly say: readonly string[]
  /** JSON shown to a bearer token before the refusal (RFC 7628 §3.2.2). */
  readonly challenge?: string
  /** An untagged last word, after which the connection ends. */
  readonly bye?: string
  readonly close?: boolean
  readonly waitMs?: number
}

export interface Namespace {
  readonly prefix: string
  readonly separator: string
}

/** A folder that is there from the start. */
export interface LabFolder {
  /** As it travels: modified UTF-7, `/` between names whatever the separator is, without the prefix of the namespace. */
  readonly name: string
  /** RFC 6154: `\\Sent`; told only where the capability is. */
  readonly use?: string
  readonly messages?: number
  /** It holds other folders only. */
  readonly holdsOthers?: boolean
}

/** What an IMAP server keeps of what it is given, and what it refuses. */
export interface BoxHabits {
  readonly folders?: readonly LabFolder[]
  /** `\\*` among them: it takes keywords. */
  readonly permanentFlags?: string
  /** Flags given with a message that it drops, though STORE keeps them. */
  readonly forgets?: readonly string[]
  /** Bytes; longer ones are refused. */
  readonly longestLine?: number
  readonly largest?: number
  /** A message must end with a line end. */
  readonly finalLineEnd?: boolean
  /** No blanks at the ends of a folder's name, nor several in a row. */
  readonly plainBlanks?: boolean
  /** Folders are labels; every message but junk and trash is here too. */
  readonly allMail?: string
}

/** One protocol as one provider speaks it. */
export interface Dialect {
  readonly greeting: readonly string[]
  readonly capabilities: {
    readonly before: readonly string[]
    /** After STARTTLS; absent: as before, without STARTTLS. */
    readonly tls?: readonly string[]
    readonly after?: readonly string[]
  }
  readonly signIn: Readonly<Partial<Record<Attempt, Outcome>>>
  readonly usernames: readonly ('full-address' | 'local-part')[]
  readonly replies: Readonly<Record<string, LabReply>>
  /** Instead of going in after a sign-in that was said to be fine: the name of a reply. */
  readonly enter?: string
  /** IMAP: the ID command must come before SELECT, or this reply. */
  readonly idFirst?: string
  /** IMAP: where personal folders lie; a name outside it gets the reply `outside-namespace` (RFC 2342). */
  readonly namespace?: Namespace
  readonly box?: BoxHabits
  /** IMAP: each so many messages given, this reply once. */
  readonly throttle?: { readonly every: number; readonly reply: string }
  /** IMAP: what the server says of itself to ID. */
  readonly id?: string
  /** SMTP: the sender must be the account or one of its aliases, or this reply, at MAIL FROM or after DATA. */
  readonly sender?: { readonly at: 'mail' | 'data'; readonly reply: string }
  /** POP3: whether AUTH takes an initial response on the line. */
  readonly initialResponse?: boolean
  /** After so many refusals for one account, this reply to every attempt. */
  readonly patience?: { readonly refusals: number; readonly reply: string }
}

export type Dialects = Readonly<Record<'imap' | 'pop3' | 'smtp', Dialect>>

/** What a domain or an account changes in the dialect of its provider. */
export type Variant = Readonly<
  Partial<Record<'imap' | 'pop3' | 'smtp', Pick<Partial<Dialect>, 'signIn' | 'enter' | 'sender' | 'patience' | 'throttle'>>>
>

export interface LabRecord {
  readonly name: string
  readonly type: 'A' | 'AAAA' | 'MX' | 'SRV' | 'TXT' | 'CNAME'
  readonly data: string
}

/** What a doctor that is right says of an account. */
export interface LabExpectation {
  readonly outcome: 'works' | 'fault'
  /** Any of these first; a parent stands for its finer causes. Several where nothing seen can tell them apart. */
  readonly cause: readonly CauseId[]
}

export interface LabAccountData {
  readonly address: string
  readonly secrets: Readonly<Partial<Record<SecretKind, string>>>
  /** `strip`: spaces in an app password do not matter. */
  readonly spaces: 'strip' | 'keep'
  readonly aliases: readonly string[]
  readonly shows: { readonly en: string; readonly fr: string }
  /** Arguments of `sesame` that show it: the doctor, or the sign-in (then `expect` is absent). */
  readonly doctor: string
  readonly secretShown: SecretKind | 'none'
  readonly expect?: LabExpectation
  readonly variant?: Variant
  /** What its person meets at the authorization server. */
  readonly oauth?: AccountOAuth
  readonly messages: number
  readonly quota?: { readonly usedKb: number; readonly limitKb: number }
}

export type Publication = 'srv' | 'autoconfig' | 'autoconfig-well-known' | 'autoconfig-http' | 'pacc'

export interface LabDomain {
  readonly name: string
  readonly records: readonly LabRecord[]
  /** How every look-up under this domain fails. */
  readonly dns?: 'timeout' | 'servfail'
  readonly publish: readonly Publication[]
  readonly realm?: 'managed' | 'federated'
  readonly variant?: Variant
  readonly accounts: readonly LabAccountData[]
}

/** A page that a web server of this provider answers with. */
export interface LabPage {
  readonly url: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface LabProvider {
  readonly id: string
  readonly name: string
  readonly dialects: Dialects
  readonly servers: readonly LabServer[]
  /** The provider whose servers also hold these mailboxes. */
  readonly behind?: string
  /** The authorization server that gives tokens for these mailboxes. */
  readonly oauth?: LabOAuth
  /** The provider that has it, where it is neither this one nor the one behind. */
  readonly signInAt?: string
  readonly domains: readonly LabDomain[]
  readonly pages: readonly LabPage[]
  /** Days that the clocks of its servers run ahead of ours. */
  readonly clockDays: number
  /** Who signs in the place of the real authority at a server with the fault `intercepted`. */
  readonly interceptor?: string
  /** Hosts that also have an IPv6 address. */
  readonly ipv6: boolean
}

export interface LabData {
  readonly providers: readonly LabProvider[]
}
