// What the provider and the app allowed on the day of the case: recorded policy becomes facts, and what was seen live overrules it.

import { fullDate, isDate, within } from '../model/date.ts'
import type { Fact, FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { AuthRule, Client, ClientOAuth, PreparationRow, Provider } from '../model/knowledge.ts'
import { PROTOCOLS, type Protocol } from '../model/protocol.ts'
import { compareVersions } from './condition.ts'
import { addFact, type FactBase, first, heldOf } from './fact-base.ts'
import { isClosed, policyOfNeeds } from './needs.ts'

export interface CaseContext {
  readonly date: string
  readonly provider?: Provider
  /** What an imported table says of the domain; heard only where no provider is known. */
  readonly preparation?: PreparationRow
  readonly client?: Client
  readonly version?: string
  /** The protocols that the case is about; all three when it does not say. */
  readonly protocols: readonly Protocol[]
}

export function deriveFacts(base: FactBase, context: CaseContext): void {
  const known = (name: FactName, value: FactValue | undefined) => {
    if (value !== undefined) addFact(base, { name, value, origin: 'known' })
  }
  if (context.provider !== undefined || context.preparation !== undefined) {
    for (const protocol of PROTOCOLS) {
      for (const [name, value] of Object.entries(recorded(context, protocol))) put(base, protocol, name as FactName, value)
    }
    for (const name of ['policy.password', 'policy.app-password', 'policy.oauth', 'policy.switch', 'policy.changed-lately'] as const) {
      known(name, overall(base, context, name))
    }
  }
  if (context.provider === undefined && context.preparation !== undefined && isClosed(context.preparation))
    known('service-is', 'own-apps-only')
  liveBeatsRecord(base, context.protocols)
  if (context.client !== undefined) {
    known('client.oauth', clientOAuth(context))
    known('client.ended', context.client.ended !== undefined && fullDate(context.date) >= fullDate(context.client.ended))
  }
}

/** Held under its protocol only: the base name is decided over all protocols of the case. */
function put(base: FactBase, protocol: Protocol, name: FactName, value: FactValue): void {
  const bound = `${protocol}.${name}` as FactName
  base.facts.set(bound, [{ value, origin: 'known' }])
  base.values.set(bound, [value])
}

function recorded({ provider, preparation, date }: CaseContext, protocol: Protocol): Readonly<Record<string, FactValue>> {
  if (provider !== undefined) return policyOf(provider, protocol, date)
  return preparation === undefined ? {} : policyOfNeeds(preparation, date)
}

function policyOf(provider: Provider, protocol: Protocol, date: string): Readonly<Record<string, FactValue>> {
  const rules = provider.auth.filter((rule) => rule.protocols.includes(protocol))
  const rule = rules.findLast((r) => within(date, r.since, r.until))
  const turn = provider.switchOn?.findLast((s) => s.protocols.includes(protocol) && within(date, s.since, s.until))
  return {
    ...(rule !== undefined && {
      'policy.password': rule.password,
      'policy.app-password': provider.appPassword === undefined && rule.appPassword !== 'accepted' ? 'none' : rule.appPassword,
      'policy.oauth': rule.oauth,
      'policy.changed-lately': changedLately(rule, rules, date),
    }),
    ...(turn !== undefined && { 'policy.switch': turn.default }),
  }
}

/** True in the year after a rule took a kind of secret away. */
function changedLately(rule: AuthRule, rules: readonly AuthRule[], date: string): boolean {
  if (rule.since === undefined || rules.indexOf(rule) === 0) return false
  return monthsBetween(rule.since, date) <= 12
}

function monthsBetween(from: string, to: string): number {
  const [a, b] = [fullDate(from), fullDate(to)]
  return (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7))
}

/** Where the protocols of the case differ and nobody says which it is, reading by IMAP is meant: it is what people set up and lose first. */
function overall(base: FactBase, context: CaseContext, name: FactName): FactValue | undefined {
  const servers = (context.provider ?? context.preparation)?.servers ?? []
  const served = context.protocols.filter((protocol) => servers.some((server) => server.protocol === protocol))
  const of = (protocol: Protocol) => base.facts.get(`${protocol}.${name}` as FactName)?.[0]?.value
  const values = (served.length > 0 ? served : context.protocols).map(of).filter((value) => value !== undefined)
  return values.every((value) => value === values[0]) ? values[0] : of('imap')
}

/** A secret that a server took today is accepted, whatever the record says. */
function liveBeatsRecord(base: FactBase, protocols: readonly Protocol[]): void {
  const secret = first(base, 'secret')
  if (secret === undefined || secret === 'none') return
  for (const protocol of protocols) {
    const seen = heldOf(base, `${protocol}.sign-in`).filter((held) => held.origin === 'probe')
    if (!seen.some((held) => held.value === 'ok')) continue
    const fact: Fact = { name: `policy.${secret}` as FactName, value: 'accepted', origin: 'probe' }
    addFact(base, fact)
    addFact(base, { ...fact, name: `${protocol}.policy.${secret}` as FactName })
  }
}

function clientOAuth(context: CaseContext): FactValue {
  const family = context.provider?.family
  const lines = context.client!.oauth.filter(
    (line) =>
      (line.family === family || line.family === 'any') &&
      (line.protocols === undefined || line.protocols.some((protocol) => context.protocols.includes(protocol))),
  )
  const last = lines.findLast((line) => reached(line, context))
  // An edition or a day from before the first line cannot yet.
  if (last === undefined) return lines.length > 0 ? 'unable' : 'unknown'
  return last.able ? 'able' : 'unable'
}

/** A version that nobody told counts as reached: people have recent apps more often than old ones. */
function reached(line: ClientOAuth, context: CaseContext): boolean {
  if (line.since === undefined) return true
  if (/^\d{4}-\d{2}/.test(line.since) && isDate(line.since)) return fullDate(context.date) >= line.since
  return context.version === undefined || compareVersions(context.version, line.since) >= 0
}
