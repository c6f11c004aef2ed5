// A new access token for an old refresh token (RFC 6749 §6). Only asks: who may ask at the same time, and where the answer is kept, is `access-token.ts`.

import * as oauth from 'oauth4webapi'
import type { Network } from '../net/network.ts'
import { exchange } from './exchange.ts'
import type { AuthorizationServer, OAuthClient, OAuthOutcome, Tokens } from './shapes.ts'

export interface Refresh {
  readonly network: Network
  readonly server: AuthorizationServer
  readonly client: OAuthClient
  readonly tokens: Tokens
  /** Others than those of the token, of one service: Microsoft gives a token for each with the same refresh token. */
  readonly scopes?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}

export async function refresh({ network, server, client: who, tokens, scopes, signal }: Refresh): Promise<OAuthOutcome<Tokens>> {
  const old = tokens.refresh
  if (old === undefined) return { ok: false, refusal: { at: 'refresh', why: 'expired' } }
  return exchange({
    at: 'refresh',
    network,
    server,
    client: who,
    scopes: scopes ?? tokens.scopes,
    before: tokens,
    secrets: [old, tokens.access],
    limits: { signal },
    ask: ({ metadata, client, auth, web }) =>
      oauth.refreshTokenGrantRequest(metadata, client, auth, old.reveal(), {
        ...web.options,
        // Left away, it means what was granted (RFC 6749 §6).
        ...(scopes && { additionalParameters: { scope: scopes.join(' ') } }),
      } as oauth.TokenEndpointRequestOptions),
    judge: (metadata, client, response) => oauth.processRefreshTokenResponse(metadata, client, response),
  })
}
