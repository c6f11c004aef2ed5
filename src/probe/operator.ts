// Whose server is this really? Hosting companies and hotels redirect mail ports to their own servers; the greeting gives them away.

import { getDomain, parse } from 'tldts'
import type { ProbeHints } from './probe.ts'

/**
 * True when the greeting names a host of somebody else than the operator that is expected.
 * Must return false when in doubt: an unknown operator, a greeting without a host name, a known pattern.
 */
export function isForeign(greeting: string, host: string, operator: ProbeHints['operator']): boolean {
  if (operator === undefined) return false
  if (operator.greeting.some((pattern) => new RegExp(pattern, 'i').test(greeting))) return false
  const own = new Set([getDomain(host), ...operator.domains.map((domain) => getDomain(domain))])
  const named = hostNames(greeting)
  return named.length > 0 && named.every((domain) => !own.has(domain))
}

/** Registrable domains of the host names in a greeting. RFC 5321 §4.2: SMTP servers begin with theirs; POP3 time stamps and IMAP texts often carry one. */
function hostNames(greeting: string): string[] {
  const candidates = greeting.toLowerCase().match(/\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\b/g) ?? []
  // A suffix that no registry runs is a version, a file name or a local host: it names nobody.
  return candidates.map((name) => parse(name)).flatMap(({ domain, isIcann }) => (domain !== null && isIcann ? [domain] : []))
}
