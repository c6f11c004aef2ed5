// Asks a provider, as far as it lets one, whether it knows a client and its redirect, before anybody signs in: an authorization request that is not followed, and a code of a device that nobody types.

import * as oauth from 'oauth4webapi'
import type { Network } from '../net/network.ts'
import { signInAsApp } from './app-flow.ts'
import { authorizationUrl } from './browser-flow.ts'
import { begin } from './device-flow.ts'
import { exchange } from './exchange.ts'
import { readRefusal } from './refusal.ts'
import type { AuthorizationServer, OAuthClient, OAuthRefusal } from './shapes.ts'

export interface ClientCheck {
  /** `unknown`: the provider shows its page whatever the client is. */
  readonly browser: 'good' | 'bad' | 'unknown'
  readonly device: 'good' | 'bad' | 'unknown'
  /** It signed in as itself, with no person. */
  readonly app?: 'good'
  readonly refusal: OAuthRefusal | null
}

export interface ClientToCheck {
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly scopes: readonly string[]
  /** Whether mail is given by the code of a device at all. */
  readonly device: boolean
  /** What an app that signs in as itself asks for; absent where it is none. */
  readonly appScope?: string | undefined
  readonly signal?: AbortSignal
}

/** Errors that speak of the client, its redirect or its permissions; any other means that the client itself was let in. */
const ABOUT_CLIENT =
  /^(invalid_client|unauthorized_client|invalid_request|redirect_uri_mismatch|invalid_redirect_uri|invalid_scope|deleted_client|disabled_client|org_internal|unsupported_response_type)$/
const TIMEOUT_MS = 15_000
/** Numbers of Microsoft's page about a client or a redirect that it does not know; others speak of the person. */
const ENTRA_CLIENT =
  /^AADSTS(700016|700038|50011|500113|90013|900144|9002325|9002326|650052|650053|70011|7000218|90002|900023|500011|700051|90023)$/

export async function checkClient(check: ClientToCheck): Promise<ClientCheck> {
  const [page, token, code, app] = await Promise.all([
    askPage(check),
    askToken(check),
    check.device ? askCode(check) : null,
    check.appScope === undefined ? null : signInAsApp({ ...check, scopes: [check.appScope] }),
  ])
  // It needs no page, so no redirect either: what the page says of those is no fault of it.
  if (app?.ok) return { browser: page.is === 'good' ? 'good' : 'unknown', device: 'unknown', app: 'good', refusal: null }
  if (app?.ok === false && page.is === 'bad') return { browser: 'bad', device: 'unknown', refusal: app.refusal }
  // The page tells of the redirect too; the token endpoint knows the secret.
  const said = page.is === 'bad' || token.is === 'unknown' ? page : token.is === 'bad' ? token : page.is === 'unknown' ? token : page
  return { browser: said.is, device: code?.is ?? 'unknown', refusal: said.refusal ?? code?.refusal ?? null }
}

interface Answer {
  readonly is: 'good' | 'bad' | 'unknown'
  readonly refusal?: OAuthRefusal
}

async function askPage({ network, server, client, scopes, signal }: ClientToCheck): Promise<Answer> {
  if (server.authorize === undefined) return { is: 'unknown' }
  const redirect = new URL(client.redirect ?? 'http://127.0.0.1')
  // A port that nobody listens on: nothing is followed.
  if (redirect.port === '') redirect.port = '49152'
  const state = oauth.generateRandomState()
  const quiet = { ...server, parameters: { ...server.parameters, prompt: 'none' } }
  const parts = {
    scopes,
    redirect: redirect.href.replace(/\/$/, ''),
    state,
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  }
  const outcome = await network.fetch(await authorizationUrl(quiet, client, parts), {
    timeoutMs: TIMEOUT_MS,
    ...(signal && { signal }),
    redirects: 'show',
  })
  if (!outcome.ok) return { is: 'unknown' }
  const { status, headers, body } = outcome.reply
  const to =
    headers.location !== undefined && URL.canParse(headers.location, server.authorize) ? new URL(headers.location, server.authorize) : null
  if (to !== null && to.searchParams.get('state') === state) {
    // It sends the answer back to us: the client and the redirect are known. OpenID Connect Core §3.1.2.6: `login_required` and its kin are what `none` asks for.
    const refusal = readRefusal('authorize', { body: to.searchParams, status })
    return refusal.error !== undefined && ABOUT_CLIENT.test(refusal.error) ? { is: 'bad', refusal } : { is: 'good' }
  }
  const google = to === null ? null : googleError(to)
  if (google !== null)
    return { is: ABOUT_CLIENT.test(google) ? 'bad' : 'unknown', refusal: { at: 'authorize', why: 'refused', error: google, status } }
  const refusal = readRefusal('authorize', { body, status })
  const aboutClient =
    (refusal.code !== undefined && ENTRA_CLIENT.test(refusal.code)) || (refusal.error !== undefined && ABOUT_CLIENT.test(refusal.error))
  if (aboutClient) return { is: 'bad', refusal: { ...refusal, why: 'refused' } }
  return { is: 'unknown' }
}

/** A code that nobody was given: who says that the code is wrong has let the client in (RFC 6749 §5.2). */
async function askToken({ network, server, client, signal }: ClientToCheck): Promise<Answer> {
  const outcome = await exchange({
    at: 'token',
    network,
    server,
    client,
    scopes: [],
    secrets: [],
    limits: { signal, timeoutMs: TIMEOUT_MS },
    ask: ({ metadata, client: known, auth, web }) => {
      const parameters = {
        code: 'none',
        redirect_uri: client.redirect ?? 'http://127.0.0.1',
        code_verifier: oauth.generateRandomCodeVerifier(),
      }
      return oauth.genericTokenEndpointRequest(
        metadata,
        known,
        auth,
        'authorization_code',
        parameters,
        web.options as oauth.TokenEndpointRequestOptions,
      )
    },
    judge: (metadata, known, response) => oauth.processGenericTokenEndpointResponse(metadata, known, response),
  })
  if (outcome.ok) return { is: 'unknown' }
  const { refusal } = outcome
  const bad =
    refusal.error === 'invalid_client' ||
    refusal.error === 'unauthorized_client' ||
    (refusal.code !== undefined && ENTRA_CLIENT.test(refusal.code))
  if (bad) return { is: 'bad', refusal }
  return { is: refusal.error === 'invalid_grant' ? 'good' : 'unknown' }
}

/** Google sends to a page of its own, with the error as letters in a small binary message. */
function googleError(to: URL): string | null {
  const packed = to.searchParams.get('authError') ?? to.searchParams.get('error')
  if (packed === null) return null
  if (/^[a-z_]{4,40}$/.test(packed)) return packed
  const text = Buffer.from(packed, 'base64').toString('latin1')
  return /[a-z]{4,20}_[a-z_]{3,30}/.exec(text)?.[0] ?? null
}

async function askCode({ network, server, client, scopes, signal }: ClientToCheck): Promise<Answer> {
  const begun = await begin({ network, server, client, scopes, signal })
  if (begun.ok) return { is: 'good' }
  return begun.refusal.why === 'refused' ? { is: 'bad', refusal: begun.refusal } : { is: 'unknown' }
}
