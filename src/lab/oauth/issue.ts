// The answer with the tokens (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3), each in the form that its provider gives.

import { randomBytes } from 'node:crypto'
import type { Page } from '../http-server.ts'
import { type Access, type Grant, type Grants, unguessable } from './grants.ts'
import type { Signer } from './jwt.ts'
import { CONSUMERS } from './people.ts'
import { guidOf, isRefused, json, type Refused } from './refusals.ts'
import { ofOneAudience } from './scopes.ts'

const DAY = 86_400_000
/** Google: seven days while the app is being tested. */
const TESTING_DAYS = 7

export interface Issuing {
  readonly grants: Grants
  readonly signer: Signer
}

export interface Wish {
  /** Absent: all that was granted. */
  readonly scopes?: readonly string[]
  /** A refresh token comes with it. */
  readonly refresh: boolean
  /** Said again in the answer instead of a new one. */
  readonly sameRefresh?: string
  readonly idToken: boolean
}

export function issue({ grants, signer }: Issuing, grant: Grant, wish: Wish): Page | Refused {
  const { oauth } = grant.server
  const one = ofOneAudience(oauth, wish.scopes ?? grant.scopes, wish.scopes === undefined)
  if (isRefused(one)) return one
  const now = grants.now() + (oauth.fault === 'clock' ? DAY : 0)
  const seconds = oauth.tokens.minutes * 60 - (oauth.style === 'microsoft' ? 1 : 0)
  const roles = grant.account ? [] : (grant.client.roles ?? [])
  const access: Access = { grant, scopes: one.scopes, roles, audience: one.audience, expires: now + seconds * 1000 }
  const value = accessToken(signer, access, now)
  grants.access.set(value, access)
  const refresh = wish.refresh && oauth.fault !== 'no-refresh' ? unguessable(oauth.tokens.refreshPrefix, 48) : wish.sameRefresh
  if (refresh !== undefined && refresh !== wish.sameRefresh) {
    const days = grant.client.testers ? TESTING_DAYS : (oauth.tokens.refreshDays ?? 36_500)
    grants.refresh.set(refresh, { grant, expires: now + days * DAY, used: false })
  }
  const shown = one.scopes.filter((s) => s !== 'offline_access').join(' ')
  return json(200, {
    token_type: oauth.fault === 'other-token-type' ? 'mac' : 'Bearer',
    ...(shown && grant.account && { scope: shown }),
    expires_in: seconds,
    ...(oauth.style === 'microsoft' && { ext_expires_in: seconds }),
    access_token: value,
    ...(refresh !== undefined && { refresh_token: refresh }),
    ...(grant.client.testers && refresh !== undefined && { refresh_token_expires_in: TESTING_DAYS * 86_400 }),
    ...(oauth.style === 'yahoo' &&
      grant.account && { xoauth_yahoo_guid: guidOf(grant.account.address).replaceAll('-', '').slice(0, 26).toUpperCase() }),
    ...(wish.idToken && grant.account && grant.scopes.includes('openid') && { id_token: idToken(signer, grant, now) }),
  })
}

/** Microsoft's work tokens and those of plain servers say whom they are for; the others say nothing. */
function accessToken(signer: Signer, { grant, scopes, roles, audience, expires }: Access, now: number): string {
  const { oauth } = grant.server
  const personal = oauth.style === 'microsoft' && grant.tenant === CONSUMERS
  if (personal) return unguessable('EwB', 600)
  if (oauth.tokens.form === 'opaque') return unguessable(oauth.tokens.prefix, 120)
  const times = { iat: Math.floor(now / 1000), nbf: Math.floor(now / 1000), exp: Math.floor(expires / 1000) }
  const { account, client, tenant } = grant
  if (oauth.style !== 'microsoft')
    // RFC 9068 §2.2.
    return signer.sign(
      {
        iss: oauth.issuer,
        aud: audience ?? oauth.issuer,
        sub: account ? guidOf(account.address) : client.id,
        client_id: client.id,
        scope: scopes.join(' '),
        jti: randomBytes(12).toString('base64url'),
        ...(account && { email: account.data.address }),
        ...times,
      },
      { typ: 'at+jwt' },
    )
  const who = account
    ? {
        scp: scopes.map(short).filter(isOfResource).join(' '),
        upn: account.data.address,
        unique_name: account.data.address,
        name: account.data.address.split('@')[0],
      }
    : { roles, idtyp: 'app' }
  return signer.sign({
    aud: audience,
    iss: `https://sts.windows.net/${tenant}/`,
    ...times,
    app_displayname: client.name,
    appid: client.id,
    appidacr: account ? '0' : client.certificate ? '2' : '1',
    oid: guidOf(account?.address ?? `service principal ${client.id} ${tenant}`),
    tid: tenant,
    ver: '1.0',
    uti: randomBytes(12).toString('base64url'),
    ...who,
  })
}

const short = (scope: string) => scope.slice(scope.lastIndexOf('/') + 1)
const isOfResource = (scope: string) => !['offline_access', 'openid', 'profile', 'email'].includes(scope)

export function issuerOf(grant: Pick<Grant, 'server' | 'tenant'>): string {
  return grant.server.oauth.issuer.replace('{tenant}', grant.tenant)
}

function idToken(signer: Signer, grant: Grant, now: number): string {
  const { oauth } = grant.server
  const address = grant.account?.data.address ?? ''
  return signer.sign({
    iss: oauth.fault === 'wrong-issuer' ? 'https://somebody-else.example' : issuerOf(grant),
    aud: grant.client.id,
    sub: guidOf(`${address} ${grant.client.id}`),
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + 3600,
    email: address,
    preferred_username: address,
    ...(oauth.style === 'microsoft' && { tid: grant.tenant, oid: guidOf(address), ver: '2.0' }),
    ...(grant.nonce !== undefined && { nonce: oauth.fault === 'wrong-nonce' ? 'another' : grant.nonce }),
  })
}
