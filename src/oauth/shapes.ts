// The words of signing in by OAuth 2.0: who gives tokens, who asks for them, what comes back. What a server refuses is a value, never an exception.

import type { Secret } from '../model/secret.ts'

/** Who gives tokens (RFC 8414 §2). Endpoints are https, or http on loopback. */
export interface AuthorizationServer {
  /** May hold `{tenant}` where only the answer tells which it is (Microsoft’s `common`). */
  readonly issuer: string
  readonly authorize?: string
  readonly token: string
  /** RFC 8628 §3.1. */
  readonly device?: string
  /** RFC 7009 §2. */
  readonly revocation?: string
  /** RFC 7662 §2. */
  readonly introspection?: string
  /** RFC 9207 §3: it names itself in its answer, and an answer without that is refused. */
  readonly namesItself?: boolean
  /** Keys for ID tokens; without them an ID token is read only for what it says, never believed. */
  readonly keys?: string
  /** What it says it can be asked for (RFC 8414 §2). */
  readonly scopes?: readonly string[]
  /** Its own wishes, added to the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** Who asks: registered by the person or the organisation itself, never borrowed. */
export interface OAuthClient {
  readonly id: string
  /** Also what Google calls the secret of a desktop client. */
  readonly secret?: Secret
  /** RFC 7523 §2.2: signs assertions. PEM of the PKCS #8 key; `certificate` is the PEM that the provider was given. */
  readonly key?: Secret
  readonly certificate?: string
  /** The redirect as it was registered, on loopback: `http://localhost`, `http://127.0.0.1:8400/done`. Without a port any free one (RFC 8252 §7.3); absent: `http://127.0.0.1`. */
  readonly redirect?: string
}

/** What came back (RFC 6749 §5.1). */
export interface Tokens {
  readonly access: Secret
  readonly refresh?: Secret
  /** An ID token, checked against `nonce`, `aud` and `iss`. */
  readonly id?: Secret
  /** ISO date and time; absent when the server did not say. */
  readonly expires?: string
  /** What was granted; what was asked for when the server did not say (RFC 6749 §5.1). */
  readonly scopes: readonly string[]
}

export type OAuthStep = 'discovery' | 'authorize' | 'device' | 'token' | 'refresh' | 'app' | 'revoke' | 'introspect'

/** Why there is no token. `error` decides; codes in `code` explain; prose is only shown. */
export interface OAuthRefusal {
  readonly at: OAuthStep
  /** `refused`: the server said no. `denied`: the person did. `mismatch`: the answer was not for this question (state, nonce, issuer). */
  readonly why: 'refused' | 'denied' | 'mismatch' | 'expired' | 'unreachable' | 'certificate' | 'timeout' | 'invalid'
  /** RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5: `invalid_grant` ... */
  readonly error?: string
  /** Microsoft's `suberror`, Google's `error_subtype`. */
  readonly suberror?: string
  /** `AADSTS50076` ... */
  readonly code?: string
  /** The server's words, secrets struck out, at most 500 characters. */
  readonly said?: string
  readonly status?: number
  /** Seconds to wait, when the server said. */
  readonly retryAfter?: number
}

export type OAuthOutcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: OAuthRefusal }

/** What a token says of itself, read without believing it (RFC 9068, RFC 7519). Null for a token that says nothing (`opaque`). */
export interface TokenClaims {
  readonly audience: readonly string[]
  /** `scp` (delegated) or `scope`. */
  readonly scopes: readonly string[]
  /** Microsoft's application permissions. */
  readonly roles: readonly string[]
  /** `upn`, `unique_name`, `preferred_username`, `email` in this order: whose mailbox it opens. */
  readonly user?: string
  readonly tenant?: string
  readonly client?: string
  readonly issuer?: string
  /** ISO date and time. */
  readonly issued?: string
  readonly expires?: string
}

/** What is known of a kept sign-in, without its tokens. */
export interface Grant {
  /** The address it was made for; `app:TENANT:CLIENT` for an app that signs in as itself. */
  readonly id: string
  readonly address: string
  readonly provider: string | null
  readonly server: AuthorizationServer
  readonly clientId: string
  readonly flow: 'browser' | 'device' | 'app'
  readonly scopes: readonly string[]
  /** ISO date and time of the sign-in, the last refresh, and the end of the access token. */
  readonly made: string
  readonly refreshed: string | null
  readonly expires: string | null
  /** The last refusal, until a refresh works again. */
  readonly refusal: OAuthRefusal | null
}

/** Where grants and their tokens are kept; given to this room, which knows no vault. Writes are durable when they resolve. */
export interface GrantShelf {
  list(): Promise<readonly Grant[]>
  read(id: string): Promise<{ readonly grant: Grant; readonly tokens: Tokens } | null>
  write(grant: Grant, tokens: Tokens): Promise<void>
  /** True when there was one. */
  delete(id: string): Promise<boolean>
  client(grant: Grant): Promise<OAuthClient>
  /** Runs alone for this grant among all processes of this machine. */
  alone<T>(id: string, work: () => Promise<T>): Promise<T>
}
