// Which secrets open a protocol at a provider on a day, and whether an app can do that provider's OAuth: the two questions that decide the way.

import { isDate, within } from '../model/date.ts'
import type { AuthRule, Client, Provider } from '../model/knowledge.ts'
import type { Protocol } from '../model/protocol.ts'
import { olderThan } from './version.ts'

/** The rule in force, or null when nothing is known: the last that matches wins. */
export function ruleOn(provider: Provider | null, protocol: Protocol, date: string): AuthRule | null {
  const rules = provider?.auth.filter((r) => r.protocols.includes(protocol) && within(date, r.since, r.until))
  return rules?.at(-1) ?? null
}

/** True when an app password is refused there, or opens nothing that the plain password does not: creating one would be wasted work. */
export function appPasswordIsUseless(provider: Provider | null, protocol: Protocol | undefined, date: string): boolean {
  const rule = ruleFor(provider, protocol, date)
  return rule?.appPassword === 'refused' || (rule?.appPassword === 'if-enabled' && rule.password === 'if-enabled')
}

/** True when no secret that a person can type opens it: only the provider's own window does. */
export function typedSecretsAreUseless(provider: Provider | null, protocol: Protocol | undefined, date: string): boolean {
  const rule = ruleFor(provider, protocol, date)
  return rule?.password === 'refused' && rule.appPassword === 'refused'
}

/** Without a protocol, reading mail is meant: it is what people lose first. */
function ruleFor(provider: Provider | null, protocol: Protocol | undefined, date: string): AuthRule | null {
  return protocol ? ruleOn(provider, protocol, date) : (ruleOn(provider, 'imap', date) ?? ruleOn(provider, 'pop3', date))
}

/** The last line that matches wins; no line means that nobody knows. An app of unknown version is taken for a current one. */
export function oauthAbility(
  client: Client | null,
  provider: Provider | null,
  protocol: Protocol | undefined,
  date: string,
  version?: string,
): 'able' | 'unable' | 'unknown' {
  if (!client || !provider) return 'unknown'
  const begun = (since: string) => (isDate(since) && since.includes('-') ? within(date, since) : !version || !olderThan(version, since))
  const lines = client.oauth.filter(
    (o) => (o.family === provider.family || o.family === 'any') && (!o.protocols || o.protocols.includes(protocol ?? 'imap')),
  )
  const last = lines.filter((o) => !o.since || begun(o.since)).at(-1)
  if (last) return last.able ? 'able' : 'unable'
  return lines.length > 0 ? 'unable' : 'unknown'
}

/** The day on which typed secrets last changed their worth there: what explains a refusal of today. */
export function lastChangeOn(provider: Provider | null, protocol: Protocol, date: string): string | undefined {
  let before: AuthRule | undefined
  let changed: string | undefined
  for (const rule of provider?.auth ?? []) {
    if (!rule.protocols.includes(protocol) || (rule.since !== undefined && !within(date, rule.since))) continue
    if (rule.since && (rule.password !== before?.password || rule.appPassword !== before?.appPassword)) changed = rule.since
    before = rule
  }
  return changed
}
