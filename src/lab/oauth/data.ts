// The shape of one authorization server of the lab, as its provider's file says it. No code, only types.

import type { Fault } from '../model.ts'

/** Families whose answers differ in form: parameters, codes, JSON. */
export const STYLES = ['microsoft', 'google', 'yahoo', 'plain'] as const
export type Style = (typeof STYLES)[number]

/** What is wrong with every answer of an authorization server. */
export const OAUTH_FAULTS = [
  'unavailable',
  'slow',
  'garbage',
  'html',
  'endless',
  'cut',
  'redirected',
  'no-refresh',
  'other-token-type',
  'wrong-issuer',
  'wrong-state',
  'wrong-nonce',
  'clock',
] as const
export type OAuthFault = (typeof OAUTH_FAULTS)[number]

/** Where somebody's sign-in is refused: the answer of the authorization page, of the device's start, or of the token endpoint. */
export const OAUTH_STEPS = ['authorize', 'device', 'code', 'refresh', 'app'] as const
export type OAuthPlace = (typeof OAUTH_STEPS)[number]

export interface LabRefusal {
  readonly error: string
  /** `{user}`, `{client}`, `{tenant}`, `{date}`, `{scope}`, `{redirect}` are filled in. */
  readonly say?: string
  readonly suberror?: string
  readonly status?: number
}

export type OAuthFlow = 'code' | 'device' | 'app'

export interface LabOAuthClientData {
  readonly id: string
  readonly name: string
  readonly secret?: string
  /** A secret of the past, refused as such. */
  readonly expiredSecret?: string
  /** It signs its requests with the certificate that the lab makes for it (RFC 7523). */
  readonly certificate?: boolean
  /** `loopback` (RFC 8252 §7.3), or whole addresses. */
  readonly redirects: readonly string[]
  readonly flows: readonly OAuthFlow[]
  /** Microsoft: which kinds of account it was declared for. */
  readonly accounts: 'personal' | 'work' | 'both'
  /** The only tenant that knows it. */
  readonly tenant?: string
  /** Google: in `Testing` a refresh token ends after seven days, and only these people may sign in. */
  readonly testers?: readonly string[]
  /** Mailboxes that an app may open by itself. */
  readonly mailboxes?: readonly string[]
  /** Application permissions that an administrator granted. */
  readonly roles?: readonly string[]
}

export interface LabScope {
  readonly name: string
  /** Which protocols it opens; none: it is known and opens no mail. */
  readonly mail: readonly ('imap' | 'pop3' | 'smtp')[]
  /** The `aud` of the token; scopes of two audiences do not go into one token. */
  readonly audience?: string
  /** False: not given to a device's code, as Google's scope of mail. */
  readonly device?: boolean
}

export interface LabOAuth {
  readonly style: Style
  /** Ids of `knowledge/providers` whose people sign in here, for `Lab.oauthClients`. */
  readonly knownAs: readonly string[]
  readonly issuer: string
  /** Endpoints; `{tenant}` in a path stands for a tenant. */
  readonly authorize: string
  readonly token: string
  readonly device?: string
  /** The page where a person types the code of a device. */
  readonly verification?: string
  readonly revocation?: string
  readonly introspection?: string
  readonly keys?: string
  /** Where RFC 8414 and OpenID Connect Discovery documents lie. */
  readonly discovery: readonly string[]
  /** Where the endpoints lie too. */
  readonly otherHosts: readonly string[]
  readonly pkce: 'required' | 'optional'
  /** RFC 9207: the answer names who gives it. */
  readonly namesItself: boolean
  /** What happens to a refresh token that was used. */
  readonly rotation: 'none' | 'keeps-old' | 'single-use'
  /** Given only when asked for: `offline_access`, or Google's `access_type=offline`. */
  readonly refreshWhen: 'always' | 'offline-scope' | 'offline-access-type'
  readonly tokens: {
    readonly form: 'jwt' | 'opaque'
    /** How an opaque one begins. */
    readonly prefix: string
    readonly refreshPrefix: string
    readonly minutes: number
    readonly refreshDays?: number
  }
  readonly scopes: readonly LabScope[]
  readonly clients: readonly LabOAuthClientData[]
  /** The lab's providers whose accounts are personal ones. */
  readonly personal: readonly string[]
  readonly refusals: Readonly<Record<string, LabRefusal>>
  readonly fault?: OAuthFault
  /** A TLS fault of its hosts, of `FAULTS`. */
  readonly tls?: Fault
}

/** What one person meets at a step: the name of a refusal of the server. */
export type AccountOAuth = Readonly<Partial<Record<OAuthPlace, string>>> & {
  /** People who may open this mailbox with their own token, and send as it. */
  readonly delegates?: readonly string[]
}
