// The one way to a live access token, for whoever needs one: refreshed once for all who ask at once, in this process and in others, and kept before it is used.

import type { Secret } from '../model/secret.ts'
import type { Network } from '../net/network.ts'
import { signInAsApp } from './app-flow.ts'
import { isLasting } from './lasting.ts'
import { refresh } from './refresh.ts'
import type { Grant, GrantShelf, OAuthOutcome, Tokens } from './shapes.ts'

export interface TokenRequest {
  readonly shelf: GrantShelf
  readonly network: Network
  /** Of the grant. */
  readonly id: string
  /** How long it must live on, in seconds; two minutes when absent. */
  readonly freshFor?: number | undefined
  /** A token of another service with the same sign-in: `https://graph.microsoft.com/Mail.Send`. All of one service. */
  readonly scopes?: readonly string[] | undefined
  /** A server has just refused the kept token with this value: another is wanted, however long it would live. */
  readonly notThis?: Secret | undefined
}

export interface FreshToken {
  readonly token: Secret
  readonly expires: string | null
  readonly grant: Grant
}

const FRESH_S = 120

/** By shelf, grant and scopes: those who ask while one asks wait for its answer. */
const flights = new WeakMap<GrantShelf, Map<string, Promise<OAuthOutcome<FreshToken>>>>()
/** Tokens of other services live in memory only; the refresh token that they stand on is kept. */
const aside = new WeakMap<GrantShelf, Map<string, { readonly token: Secret; readonly expires: string | null }>>()

/** Null when no such sign-in is kept. Throws what the shelf throws; a refusal is a value. */
export async function accessTokenFor(request: TokenRequest): Promise<OAuthOutcome<FreshToken> | null> {
  const { shelf, id, scopes, notThis } = request
  const held = await shelf.read(id)
  if (held === null) return null
  const kept = usable(request, held.grant, held.tokens)
  if (kept !== null) return { ok: true, value: kept }
  const key = JSON.stringify([id, scopes ?? null, notThis?.reveal() ?? null])
  const mine = mapOf(flights, shelf)
  const running = mine.get(key)
  if (running !== undefined) return running
  const flight = shelf.alone(id, () => renewed(request)).finally(() => mine.delete(key))
  mine.set(key, flight)
  return flight
}

/** Under the lock: what another process did meanwhile is seen first. */
async function renewed(request: TokenRequest): Promise<OAuthOutcome<FreshToken>> {
  const { shelf, network, id, scopes } = request
  const held = await shelf.read(id)
  if (held === null) return { ok: false, refusal: { at: 'refresh', why: 'expired' } }
  const { grant, tokens } = held
  const fresh = usable(request, grant, tokens)
  if (fresh !== null) return { ok: true, value: fresh }
  const client = await shelf.client(grant)
  // Nobody breaks this off: others wait for it, and a refresh that was answered and not heard would lose the new refresh token.
  const asked = scopes ?? grant.scopes
  const outcome =
    grant.flow === 'app'
      ? await signInAsApp({ network, server: grant.server, client, scopes: asked })
      : await refresh({ network, server: grant.server, client, tokens, scopes })
  if (!outcome.ok) {
    // What passes by itself is no state of the sign-in.
    if (isLasting(outcome.refusal)) await shelf.write({ ...grant, refusal: outcome.refusal }, tokens)
    return outcome
  }
  const got = outcome.value
  const now = new Date().toISOString()
  // RFC 9700 §2.2.2: with rotation the old refresh token is dead by now. The new one is on the disk before anybody gets what came with it.
  if (scopes === undefined) {
    const next: Grant = { ...grant, refreshed: now, expires: got.expires ?? null, refusal: null }
    await shelf.write(next, got)
    return { ok: true, value: { token: got.access, expires: next.expires, grant: next } }
  }
  const next: Grant = { ...grant, refreshed: now, refusal: null }
  const { refresh: renewedRefresh = tokens.refresh } = got
  await shelf.write(next, { ...tokens, ...(renewedRefresh && { refresh: renewedRefresh }) })
  const value = { token: got.access, expires: got.expires ?? null }
  mapOf(aside, shelf).set(asideKey(id, scopes), value)
  return { ok: true, value: { ...value, grant: next } }
}

function usable({ shelf, id, scopes, notThis, freshFor = FRESH_S }: TokenRequest, grant: Grant, tokens: Tokens): FreshToken | null {
  const one =
    scopes === undefined ? { token: tokens.access, expires: tokens.expires ?? null } : mapOf(aside, shelf).get(asideKey(id, scopes))
  if (one === undefined || one.token.reveal() === notThis?.reveal()) return null
  // Without an end it is used until a server refuses it.
  const lives = one.expires === null || Date.parse(one.expires) - Date.now() > freshFor * 1000
  return lives ? { ...one, grant } : null
}

function asideKey(id: string, scopes: readonly string[]): string {
  return JSON.stringify([id, [...scopes].sort()])
}

function mapOf<T>(maps: WeakMap<GrantShelf, Map<string, T>>, shelf: GrantShelf): Map<string, T> {
  const map = maps.get(shelf) ?? new Map<string, T>()
  maps.set(shelf, map)
  return map
}
