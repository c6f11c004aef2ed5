// Signing in through the browser: authorization code with PKCE (RFC 7636) on a loopback redirect (RFC 8252), state, issuer (RFC 9207) and nonce checked.

import * as oauth from 'oauth4webapi'
import type { Lang } from '../model/lang.ts'
import { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { readClaims } from './claims.ts'
import { endPage } from './end-page.ts'
import { exchange } from './exchange.ts'
import { listenForAnswer } from './listener.ts'
import { refusalOf } from './refusal.ts'
import { metadataOf } from './server.ts'
import type { AuthorizationServer, OAuthClient, OAuthOutcome, OAuthRefusal, Tokens } from './shapes.ts'
import { webOver } from './web.ts'

export interface BrowserSignIn {
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly scopes: readonly string[]
  /** Who is to sign in (OpenID Connect Core §3.1.2.1, `login_hint`). */
  readonly hint?: string | undefined
  /** Of the last page. */
  readonly lang: Lang
  /** Shows the address to the person, or opens it. It holds no secret. */
  readonly open: (url: string) => void | Promise<void>
  readonly timeoutMs?: number | undefined
  /** How long to go on after an answer that was not ours. */
  readonly graceMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** People look for their telephone, ask a colleague, wait for a text message. */
const PATIENCE_MS = 10 * 60_000

/** Throws `oauth-redirect-taken`; whatever else goes wrong is a value. */
export async function signInByBrowser(request: BrowserSignIn): Promise<OAuthOutcome<Tokens>> {
  const { server, client, lang, signal } = request
  if (server.authorize === undefined) return refused({ at: 'authorize', why: 'invalid' })
  const state = oauth.generateRandomState()
  const nonce = request.scopes.includes('openid') ? oauth.generateRandomNonce() : undefined
  const verifier = oauth.generateRandomCodeVerifier()
  const listener = await listenForAnswer({
    redirect: client.redirect ?? 'http://127.0.0.1',
    state,
    timeoutMs: request.timeoutMs ?? PATIENCE_MS,
    graceMs: request.graceMs,
    signal,
    foreignPage: endPage(lang, 'foreign'),
  })
  let page = endPage(lang, 'foreign')
  try {
    await request.open(await authorizationUrl(server, client, { ...request, redirect: listener.redirect, state, nonce, verifier }))
    const answer = await listener.answer
    const outcome: OAuthOutcome<Tokens> =
      answer === null
        ? refused({ at: 'authorize', why: listener.foreign() && !signal?.aborted ? 'mismatch' : 'timeout' })
        : await redeem(request, answer, { redirect: listener.redirect, state, nonce, verifier })
    const user = outcome.ok && outcome.value.id ? readClaims(outcome.value.id)?.user : undefined
    page = endPage(lang, outcome.ok ? { ok: true, address: user } : outcome)
    return outcome
  } finally {
    await listener.close(page)
  }
}

export interface AuthorizationParts {
  readonly scopes: readonly string[]
  readonly hint?: string | undefined
  readonly redirect: string
  readonly state: string
  readonly nonce?: string | undefined
  readonly verifier: string
}

/** RFC 6749 §4.1.1 and RFC 7636 §4.3. The server must have an authorization endpoint. */
export async function authorizationUrl(server: AuthorizationServer, client: OAuthClient, parts: AuthorizationParts): Promise<string> {
  const url = new URL(server.authorize ?? '')
  const parameters: Record<string, string | undefined> = {
    ...server.parameters,
    response_type: 'code',
    client_id: client.id,
    redirect_uri: parts.redirect,
    scope: parts.scopes.join(' '),
    state: parts.state,
    nonce: parts.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(parts.verifier),
    code_challenge_method: 'S256',
    login_hint: parts.hint,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

type Kept = Pick<AuthorizationParts, 'redirect' | 'state' | 'nonce' | 'verifier'>

function redeem(request: BrowserSignIn, answer: URLSearchParams, kept: Kept): Promise<OAuthOutcome<Tokens>> | OAuthOutcome<Tokens> {
  const { server, network, signal, scopes } = request
  const secrets = [...answer.getAll('code'), kept.verifier, kept.state].map((value) => new Secret(value))
  let checked: URLSearchParams
  try {
    const iss = answer.get('iss') ?? undefined
    checked = oauth.validateAuthResponse(metadataOf(server, iss), { client_id: request.client.id }, answer, kept.state)
  } catch (error) {
    // What is not an error of the server is an answer that was not for this question.
    const refusal = refusalOf('authorize', error, webOver(network), secrets)
    return refused(refusal.why === 'invalid' ? { at: 'authorize', why: 'mismatch' } : refusal)
  }
  return exchange({
    at: 'token',
    network,
    server,
    client: request.client,
    scopes,
    secrets,
    limits: { signal },
    ask: ({ metadata, client, auth, web }) =>
      oauth.authorizationCodeGrantRequest(
        metadata,
        client,
        auth,
        checked,
        kept.redirect,
        kept.verifier,
        web.options as oauth.TokenEndpointRequestOptions,
      ),
    judge: (metadata, client, response) =>
      oauth.processAuthorizationCodeResponse(metadata, client, response, {
        ...(kept.nonce !== undefined && { expectedNonce: kept.nonce }),
        // OpenID Connect Core §3.1.3.3: asked for with `openid`, an ID token must come, and with it the nonce.
        requireIdToken: kept.nonce !== undefined,
      }),
  })
}

function refused(refusal: OAuthRefusal): OAuthOutcome<Tokens> {
  return { ok: false, refusal }
}
