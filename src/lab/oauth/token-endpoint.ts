// The token endpoint (RFC 6749 §3.2): a code, a refresh token, a device's code or the client itself against an access token; and what takes tokens back or looks into them.

import { createHash } from 'node:crypto'
import type { Page } from '../http-server.ts'
import { proveClient } from './client.ts'
import type { LabOAuthClientData } from './data.ts'
import { pollDevice } from './device.ts'
import type { Grant } from './grants.ts'
import { issue, issuerOf } from './issue.ts'
import { isRefused, json, type Refused, refused } from './refusals.ts'
import { readScopes } from './scopes.ts'
import type { Asked } from './server.ts'

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

export function tokenEndpoint(asked: Asked): Page | Refused {
  const { form, server } = asked
  const tenant = asked.people.tenant(server, asked.tenant)
  if (asked.tenant !== '' && tenant === undefined) return refused('unknown-tenant', { tenant: asked.tenant })
  const kind = form.get('grant_type')
  if (kind === null) return refused('missing-parameter', { parameter: 'grant_type' })
  const proven = proveClient(asked.proof())
  if (isRefused(proven)) return proven
  const { client } = proven
  if (kind === 'authorization_code') return withCode(asked, client)
  if (kind === 'refresh_token') return withRefresh(asked, client)
  if (kind === DEVICE && server.oauth.device !== undefined) return pollDevice(asked, client.id)
  if (kind === 'client_credentials') return asItself(asked, client, tenant ?? '')
  return refused('wrong-grant-type', { type: kind })
}

/** RFC 6749 §4.1.3, RFC 7636 §4.6. */
function withCode(asked: Asked, client: LabOAuthClientData): Page | Refused {
  const { form, grants, now } = asked
  const value = form.get('code')
  if (value === null) return refused('missing-parameter', { parameter: 'code' })
  const code = grants.codes.get(value)
  if (!code || code.grant.client !== client || code.grant.server !== asked.server) return refused('wrong-code', holesOf(code?.grant))
  if (code.used) {
    // RFC 6749 §4.1.2: a code that comes twice was stolen; what it gave ends.
    if (asked.server.oauth.style === 'plain') code.grant.dead ??= 'wrong-refresh'
    return refused('used-code')
  }
  if (code.expires <= now) return refused('expired-code')
  if (form.get('redirect_uri') !== code.redirect)
    return refused('other-redirect', { redirect: form.get('redirect_uri') ?? '', client: client.id })
  const verifier = form.get('code_verifier')
  const right = code.challenge === undefined ? verifier === null : verifier !== null && challengeOf(verifier) === code.challenge
  if (!right) return refused('wrong-verifier')
  code.used = true
  const stop = ended(code.grant, 'code')
  if (stop) return stop
  const wanted = narrowed(asked, code.grant)
  if (isRefused(wanted)) return wanted
  return issue(asked, code.grant, { ...wanted, refresh: code.grant.offline, idToken: true })
}

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

/** RFC 6749 §6. */
function withRefresh(asked: Asked, client: LabOAuthClientData): Page | Refused {
  const { form, grants, now, server } = asked
  const value = form.get('refresh_token')
  if (value === null) return refused('missing-parameter', { parameter: 'refresh_token' })
  const token = grants.refresh.get(value)
  if (!token || token.grant.client !== client || token.grant.server !== server) return refused('wrong-refresh')
  const { grant } = token
  const stop = ended(grant, 'refresh')
  if (stop) return stop
  if (token.expires <= now) return refused('expired-refresh', holesOf(grant))
  const { rotation } = server.oauth
  if (rotation === 'single-use' && token.used) {
    // RFC 9700 §4.14.2: one of the two that show it is a thief.
    grant.dead = 'wrong-refresh'
    return refused('wrong-refresh')
  }
  const wanted = narrowed(asked, grant)
  if (isRefused(wanted)) return wanted
  const answer = issue(asked, grant, {
    ...wanted,
    refresh: rotation !== 'none',
    ...(server.oauth.style === 'yahoo' && { sameRefresh: value }),
    idToken: server.oauth.style === 'microsoft',
  })
  if (!isRefused(answer)) token.used = true
  return answer
}

