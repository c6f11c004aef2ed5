// Is it mended? Compares what was seen before with what is seen now. Pure.

import type { Fact, FactValue } from '../../model/fact.ts'

export type VerdictWord = 'mended' | 'still' | 'changed' | 'interrupted'

export interface Change {
  readonly name: string
  readonly about?: string
  readonly before: readonly FactValue[]
  readonly after: readonly FactValue[]
}

/** Facts of a probe that say how well it went; the rest (versions, mechanisms) may change without meaning anything. */
const TELLING = [
  ...['dns', 'tcp', 'tcp.others', 'tls', 'tls.cert', 'tls.issuer', 'greeting', 'port.speaks'],
  ...['sign-in', 'mailbox', 'sender', 'quota', 'server.broken', 'clock.skew'],
]
/** Values that are no fault. */
const FINE: readonly FactValue[] = ['ok', 'public', 'none', 'not-tried', 'near']

/** What changed between two probes, by fact and endpoint. Only endpoints that were seen both times are compared. */
export function changesBetween(before: readonly Fact[], after: readonly Fact[]): Change[] {
  const key = (fact: Fact) => `${fact.name}\n${fact.about ?? ''}`
  const both = new Set(before.filter(seen).map(key))
  const changes: Change[] = []
  for (const id of new Set([...before, ...after].filter(seen).map(key))) {
    const [name = '', about = ''] = id.split('\n')
    const values = (facts: readonly Fact[]) =>
      [...new Set(facts.filter((fact) => seen(fact) && key(fact) === id).map(({ value }) => value))].sort()
    const [was, is] = [values(before), values(after)]
    const gone = was.length > 0 && is.length === 0 && !after.some((fact) => fact.about === about)
    const fresh = !both.has(id) && !before.some((fact) => seen(fact) && (fact.about ?? '') === about)
    if (gone || fresh || was.join() === is.join()) continue
    changes.push({ name, ...(about !== '' && { about }), before: was, after: is })
  }
  return changes
}

/** `working`: every endpoint is healthy and, where a message was sent, it arrived. */
export function verdictOf(working: boolean, before: readonly Fact[], after: readonly Fact[]): VerdictWord {
  if (working) return 'mended'
  const was = faults(before)
  // Without a look from before, nothing can be said to have changed.
  if (was.length === 0) return 'still'
  return was.join('\n') === faults(after).join('\n') ? 'still' : 'changed'
}

function faults(facts: readonly Fact[]): string[] {
  const lines = facts.filter((fact) => seen(fact) && !isFine(fact)).map(({ name, about, value }) => `${about ?? ''} ${name}=${value}`)
  return [...new Set(lines)].sort()
}

function isFine({ name, value }: Fact): boolean {
  // `none` is fine for a clock, not for a greeting or a resolver.
  return FINE.includes(value) && !(value === 'none' && (name === 'greeting' || name === 'dns'))
}

function seen(fact: Fact): boolean {
  return fact.origin === 'probe' && TELLING.includes(fact.name)
}
