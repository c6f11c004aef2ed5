// The comparison of the two planted mailboxes, with whatever is asked of it.

import type { ProofLevel, Rules } from '../../../src/transfer/journey.ts'
import { type Comparison, compareBoxes } from '../../../src/transfer/proof/compare-boxes.ts'
import type { Acceptable } from '../../../src/transfer/proof/shapes.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { type PlantedBoxes, plantedBoxes } from './planted.ts'

const RULES: Rules = { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' }

export interface Wanted {
  readonly level?: ProofLevel
  readonly rules?: Partial<Rules>
  readonly accepted?: readonly Acceptable[]
  /** The source with itself. */
  readonly same?: boolean
}

export async function comparePlanted<T>(
  { level = 'full', rules, accepted = [], same = false }: Wanted,
  look: (comparison: Comparison, accounts: PlantedBoxes) => T,
): Promise<Awaited<T>> {
  const accounts = await plantedBoxes()
  const source = worldBox(wayTo(accounts.source))
  const target = worldBox(wayTo(same ? accounts.source : accounts.target))
  const comparison = await compareBoxes({
    ...{ source, target, rules: { ...RULES, ...rules }, level, accepted },
    connections: { source: 2, target: 2 },
    sample: { seed: 'one' },
    signal: new AbortController().signal,
  })
  try {
    return await look(comparison, accounts)
  } finally {
    comparison.close()
    await Promise.all([source.close(), target.close()])
  }
}
