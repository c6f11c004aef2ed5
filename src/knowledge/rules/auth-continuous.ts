// auth-continuous: the auth rules of a protocol follow each other without a gap and without an overlap.

import { firstDay } from '../../model/date.ts'
import type { AuthRule } from '../../model/knowledge.ts'
import { PROTOCOLS } from '../../model/protocol.ts'
import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const authContinuous: Rule = {
  name: 'auth-continuous',
  why: 'On a day in a gap nothing is known of a provider, and on a day in an overlap a rule that nobody sees is wrong: both give advice of another time.',
  check: (world) => [...chains(world)],
}

function* chains(world: World): Generator<Fault> {
  for (const { id, auth } of world.draft.providers) {
    const at = (index: number, message: string, key?: 'since' | 'until') =>
      faultIn(world, `providers/${id}.yaml`, ['auth', index, ...(key && auth[index]![key] !== undefined ? [key] : [])], message)
    for (const protocol of PROTOCOLS) {
      const rules = auth.map((rule, index) => ({ rule, index })).filter(({ rule }) => rule.protocols.includes(protocol))
      for (const [i, { rule, index }] of rules.entries()) {
        const before = rules[i - 1]
        if (before === undefined) continue
        const fault = seam(before.rule, rule, protocol)
        if (fault !== null) yield at(index, fault, 'since')
      }
      const last = rules.at(-1)
      if (last?.rule.until !== undefined)
        yield at(last.index, `nothing is known of ${protocol} from ${last.rule.until} on: write the rule that follows`, 'until')
    }
  }
}

function seam(before: AuthRule, after: AuthRule, protocol: string): string | null {
  if (after.since === undefined) return `${protocol}: this rule hides the one before it from its first day on: give it its "since"`
  if (before.until === undefined) return `${protocol}: overlaps the rule before it, which has no "until": end that one on ${after.since}`
  const [end, start] = [firstDay(before.until), firstDay(after.since)]
  if (end < start) return `${protocol}: nothing is known from ${before.until} to ${after.since}`
  return end > start ? `${protocol}: overlaps the rule before it from ${after.since} to ${before.until}` : null
}
