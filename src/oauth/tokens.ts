// From a token endpoint's answer to our Tokens.

import type * as oauth from 'oauth4webapi'
import { Secret } from '../model/secret.ts'
import type { Tokens } from './shapes.ts'

/** Longer than any server's day: a number beyond is a mistake. */
const LONGEST_S = 400 * 86_400

export function tokensFrom(answer: oauth.TokenEndpointResponse, asked: readonly string[], before?: Tokens, now = Date.now()): Tokens {
  const seconds = answer.expires_in
  const granted = answer.scope === undefined ? asked : answer.scope.split(/\s+/).filter((scope) => scope !== '')
  // RFC 6749 §6: without a new refresh token the old one goes on.
  const refresh = answer.refresh_token === undefined ? before?.refresh : new Secret(answer.refresh_token)
  const id = answer.id_token === undefined ? before?.id : new Secret(answer.id_token)
  return {
    access: new Secret(answer.access_token),
    ...(refresh && { refresh }),
    ...(id && { id }),
    ...(seconds !== undefined && seconds > 0 && { expires: new Date(now + Math.min(seconds, LONGEST_S) * 1000).toISOString() }),
    scopes: granted.length > 0 ? granted : asked,
  }
}
