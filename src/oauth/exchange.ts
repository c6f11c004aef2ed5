// One question to the token endpoint and its answer judged: what every way to a token has in common.

import * as oauth from 'oauth4webapi'
import type { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { readClaims } from './claims.ts'
import { clientAuth, type KnownClient } from './client-auth.ts'
import { refusalOf } from './refusal.ts'
import { metadataOf } from './server.ts'
import type { AuthorizationServer, OAuthClient, OAuthOutcome, OAuthStep, Tokens } from './shapes.ts'
import { tokensFrom } from './tokens.ts'
import { type Web, type WebLimits, webOver } from './web.ts'

export interface Exchange {
  readonly at: OAuthStep
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  /** What is asked for, where the server does not say what it granted. */
  readonly scopes: readonly string[]
  readonly before?: Tokens
  /** Struck from what the server says. */
  readonly secrets: readonly Secret[]
  readonly limits?: WebLimits
  readonly ask: (with_: Asking) => Promise<Response>
  readonly judge: (metadata: oauth.AuthorizationServer, client: oauth.Client, response: Response) => Promise<oauth.TokenEndpointResponse>
}

export interface Asking extends KnownClient {
  readonly metadata: oauth.AuthorizationServer
  readonly web: Web
}

export async function exchange(one: Exchange): Promise<OAuthOutcome<Tokens>> {
  const { at, network, server, limits, client: who } = one
  const web = webOver(network, limits)
  const secrets = [...one.secrets, ...[who.secret, who.key].filter((s): s is Secret => s !== undefined)]
  try {
    const known = await clientAuth(who, server.token)
    const response = await one.ask({ ...known, metadata: metadataOf(server), web })
    const metadata = metadataOf(server, issuerSaid(web))
    const answer = await one.judge(metadata, known.client, response)
    // OpenID Connect Core §3.1.3.7 (6): over TLS from the endpoint itself the signature may go unchecked; where the keys are known it is not left so.
    if (server.keys !== undefined && answer.id_token !== undefined) {
      await oauth.validateApplicationLevelSignature(metadata, response, { ...web.options } as oauth.ValidateSignatureOptions)
    }
    return { ok: true, value: tokensFrom(answer, one.scopes, one.before) }
  } catch (error) {
    return { ok: false, refusal: refusalOf(at, error, web, secrets) }
  }
}

/** The issuer that the ID token of an answer names; believed only where `metadataOf` lets it. */
function issuerSaid(web: Web): string | undefined {
  try {
    const { id_token } = JSON.parse(web.last()?.body ?? '{}') as { id_token?: unknown }
    return typeof id_token === 'string' ? readClaims(id_token)?.issuer : undefined
  } catch {
    return undefined
  }
}
