// Signing in on another device (RFC 8628): this one shows a code, the person types it where a browser is, and this one asks until it is done.

import { setTimeout as sleep } from 'node:timers/promises'
import * as oauth from 'oauth4webapi'
import { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { clientAuth } from './client-auth.ts'
import { exchange } from './exchange.ts'
import { refusalOf } from './refusal.ts'
import { metadataOf } from './server.ts'
import type { AuthorizationServer, OAuthClient, OAuthOutcome, Tokens } from './shapes.ts'
import { webOver } from './web.ts'

/** What the person needs; the device code itself is a secret and stays here. */
export interface DevicePrompt {
  readonly userCode: string
  readonly url: string
  /** With the code in it already; for a QR code. */
  readonly completeUrl?: string
  /** ISO date and time. */
  readonly expires: string
}

export interface DeviceSignIn {
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly scopes: readonly string[]
  readonly show: (prompt: DevicePrompt) => void | Promise<void>
  readonly signal?: AbortSignal | undefined
  /** For tests: how long a second of the protocol is. */
  readonly secondMs?: number
}

/** RFC 8628 §3.2: 5 seconds where the server says nothing. */
const INTERVAL_S = 5
const SLOWER_S = 5
const LONGEST_S = 60
/** A connection that fails is asked again, more slowly (§3.5); so many times in a row. */
const TROUBLES = 6

export async function signInByDevice(request: DeviceSignIn): Promise<OAuthOutcome<Tokens>> {
  const started = await begin(request)
  if (!started.ok) return started
  const { prompt, code, intervalS } = started.value
  await request.show(prompt)
  return poll(request, new Secret(code), intervalS, Date.parse(prompt.expires))
}

interface Begun {
  readonly prompt: DevicePrompt
  readonly code: string
  readonly intervalS: number
}

/** RFC 8628 §3.1 and §3.2. */
export async function begin({ network, server, client: who, scopes, signal }: Omit<DeviceSignIn, 'show'>): Promise<OAuthOutcome<Begun>> {
  if (server.device === undefined) return { ok: false, refusal: { at: 'device', why: 'invalid' } }
  const web = webOver(network, { signal })
  try {
    const { client, auth } = await clientAuth(who, server.token)
    const metadata = metadataOf(server)
    const parameters = { scope: scopes.join(' ') }
    const response = await oauth.deviceAuthorizationRequest(
      metadata,
      client,
      auth,
      parameters,
      web.options as oauth.DeviceAuthorizationRequestOptions,
    )
    const answer = await oauth.processDeviceAuthorizationResponse(metadata, client, await inItsNames(response))
    const url = shown(answer.verification_uri)
    if (url === undefined || answer.user_code.length > 100) return { ok: false, refusal: { at: 'device', why: 'invalid' } }
    const completeUrl = shown(answer.verification_uri_complete)
    const prompt = {
      userCode: answer.user_code,
      url,
      ...(completeUrl !== undefined && { completeUrl }),
      expires: new Date(Date.now() + Math.min(answer.expires_in, 86_400) * 1000).toISOString(),
    }
    return { ok: true, value: { prompt, code: answer.device_code, intervalS: Math.min(LONGEST_S, answer.interval ?? INTERVAL_S) } }
  } catch (error) {
    return { ok: false, refusal: refusalOf('device', error, web, who.secret ? [who.secret] : []) }
  }
}

/** RFC 8628 §3.4 and §3.5. */
async function poll(request: DeviceSignIn, code: Secret, first: number, end: number): Promise<OAuthOutcome<Tokens>> {
  const { network, server, client, scopes, signal, secondMs = 1_000 } = request
  let intervalS = first
  let troubles = 0
  for (;;) {
    if (!(await pause(intervalS * secondMs, signal))) return { ok: false, refusal: { at: 'device', why: 'timeout' } }
    const outcome = await exchange({
      at: 'device',
      network,
      server,
      client,
      scopes,
      secrets: [code],
      limits: { signal },
      ask: ({ metadata, client: known, auth, web }) =>
        oauth.deviceCodeGrantRequest(metadata, known, auth, code.reveal(), web.options as oauth.TokenEndpointRequestOptions),
      judge: (metadata, known, response) => oauth.processDeviceCodeResponse(metadata, known, response),
    })
    if (outcome.ok) return outcome
    const { error, why } = outcome.refusal
    const passing = why === 'timeout' || why === 'unreachable' || (outcome.refusal.status ?? 0) >= 500
    if (error !== 'authorization_pending' && error !== 'slow_down' && !passing) return outcome
    troubles = passing ? troubles + 1 : 0
    if (troubles >= TROUBLES) return outcome
    if (error === 'slow_down' || passing) intervalS = Math.min(LONGEST_S, intervalS + SLOWER_S)
    if (Date.now() >= end) return { ok: false, refusal: { at: 'device', why: 'expired', error: 'expired_token' } }
  }
}

/** False when the person broke it off. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  return sleep(ms, true, { ...(signal && { signal }) }).catch(() => false)
}

/** People are sent there: https, and short enough to be typed or scanned. */
function shown(url: string | undefined): string | undefined {
  if (url === undefined || url.length > 500 || !URL.canParse(url)) return undefined
  const { protocol } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? url : undefined
}

/** Google and older servers write `verification_url`, as the drafts of RFC 8628 did. */
async function inItsNames(response: Response): Promise<Response> {
  if (response.status !== 200) return response
  const text = await response.text()
  const headers = response.headers
  try {
    const body = JSON.parse(text) as Record<string, unknown>
    if (body.verification_uri !== undefined || body.verification_url === undefined) return new Response(text, { status: 200, headers })
    return new Response(JSON.stringify({ ...body, verification_uri: body.verification_url }), { status: 200, headers })
  } catch {
    return new Response(text, { status: 200, headers })
  }
}
