// An authorization server from what the knowledge holds of it, and as oauth4webapi wants it.

import type * as oauth from 'oauth4webapi'
import type { ProviderOAuth } from '../model/provider-oauth.ts'
import type { AuthorizationServer } from './shapes.ts'

/** Any of RFC 7518 and its successors that signs with a key pair. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'RS384', 'PS384', 'ES384', 'RS512', 'PS512', 'ES512', 'EdDSA', 'Ed25519']
const TENANT = '{tenant}'
/** A directory's own id; its domains and the words `common`, `organizations`, `consumers` are names for it or for several. */
const DIRECTORY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Null where no endpoint is known. `{tenant}` of the endpoints is filled; that of the issuer only by a directory's id. */
export function serverFromKnowledge(known: ProviderOAuth, tenant: string | undefined = known.tenant): AuthorizationServer | null {
  if (known.token === undefined) return null
  const place = encodeURIComponent(tenant ?? 'common')
  const fill = (url: string) => url.replaceAll(TENANT, place)
  const issuer = known.issuer ?? new URL(fill(known.authorize ?? known.token)).origin
  return {
    issuer: DIRECTORY.test(place) ? fill(issuer) : issuer,
    token: fill(known.token),
    ...(known.authorize && { authorize: fill(known.authorize) }),
    ...(known.device && { device: fill(known.device) }),
    ...(known.revocation && { revocation: fill(known.revocation) }),
    ...(known.parameters && { parameters: known.parameters }),
  }
}

/** `said` is an issuer that the server itself names in its answer: taken where ours leaves the directory open, and only in its shape. */
export function metadataOf(server: AuthorizationServer, said?: string): oauth.AuthorizationServer {
  return {
    issuer: said !== undefined && mayBe(server.issuer, said) ? said : server.issuer,
    token_endpoint: server.token,
    id_token_signing_alg_values_supported: ALGORITHMS,
    ...(server.authorize && { authorization_endpoint: server.authorize }),
    ...(server.device && { device_authorization_endpoint: server.device }),
    ...(server.revocation && { revocation_endpoint: server.revocation }),
    ...(server.introspection && { introspection_endpoint: server.introspection }),
    ...(server.keys && { jwks_uri: server.keys }),
    ...(server.namesItself && { authorization_response_iss_parameter_supported: true }),
  }
}

function mayBe(template: string, issuer: string): boolean {
  const [before, after, ...more] = template.split(TENANT)
  if (before === undefined || after === undefined || more.length > 0) return false
  if (!issuer.startsWith(before) || !issuer.endsWith(after)) return false
  return DIRECTORY.test(issuer.slice(before.length, issuer.length - after.length))
}
