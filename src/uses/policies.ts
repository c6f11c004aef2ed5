// The dated changes at providers, past and coming: for the command line, the calendar and the pages.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerById, providerNamed } from '../knowledge/lookup.ts'
import { daysBetween, firstDay, fullDate, isDate, lastDay } from '../model/date.ts'
import { SesameError } from '../model/errors.ts'
import type { Policy } from '../model/knowledge.ts'

export interface PoliciesRequest {
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly provider?: string | undefined
  readonly now?: string | undefined
}

export interface DatedChange extends Policy {
  /** Names for people, in the order of `providers`. */
  readonly names: readonly string[]
  readonly coming: boolean
  /** Days from the day of asking; negative when past. */
  readonly days: number
}

export interface PolicyList {
  readonly date: string
  /** Oldest first. */
  readonly changes: readonly DatedChange[]
}

/** Throws `option-invalid` for what is no date, `provider-unknown` for a provider nobody knows. */
export function listPolicies(request: PoliciesRequest = {}, knowledge: Knowledge = loadKnowledge()): PolicyList {
  const date = dayOf('--now', request.now)
  const since = request.since === undefined ? undefined : firstDay(checked('--since', request.since))
  const until = request.until === undefined ? undefined : lastDay(checked('--until', request.until))
  const provider = request.provider === undefined ? undefined : providerNamed(knowledge, { slug: request.provider })
  if (request.provider !== undefined && provider === undefined) throw new SesameError('provider-unknown', { text: request.provider })
  const changes = knowledge.policies
    .filter((policy) => since === undefined || lastDay(policy.date) >= since)
    .filter((policy) => until === undefined || firstDay(policy.date) <= until)
    .filter((policy) => provider === undefined || policy.providers.includes(provider.id))
    .map((policy) => datedChange(knowledge, policy, date))
    .sort(byDate)
  return { date, changes }
}

/** Those of one provider. */
export function changesOf(knowledge: Knowledge, provider: string, date: string): readonly DatedChange[] {
  return knowledge.policies
    .filter((policy) => policy.providers.includes(provider))
    .map((policy) => datedChange(knowledge, policy, date))
    .sort(byDate)
}

function datedChange(knowledge: Knowledge, policy: Policy, date: string): DatedChange {
  const days = daysBetween(fullDate(date), policy.date)
  const names = policy.providers.map((id) => providerById(knowledge, id)?.name ?? id)
  return { ...policy, names, coming: days > 0, days }
}

/** Of one day, the id decides, so that the order never depends on the file. */
function byDate(a: DatedChange, b: DatedChange): number {
  return a.days - b.days || (a.id < b.id ? -1 : 1)
}

/** The day that is asked about: today unless told. Throws `option-invalid`. */
export function dayOf(option: string, date: string | undefined): string {
  return date === undefined ? new Date().toISOString().slice(0, 10) : checked(option, date)
}

function checked(option: string, date: string): string {
  if (!isDate(date) || !isCalendarDay(firstDay(date)))
    throw new SesameError('option-invalid', { option, value: date, allowed: '2027, 2027-12, 2027-12-31' })
  return date
}

function isCalendarDay(day: string): boolean {
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)
}
