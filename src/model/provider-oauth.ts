// What is known of a provider's OAuth: where, which permissions, who may register, how long a sign-in lives.

import type { Localized } from './lang.ts'

/** How one gets a token that opens this provider's mail, and what stands in the way. */
export interface ProviderOAuth {
  /** The `iss` of RFC 8414 and RFC 9207; `{tenant}` stands for the tenant's id. */
  readonly issuer?: string
  /** Endpoints; `{tenant}` stands for `consumers`, `organizations`, `common` or the tenant's id. */
  readonly authorize?: string
  readonly token?: string
  readonly device?: string
  /** RFC 7009. */
  readonly revocation?: string
  /** Where the person takes the permission back. */
  readonly revoke?: string
  /** What `{tenant}` is when nobody says otherwise. */
  readonly tenant?: string
  /** Per protocol (`imap`, `pop3`, `smtp`), and `graph` where mail can be sent by an interface of its own. */
  readonly scopes?: Readonly<Record<string, string>>
  /** Asked for with every one of them: `offline_access`, `openid` ... */
  readonly alwaysScopes?: readonly string[]
  /** The scope of an app that signs in as itself. */
  readonly appScope?: string
  /** Added to the authorization request: `access_type: offline`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Anybody may register a client and use it for mail. Says the same as `registration: open`. */
  readonly selfService: boolean
  /** `approval`: the provider decides case by case; `closed`: no new clients get mail. */
  readonly registration?: 'open' | 'approval' | 'closed'
  /** Ways to a token of mail. `device: false` also where the endpoint exists but mail is not given by it. */
  readonly flows?: { readonly browser: boolean; readonly device: boolean; readonly app: boolean }
  /** `required`: also a desktop client must send what is called its secret. */
  readonly clientSecret?: 'none' | 'required'
  readonly redirect?: 'any-port' | 'exact'
  /** The redirect that the steps have the person register, on loopback; absent: none need be registered, `http://127.0.0.1` is taken. */
  readonly redirectUri?: string
  /** Where a client is registered. */
  readonly portal?: string
  /** The task of `knowledge/tasks` that walks through it. */
  readonly registerTask?: string
  readonly tokens?: {
    readonly format: 'jwt' | 'opaque'
    readonly accessMinutes?: number
    /** Days until a refresh token that is not used ends; absent: no fixed end. */
    readonly refreshIdleDays?: number
    /** A new refresh token comes with each use. */
    readonly rotates?: boolean
    readonly killedBy?: readonly ('password-change' | 'revoked' | 'inactivity' | 'testing-mode' | 'too-many' | 'policy')[]
  }
  readonly note?: Localized
}
