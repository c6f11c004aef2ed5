// What is known of a provider's OAuth as labelled lines, for the terminal and the site alike.

import type { ProviderOAuth } from '../model/provider-oauth.ts'
import type { OAuthText } from './oauth-en.ts'

export interface OAuthFact {
  readonly label: string
  readonly value: string
  /** `code` is typed or sent as it stands; `page` is opened by the person. */
  readonly as: 'words' | 'code' | 'page'
}

/** In the order in which somebody needs them: may I, where, how, what is sent, how long it lasts. */
export function oauthFacts({ label, ...say }: OAuthText, oauth: ProviderOAuth): readonly OAuthFact[] {
  const facts: OAuthFact[] = []
  const add = (as: OAuthFact['as'], name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') facts.push({ label: name, value, as })
  }
  add('words', label.registration, say.registration[oauth.registration ?? (oauth.selfService ? 'open' : 'closed')])
  add('page', label.portal, oauth.portal)
  add('words', label.ways, ways(say, oauth))
  add('words', label.account, oauth.tenant && say.tenant(oauth.tenant))
  add('words', label.client, oauth.clientSecret && say.secret[oauth.clientSecret])
  add(
    'words',
    label.redirect,
    oauth.redirect && [...(oauth.redirectUri === undefined ? [] : [`\`${oauth.redirectUri}\``]), say.redirect[oauth.redirect]].join(', '),
  )
  add('code', label.scopes, [...new Set(Object.values(oauth.scopes ?? {}))].join(' '))
  add('code', label.always, oauth.alwaysScopes?.join(' '))
  add('code', label.appScope, oauth.appScope)
  for (const key of ['authorize', 'token', 'device', 'revocation'] as const) add('code', label.endpoints[key], oauth[key])
  const minutes = oauth.tokens?.accessMinutes
  add('words', label.token, minutes === undefined ? undefined : say.minutes(minutes))
  add('words', label.refresh, oauth.tokens && say.refresh(oauth.tokens.refreshIdleDays, oauth.tokens.rotates))
  add('words', label.killedBy, oauth.tokens?.killedBy?.map((killer) => say.killedBy[killer]).join(say.and))
  add('page', label.revoke, oauth.revoke)
  return facts
}

function ways(say: Omit<OAuthText, 'label'>, { flows, device }: ProviderOAuth): string | undefined {
  if (flows === undefined) return undefined
  const open = (['browser', 'device', 'app'] as const).filter((way) => flows[way]).map((way) => say.way[way])
  if (open.length === 0) return say.noWay
  return [...open, ...(device !== undefined && !flows.device ? [say.deviceNotForMail] : [])].join(say.and)
}
