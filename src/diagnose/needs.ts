// What the imported table of preparations says of a domain that no provider file knows, as policy facts. Pure.

import { fullDate } from '../model/date.ts'
import type { FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { Need, PreparationRow } from '../model/knowledge.ts'

type Facts = Readonly<Partial<Record<FactName, FactValue>>>

/** Nothing for days before the row was checked: what was needed then, nobody wrote down. */
export function policyOfNeeds(row: PreparationRow, date: string): Facts {
  if (fullDate(date) < fullDate(row.checked)) return {}
  return { ...secretsOf(row), ...switchOf(row) }
}

/** True where no mail app gets in, whatever it sends: the mailbox opens to the provider's own apps. */
export function isClosed({ needs, status, servers }: PreparationRow): boolean {
  if (needs.includes('oauth-required')) return false
  return needs.includes('no-standard-imap') || status === 'broken' || (needs.includes('local-bridge') && servers.length === 0)
}

function secretsOf(row: PreparationRow): Facts {
  const needs = (need: Need) => row.needs.includes(need)
  if (isClosed(row)) return { 'policy.password': 'refused', 'policy.app-password': 'none', 'policy.oauth': 'refused' }
  if (needs('oauth-required')) return { 'policy.password': 'refused', 'policy.app-password': 'none', 'policy.oauth': 'accepted' }
  const oauth: Facts = needs('oauth-possible') ? { 'policy.oauth': 'accepted' } : {}
  if (needs('app-password')) return { 'policy.password': 'refused', 'policy.app-password': 'accepted', ...oauth }
  return { 'policy.password': 'accepted', 'policy.app-password': 'none', ...oauth }
}

/** A plan that has access for apps, or has not, is a switch that may stand either way. */
function switchOf({ needs }: PreparationRow): Facts {
  if (needs.includes('switch-on')) return { 'policy.switch': 'off' }
  return needs.includes('paid-plan') ? { 'policy.switch': 'varies' } : {}
}
