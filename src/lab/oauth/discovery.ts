// What an authorization server says of itself (RFC 8414 §2, OpenID Connect Discovery §3).

import type { LabOAuth } from './data.ts'
import { CONSUMERS } from './people.ts'

export function discoveryDocument(oauth: LabOAuth, tenant: string): Readonly<Record<string, unknown>> {
  const fill = (address: string) => address.replace('{tenant}', tenant)
  // For `common` and its kin Entra ID shows the issuer with the hole still in it.
  const special = ['common', 'organizations'].includes(tenant)
  const issuer = oauth.issuer.replace('{tenant}', special ? '{tenantid}' : tenant === 'consumers' ? CONSUMERS : tenant)
  const endpoints = {
    authorization_endpoint: oauth.authorize,
    token_endpoint: oauth.token,
    device_authorization_endpoint: oauth.device,
    revocation_endpoint: oauth.revocation,
    introspection_endpoint: oauth.introspection,
    jwks_uri: oauth.keys,
  }
  return {
    issuer: oauth.fault === 'wrong-issuer' ? 'https://somebody-else.example' : issuer,
    ...Object.fromEntries(Object.entries(endpoints).flatMap(([name, address]) => (address === undefined ? [] : [[name, fill(address)]]))),
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      ...(oauth.device === undefined ? [] : ['urn:ietf:params:oauth:grant-type:device_code']),
      ...(oauth.clients.some((c) => c.flows.includes('app')) ? ['client_credentials'] : []),
    ],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access', ...oauth.scopes.map((s) => s.name)],
    ...(oauth.namesItself && { authorization_response_iss_parameter_supported: true }),
  }
}
