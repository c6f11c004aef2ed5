// conditions-possible: every condition can hold for somebody: it asks for no two values at once, no time that ends before it begins, no provider of another family.

import { firstDay } from '../../model/date.ts'
import { baseFact, FACTS } from '../../model/facts.ts'
import { type Bounds, contradiction } from '../contradiction.ts'
import { type Fault, faultAt, nodes, type Rule, type World } from '../rule.ts'

export const conditionsPossible: Rule = {
  name: 'conditions-possible',
  why: 'Evidence that can never hold is silent: its author believes that a case is covered, and it is not.',
  across: true,
  check: (world) => [...conditionFaults(world)],
}

/** Facts that hold one value in a case; the others may hold several (a case may be about two protocols, have changed two things). */
const SINGLE = new Set([
  'date',
  'secret',
  'account',
  'client.kind',
  'provider',
  'provider.kind',
  'family',
  'client.oauth',
  'sign-in',
  'dns',
  'tcp',
])

function* conditionFaults(world: World): Generator<Fault> {
  const bounds: Bounds = {
    single: (name) => SINGLE.has(name.replace(/^(imap|pop3|smtp)\./, '')) || isBoolean(name),
    familyOf: new Map(world.draft.providers.map((p) => [p.id, p.family])),
    kindOf: new Map(world.draft.clients.map((c) => [c.id, c.kind])),
    day: firstDay,
  }
  for (const file of world.files)
    for (const [path, node] of nodes(file.source.data)) {
      if (path.at(-1) !== 'when' || path.includes('case')) continue
      const fault = contradiction(node, bounds)
      if (fault !== null) yield faultAt(file, [...path, ...fault.path], `never holds: ${fault.why}`)
    }
}

function isBoolean(name: string): boolean {
  const base = baseFact(name)
  const kind: string | readonly unknown[] | undefined = base && FACTS[base]
  return Array.isArray(kind) && kind.includes(true)
}
