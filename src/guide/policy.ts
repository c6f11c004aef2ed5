// Which secrets open a protocol at a provider on a day, and whether an app can do that provider's OAuth: the two questions that decide the way.

import { within } from '../model/date.ts'
import type { AuthRule, Client, Provider } from '../model/knowledge.ts'
import type { Protocol } from '../model/protocol.ts'

/** The rule in force, or null when nothing is known: the last that matches wins. */
export function ruleOn(provider: Provider | null, protocol: Protocol, date: string): AuthRule | null {
  const rules = provider?.auth.filter((r) => r.protocols.includes(protocol) && within(date, r.since, r.until))
  return rules?.at(-1) ?? null
}

/** True when an app password is refused there, so that creating one would be wasted work: the worst advice of this field. */
export function appPasswordIsUseless(provider: Provider | null, protocol: Protocol | undefined, date: string): boolean {
  if (!provider) return false
  if (protocol) return ruleOn(provider, protocol, date)?.appPassword === 'refused'
  // Without a protocol, reading mail is meant: it is what people lose first.
  const reading = ruleOn(provider, 'imap', date) ?? ruleOn(provider, 'pop3', date)
  return reading?.appPassword === 'refused'
}

/** The last line that matches wins; no line means that nobody knows. */
export function oauthAbility(
  client: Client | null,
  provider: Provider | null,
  protocol: Protocol | undefined,
): 'able' | 'unable' | 'unknown' {
  if (!client || !provider) return 'unknown'
  const lines = client.oauth.filter((o) => o.family === provider.family && (!o.protocols || o.protocols.includes(protocol ?? 'imap')))
  const last = lines.at(-1)
  if (!last) return 'unknown'
  return last.able ? 'able' : 'unable'
}
