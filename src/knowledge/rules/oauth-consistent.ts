// oauth-consistent: what is said of a provider's OAuth holds together: flows have their endpoints, scopes are scopes, who may register is said once.

import type { ProviderOAuth } from '../../model/provider-oauth.ts'
import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const oauthConsistent: Rule = {
  name: 'oauth-consistent',
  why: 'A sign-in that is offered and cannot work ends in a window that nobody understands, and sends people to register for nothing.',
  builds: true,
  check: (world) => [...oauthFaults(world)],
}

/** Scopes that are words, not addresses. A typing error in one is refused by the provider in its own words, long after. */
const WORDS: ReadonlySet<string> = new Set([
  ...['openid', 'profile', 'email', 'offline_access'],
  ...['mail-w', 'mail-r', 'mail:imap_full', 'mail:imap_ro', 'mail:smtp', 'mail.imap', 'userinfo'],
])

const ENDPOINTS = ['issuer', 'authorize', 'token', 'device', 'revocation'] as const

function* oauthFaults(world: World): Generator<Fault> {
  for (const { id, oauth } of world.draft.providers) {
    if (oauth === undefined) continue
    for (const [path, message] of [...said(oauth), ...templates(oauth), ...scopes(oauth)])
      yield faultIn(world, `providers/${id}.yaml`, ['oauth', ...path], message)
  }
}

type Found = readonly [path: readonly (string | number)[], message: string]

function* said({ registration, selfService, flows, portal, registerTask, ...oauth }: ProviderOAuth): Generator<Found> {
  if (registration !== undefined && selfService !== (registration === 'open'))
    yield [['registration'], `“${registration}” and selfService: ${selfService} say two things`]
  if (selfService && (portal === undefined || registerTask === undefined))
    yield [['selfService'], 'anybody may register, and nothing says where (portal) or how (registerTask)']
  if (flows === undefined) {
    if (oauth.authorize !== undefined) yield [['authorize'], 'flows is missing: which ways lead to a token of mail']
    return
  }
  const needs = { browser: ['authorize', 'token'], device: ['device', 'token'], app: ['token', 'appScope'] } as const
  for (const way of ['browser', 'device', 'app'] as const)
    for (const key of needs[way]) if (flows[way] && oauth[key] === undefined) yield [['flows', way], `needs ${key}`]
  if (!flows.app && oauth.appScope !== undefined) yield [['appScope'], 'no app signs in as itself here (flows.app)']
}

function* templates(oauth: ProviderOAuth): Generator<Found> {
  const used = ENDPOINTS.filter((key) => oauth[key]?.includes('{tenant}'))
  for (const key of ENDPOINTS) {
    const other = /\{(?!tenant\})[^}]*\}?/.exec(oauth[key] ?? '')
    if (other !== null) yield [[key], `nothing fills ${other[0]}`]
  }
  if (oauth.tenant === undefined) for (const key of used) yield [[key], '{tenant}, and no tenant says what it is when nobody does']
  else if (used.length === 0) yield [['tenant'], 'no endpoint has {tenant}']
}

function* scopes({ scopes: asked, alwaysScopes = [], appScope, authorize, device }: ProviderOAuth): Generator<Found> {
  for (const [protocol, scope] of Object.entries(asked ?? {}))
    for (const word of scope.split(' ')) if (!isScope(word)) yield [['scopes', protocol], `“${word}” is no scope: https, or a known word`]
  for (const [i, word] of alwaysScopes.entries()) if (!isScope(word)) yield [['alwaysScopes', i], `“${word}” is no scope`]
  if (appScope !== undefined && !isScope(appScope)) yield [['appScope'], `“${appScope}” is no scope`]
  if (asked === undefined && (authorize ?? device) !== undefined) yield [['authorize'], 'a token for nothing: scopes is missing']
}

function isScope(word: string): boolean {
  return WORDS.has(word) || (/^https:\/\/[\w.-]+\//.test(word) && URL.canParse(word))
}
