// What opens each protocol of a provider from one day to another: its dated rules laid out as one line of time.

import { firstDay, within } from '../model/date.ts'
import type { Answer, Provider } from '../model/knowledge.ts'
import { PROTOCOLS, type Protocol } from '../model/protocol.ts'

export interface Answers {
  readonly password: Answer
  readonly appPassword: Answer
  readonly oauth: Answer
}

/** From `since` (always, when absent) until the day before `until`, the same answers hold. */
export interface Period extends Answers {
  /** The secrets that open something, the surest first. */
  readonly opens: readonly Opens[]
  readonly since?: string
  readonly until?: string
  readonly sources: readonly string[]
}

/** What opens one protocol on a day. */
export interface Opening {
  readonly protocol: Protocol
  /** `closed`: every secret is refused, or there is no server for it; `unknown`: no rule says. */
  readonly state: 'open' | 'closed' | 'unknown'
  readonly now: Period | null
  /** The first change that is known to come. */
  readonly next: Period | null
  readonly periods: readonly Period[]
}

export interface Opens {
  readonly secret: 'password' | 'app-password' | 'oauth'
  /** It depends on the account, the organisation or the app. */
  readonly sometimes: boolean
}

/** Where several rules hold, the last of the file wins; neighbours that answer alike are one period. */
export function periodsOf(provider: Provider, protocol: Protocol): readonly Period[] {
  const rules = provider.auth.filter((rule) => rule.protocols.includes(protocol))
  const bounds = rules.flatMap((rule) => [rule.since, rule.until]).filter((bound) => bound !== undefined)
  const days = [undefined, ...[...new Set(bounds)].sort((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1))]
  const periods: Period[] = []
  for (const [i, since] of days.entries()) {
    const until = days[i + 1]
    const rule = rules.findLast((r) => within(since === undefined ? BEFORE_ALL : firstDay(since), r.since, r.until))
    if (rule === undefined) continue
    const last = periods.at(-1)
    if (last !== undefined && last.until === since && alike(last, rule)) {
      const sources = [...new Set([...last.sources, ...rule.sources])]
      periods[periods.length - 1] = { ...answersOf(last), ...bounded(last.since, until), sources }
    } else periods.push({ ...answersOf(rule), ...bounded(since, until), sources: rule.sources })
  }
  return periods
}

const BEFORE_ALL = '1970-01-01'

function alike(a: Answers, b: Answers): boolean {
  return a.password === b.password && a.appPassword === b.appPassword && a.oauth === b.oauth
}

function answersOf({ password, appPassword, oauth }: Answers): Omit<Period, 'sources'> {
  return { password, appPassword, oauth, opens: opensBy({ password, appPassword, oauth }) }
}

function bounded(since: string | undefined, until: string | undefined): { since?: string; until?: string } {
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) }
}

export function openingOf(provider: Provider, protocol: Protocol, date: string): Opening {
  const periods = periodsOf(provider, protocol)
  const now = periods.find((period) => within(date, period.since, period.until)) ?? null
  const next = periods.find((period) => period.since !== undefined && !within(date, period.since) && period !== now) ?? null
  // Software that people run themselves has rules and no servers of its own.
  const served = provider.servers.length === 0 || provider.servers.some((server) => server.protocol === protocol)
  const state = now === null ? (served ? 'unknown' : 'closed') : now.opens.length > 0 && served ? 'open' : 'closed'
  return { protocol, state, now, next, periods }
}

export function openingsOf(provider: Provider, date: string): readonly Opening[] {
  return PROTOCOLS.map((protocol) => openingOf(provider, protocol, date))
}

function opensBy(answers: Answers): readonly Opens[] {
  const all = [
    { secret: 'oauth', answer: answers.oauth },
    { secret: 'app-password', answer: answers.appPassword },
    { secret: 'password', answer: answers.password },
  ] as const
  const open = all.filter(({ answer }) => answer !== 'refused')
  return open
    .map(({ secret, answer }) => ({ secret, sometimes: answer === 'if-enabled' }))
    .sort((a, b) => Number(a.sometimes) - Number(b.sometimes))
}
