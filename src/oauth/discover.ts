// An authorization server from its own document (RFC 8414 §3, OpenID Connect Discovery 1.0 §4), for an issuer that a person named.

import * as oauth from 'oauth4webapi'
import type { Network } from '../net/network.ts'
import { refusalOf } from './refusal.ts'
import type { AuthorizationServer, OAuthOutcome } from './shapes.ts'
import { mayAsk, type WebLimits, webOver } from './web.ts'

/** Asked in both places, the older one first: most servers have only that. */
const PLACES = ['oidc', 'oauth2'] as const

export async function discover(network: Network, issuer: string, limits: WebLimits = {}): Promise<OAuthOutcome<AuthorizationServer>> {
  if (!mayAsk(issuer)) return { ok: false, refusal: { at: 'discovery', why: 'invalid' } }
  const url = new URL(issuer)
  let refusal = null
  for (const algorithm of PLACES) {
    const web = webOver(network, limits)
    try {
      const response = await oauth.discoveryRequest(url, { algorithm, ...web.options } as oauth.DiscoveryRequestOptions)
      const read = serverOf(await oauth.processDiscoveryResponse(url, response))
      if (read !== null) return { ok: true, value: read }
      refusal = { at: 'discovery', why: 'invalid' } as const
    } catch (error) {
      refusal = refusalOf('discovery', error, web)
      if (refusal.why !== 'refused' && refusal.why !== 'invalid') break
    }
  }
  return { ok: false, refusal: refusal ?? { at: 'discovery', why: 'invalid' } }
}

/** Null when it gives no tokens, or by an endpoint that nobody should use. */
function serverOf(said: oauth.AuthorizationServer): AuthorizationServer | null {
  const safe = (url: string | undefined) => (url !== undefined && mayAsk(url) ? url : undefined)
  const token = safe(said.token_endpoint)
  if (token === undefined) return null
  const found = {
    authorize: safe(said.authorization_endpoint),
    device: safe(said.device_authorization_endpoint),
    revocation: safe(said.revocation_endpoint),
    introspection: safe(said.introspection_endpoint),
    keys: safe(said.jwks_uri),
  }
  return {
    issuer: said.issuer,
    token,
    ...(Object.fromEntries(Object.entries(found).filter(([, url]) => url !== undefined)) as Partial<AuthorizationServer>),
    ...(Array.isArray(said.scopes_supported) && { scopes: said.scopes_supported.filter((one) => typeof one === 'string').slice(0, 200) }),
    ...(said.authorization_response_iss_parameter_supported === true && { namesItself: true }),
  }
}
