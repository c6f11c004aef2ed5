// An app that signs in as itself (RFC 6749 §4.4), with its secret or its certificate: no person, no refresh token.

import * as oauth from 'oauth4webapi'
import type { Network } from '../net/network.ts'
import { exchange } from './exchange.ts'
import type { AuthorizationServer, OAuthClient, OAuthOutcome, Tokens } from './shapes.ts'

export interface AppSignIn {
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly scopes: readonly string[]
  readonly signal?: AbortSignal | undefined
}

export function signInAsApp({ network, server, client: who, scopes, signal }: AppSignIn): Promise<OAuthOutcome<Tokens>> {
  return exchange({
    at: 'app',
    network,
    server,
    client: who,
    scopes,
    secrets: [],
    limits: { signal },
    ask: ({ metadata, client, auth, web }) =>
      oauth.clientCredentialsGrantRequest(
        metadata,
        client,
        auth,
        { scope: scopes.join(' ') },
        web.options as oauth.ClientCredentialsGrantRequestOptions,
      ),
    judge: (metadata, client, response) => oauth.processClientCredentialsResponse(metadata, client, response),
  })
}
