// What a token says of itself, read without believing it: only its issuer could check the signature. For the doctor, who compares it with what is needed.

import type { Secret } from '../model/secret.ts'
import type { TokenClaims, Tokens } from './shapes.ts'

/** Tokens of big directories hold hundreds of groups; beyond this it is none. */
const LONGEST = 64 * 1024
const MANY = 200

/** Null for a token that says nothing (`opaque`), and for anything that is not a JWT (RFC 7519 §3). Must never throw. */
export function readClaims(token: Secret | string): TokenClaims | null {
  const text = typeof token === 'string' ? token : token.reveal()
  const payload = text.length > LONGEST ? null : payloadOf(text.trim())
  if (payload === null) return null
  const word = (...names: readonly string[]) =>
    names.map((name) => payload[name]).find((value): value is string => typeof value === 'string' && value !== '' && value.length < 1_000)
  const user = word('upn', 'unique_name', 'preferred_username', 'email')
  const tenant = word('tid')
  const client = word('appid', 'azp', 'client_id')
  const issuer = word('iss')
  const issued = dateOf(payload.iat)
  const expires = dateOf(payload.exp)
  return {
    audience: words(payload.aud, false),
    scopes: words(payload.scp ?? payload.scope, true),
    roles: words(payload.roles, false),
    // Guests are written `live.com#marie@outlook.com`.
    ...(user !== undefined && { user: user.replace(/^.*#(?=[^#]*@)/, '') }),
    ...(tenant !== undefined && { tenant }),
    ...(client !== undefined && { client }),
    ...(issuer !== undefined && { issuer }),
    ...(issued !== undefined && { issued }),
    ...(expires !== undefined && { expires }),
  }
}

function payloadOf(text: string): Readonly<Record<string, unknown>> | null {
  const parts = text.split('.')
  // RFC 7515 §3.1; five parts are encrypted (RFC 7516) and say nothing to us.
  if (parts.length !== 3 || !parts.slice(0, 2).every((part) => /^[\w-]+$/.test(part))) return null
  const header = objectIn(parts[0]!)
  return header === null || typeof header.alg !== 'string' ? null : objectIn(parts[1]!)
}

function objectIn(base64url: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}

function words(value: unknown, split: boolean): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? (split ? value.split(/[\s,]+/) : [value]) : []
  return list.filter((one): one is string => typeof one === 'string' && one !== '').slice(0, MANY)
}

/** RFC 7519 §2: seconds since 1970, fractions allowed. */
function dateOf(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 && value < 253_402_300_800 ? new Date(Math.floor(value * 1000)).toISOString() : undefined
}

/** What is known of tokens whether or not they speak: where the access token is opaque, what the answer around it said. */
export function claimsOfTokens(tokens: Tokens): TokenClaims {
  const own = readClaims(tokens.access)
  const user = own?.user ?? (tokens.id ? readClaims(tokens.id)?.user : undefined)
  if (own !== null) return { ...own, ...(user !== undefined && { user }) }
  const { expires, scopes } = tokens
  return { audience: [], scopes, roles: [], ...(user !== undefined && { user }), ...(expires !== undefined && { expires }) }
}