/** RFC 6749 §4.4. */
function asItself(asked: Asked, client: LabOAuthClientData, tenant: string): Page | Refused {
  const { form, server, now } = asked
  const holes = { client: client.id, tenant: tenant || 'common', scope: form.get('scope') ?? '' }
  if (!client.flows.includes('app')) return refused('flow-not-allowed', holes)
  if (server.oauth.style === 'microsoft') {
    if (['common', 'organizations', 'consumers'].includes(tenant)) return refused('no-tenant', holes)
    if (!/\/\.default$/.test(form.get('scope') ?? '')) return refused('app-scope', holes)
  }
  const scopes = readScopes(server.oauth, form.get('scope') ?? '')
  if (isRefused(scopes)) return scopes
  return issue(
    asked,
    { server, client, account: null, tenant, scopes: scopes.scopes, made: now, offline: false },
    { refresh: false, idToken: false },
  )
}

/** What stands against the person since the permission was given, at this step. */
function ended(grant: Grant, step: 'code' | 'refresh'): Refused | undefined {
  const why = grant.dead ?? grant.account?.data.oauth?.[step]
  return why === undefined ? undefined : { refused: why, holes: holesOf(grant) }
}

const holesOf = (grant: Grant | undefined) => ({
  client: grant?.client.id ?? '',
  user: grant?.account?.data.address ?? '',
  tenant: grant?.tenant ?? '',
})

/** RFC 6749 §6: never more than was granted. */
function narrowed(asked: Asked, grant: Grant): { readonly scopes?: readonly string[] } | Refused {
  const text = asked.form.get('scope')
  if (text === null || text === '') return {}
  const wanted = readScopes(asked.server.oauth, text)
  if (isRefused(wanted)) return wanted
  const more = wanted.scopes.find((s) => !grant.scopes.includes(s) && s !== 'offline_access')
  return more === undefined
    ? wanted
    : { refused: 'more-scope' in asked.server.oauth.refusals ? 'more-scope' : 'unknown-scope', holes: { ...holesOf(grant), scope: more } }
}

/** RFC 7009 §2: the whole permission ends, and an unknown token is no error. Google alone says that it does not know it. */
export function revoke(asked: Asked): Page | Refused {
  const { form, grants, server, url } = asked
  if (server.oauth.style !== 'google') {
    const proven = proveClient(asked.proof())
    if (isRefused(proven)) return proven
  }
  const value = form.get('token') ?? url.searchParams.get('token')
  if (value === null) return refused('missing-parameter', { parameter: 'token' })
  const grant = grants.refresh.get(value)?.grant ?? grants.access.get(value)?.grant
  if (server.oauth.style === 'google' && (!grant || grant.dead !== undefined))
    return json(400, { error: 'invalid_token', error_description: 'Token expired or revoked' })
  if (grant?.server === server) grant.dead = 'wrong-refresh'
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: server.oauth.style === 'google' ? '{}' : '' }
}

/** RFC 7662 §2: only for clients that have a secret. */
export function introspect(asked: Asked): Page | Refused {
  const proven = proveClient(asked.proof())
  if (isRefused(proven)) return proven
  if (proven.client.secret === undefined) return refused('no-secret', { client: proven.client.id })
  const value = asked.form.get('token') ?? ''
  const access = asked.grants.access.get(value)
  const refresh = asked.grants.refresh.get(value)
  const found = access ?? refresh
  if (!found || found.grant.server !== asked.server || found.grant.dead !== undefined || found.expires <= asked.now)
    return json(200, { active: false })
  const { grant } = found
  return json(200, {
    active: true,
    iss: issuerOf(grant),
    client_id: grant.client.id,
    scope: (access?.scopes ?? grant.scopes).join(' '),
    exp: Math.floor(found.expires / 1000),
    token_type: access ? 'Bearer' : 'refresh_token',
    ...(access?.audience !== undefined && { aud: access.audience }),
    ...(grant.account && { username: grant.account.data.address, email: grant.account.data.address, sub: grant.account.data.address }),
  })
}
