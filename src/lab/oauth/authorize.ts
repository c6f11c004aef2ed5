// The authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 9207): judges the request, asks the person, and sends the browser back with a code.

import { randomUUID } from 'node:crypto'
import type { LiveAccount } from '../directory.ts'
import type { Page } from '../http-server.ts'
import { clientOf } from './client.ts'
import { consentPage, messagePage } from './consent-page.ts'
import type { LabOAuthClientData } from './data.ts'
import { type Grant, unguessable } from './grants.ts'
import { admits, CONSUMERS } from './people.ts'
import { isRefused, type Refused, refused, said } from './refusals.ts'
import { readScopes, words } from './scopes.ts'
import type { Asked } from './server.ts'

const CODE_MS = 600_000
/** RFC 7636 §4.1 and §4.2: a SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/

export function authorize(asked: Asked): Page {
  const { server, url, now } = asked
  const { oauth } = server
  const query = url.searchParams
  const get = (name: string) => query.get(name) ?? undefined
  // RFC 6749 §4.1.2.1: with a wrong client or redirect the person is told, and nobody is sent anywhere.
  const tell = (refusal: Refused): Page => {
    const { error, description, status } = said(oauth, refusal, now)
    return messagePage(server, status, 'The sign-in cannot go on', `${error}: ${description}`)
  }
  const tenant = asked.people.tenant(server, asked.tenant)
  const id = get('client_id')
  const holes = { client: id ?? '', tenant: asked.tenant || 'common', redirect: get('redirect_uri') ?? '', user: get('login_hint') ?? '' }
  if (asked.tenant !== '' && tenant === undefined) return tell(refused('unknown-tenant', holes))
  const client = clientOf(server, id ?? '', tenant ?? '')
  if (!client) return tell(refused('unknown-client', holes))
  if (oauth.style === 'microsoft' && !declaredFor(client, tenant ?? '')) return tell(refused('not-for-account', holes))
  const redirect = get('redirect_uri')
  if (redirect === undefined || !registered(client, redirect)) return tell(refused('wrong-redirect', holes))

  const back = (answer: Readonly<Record<string, string>>): Page => {
    const target = new URL(redirect)
    const state = get('state')
    const sent = {
      ...answer,
      ...(state !== undefined && { state: oauth.fault === 'wrong-state' ? `${state}0` : state }),
      ...(oauth.namesItself && { iss: oauth.fault === 'wrong-issuer' ? 'https://somebody-else.example' : oauth.issuer }),
    }
    const into = get('response_mode') === 'fragment' ? new URLSearchParams() : target.searchParams
    for (const [name, value] of Object.entries(sent)) into.set(name, value)
    if (into !== target.searchParams) target.hash = into.toString()
    return { status: 302, headers: { Location: target.href, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }, body: '' }
  }
  const refuse = (refusal: Refused): Page => {
    const { error, description, suberror } = said(oauth, refusal, now)
    return back({ error, ...(description && { error_description: description }), ...(suberror && { error_subcode: suberror }) })
  }

  if (get('response_type') !== 'code') return refuse(refused('wrong-response-type', holes))
  if (!client.flows.includes('code')) return refuse(refused('flow-not-allowed', holes))
  const challenge = get('code_challenge')
  const method = get('code_challenge_method') ?? 'plain'
  if (challenge === undefined ? oauth.pkce === 'required' : method !== 'S256' || !CHALLENGE.test(challenge))
    return refuse(refused('no-pkce', holes))
  const scopes = readScopes(oauth, get('scope'))
  if (isRefused(scopes)) return refuse(scopes)
  if (scopes.scopes.length === 0) return refuse(refused('missing-parameter', { ...holes, parameter: 'scope' }))

  function answer(login: string, allowed: boolean): Page {
    if (!allowed) return refuse(refused('denied', holes))
    const account = asked.people.find(server, login)
    const no = account ? stopped(asked, account, client as LabOAuthClientData, tenant ?? '') : refused('unknown-user')
    if (no || !account) return refuse({ refused: no?.refused ?? 'unknown-user', holes: { ...holes, ...no?.holes, user: login } })
    const nonce = get('nonce')
    const grant: Grant = {
      server,
      client: client as LabOAuthClientData,
      account,
      tenant: asked.people.tenantOf(account),
      scopes: (scopes as { scopes: readonly string[] }).scopes,
      made: now,
      offline: oauth.refreshWhen === 'always' || get('access_type') === 'offline' || words(get('scope')).includes('offline_access'),
      ...(nonce !== undefined && { nonce }),
    }
    const code = unguessable(oauth.style === 'microsoft' ? '0.A' : oauth.style === 'google' ? '4/0A' : '', 40)
    asked.grants.codes.set(code, { grant, redirect: redirect as string, challenge, expires: now + CODE_MS, used: false })
    return back({ code, ...(oauth.style === 'microsoft' && { session_state: randomUUID() }) })
  }

  // The lab's own way for a client without a browser; the real ones have none.
  const word = /^(allow|deny)(?: (\S+))?$/.exec(asked.header('x-sesame-lab') ?? '')
  if (word) return answer(word[2] ?? get('login_hint') ?? '', word[1] === 'allow')
  if (asked.method === 'POST') return answer(asked.form.get('login') ?? '', asked.form.get('answer') === 'allow')
  // OpenID Connect Core §3.1.2.1: no page may be shown.
  if (get('prompt') === 'none')
    return get('login_hint') === undefined ? refuse(refused('sign-in-needed', holes)) : answer(get('login_hint') ?? '', true)
  const people = asked.people.at(server).filter((a) => admits(tenant ?? '', asked.people.tenantOf(a)))
  return consentPage(server, {
    app: client.name,
    scopes: scopes.scopes,
    people: people.map((a) => a.data.address),
    hint: get('login_hint') ?? '',
    ...(client.testers && { warning: 'This app is being tested: only its testers may go on, and the permission ends after seven days.' }),
  })
}

/** Why this person does not come in by this client, if so. */
export function stopped(asked: Asked, account: LiveAccount, client: LabOAuthClientData, tenant: string): Refused | undefined {
  const holes = { client: client.id, tenant, user: account.data.address }
  const home = asked.people.tenantOf(account)
  if (client.testers && !client.testers.includes(account.data.address)) return refused('not-tester', holes)
  if (asked.server.oauth.style === 'microsoft') {
    if (!admits(tenant, home)) return refused('wrong-tenant', holes)
    if (!declaredFor(client, home === CONSUMERS ? 'consumers' : 'organizations')) return refused('not-for-account', holes)
  }
  const own = account.data.oauth?.authorize
  return own === undefined ? undefined : { refused: own, holes }
}

function declaredFor(client: LabOAuthClientData, tenant: string): boolean {
  if (client.accounts === 'both' || tenant === '' || tenant === 'common') return true
  return client.accounts === (tenant === 'consumers' || tenant === CONSUMERS ? 'personal' : 'work')
}

/** RFC 8252 §7.3: any port on loopback; everything else letter by letter. */
export function registered(client: LabOAuthClientData, redirect: string): boolean {
  if (client.redirects.includes(redirect)) return true
  if (redirect.length > 2048 || !URL.canParse(redirect)) return false
  const { protocol, hostname, username, hash } = new URL(redirect)
  const loopback = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return loopback && username === '' && hash === '' && client.redirects.includes('loopback')
}
