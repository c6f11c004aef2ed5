// Taking a permission back at the server (RFC 7009), and asking it about a token (RFC 7662).

import * as oauth from 'oauth4webapi'
import type { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { clientAuth } from './client-auth.ts'
import { refusalOf } from './refusal.ts'
import { metadataOf } from './server.ts'
import type { AuthorizationServer, OAuthClient, OAuthOutcome, Tokens } from './shapes.ts'
import { webOver } from './web.ts'

export interface AboutTokens {
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly signal?: AbortSignal | undefined
}

/** The refresh token ends with all that came of it (RFC 7009 §2.1); where there is none, the access token. Null where the server has no such endpoint. */
export async function revoke(about: AboutTokens, tokens: Tokens): Promise<OAuthOutcome<true> | null> {
  const { network, server, client: who, signal } = about
  if (server.revocation === undefined) return null
  const web = webOver(network, { signal })
  const [token, hint] = tokens.refresh ? [tokens.refresh, 'refresh_token'] : [tokens.access, 'access_token']
  try {
    const { client, auth } = await clientAuth(who, server.token)
    const options = { ...web.options, additionalParameters: { token_type_hint: hint } } as oauth.RevocationRequestOptions
    await oauth.processRevocationResponse(await oauth.revocationRequest(metadataOf(server), client, auth, token.reveal(), options))
    return { ok: true, value: true }
  } catch (error) {
    return { ok: false, refusal: refusalOf('revoke', error, web, secretsOf(who, token)) }
  }
}

/** Whether the server still knows a token. For those who run their own. */
export async function introspect(about: AboutTokens, token: Secret): Promise<OAuthOutcome<oauth.IntrospectionResponse>> {
  const { network, server, client: who, signal } = about
  const web = webOver(network, { signal })
  try {
    const { client, auth } = await clientAuth(who, server.token)
    const metadata = metadataOf(server)
    const response = await oauth.introspectionRequest(
      metadata,
      client,
      auth,
      token.reveal(),
      web.options as oauth.IntrospectionRequestOptions,
    )
    return { ok: true, value: await oauth.processIntrospectionResponse(metadata, client, response) }
  } catch (error) {
    return { ok: false, refusal: refusalOf('introspect', error, web, secretsOf(who, token)) }
  }
}

function secretsOf({ secret }: OAuthClient, token: Secret): Secret[] {
  return secret ? [token, secret] : [token]
}
