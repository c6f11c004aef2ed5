// The catalogue of providers knows the address's domain: the surest answer, and the quickest.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Address } from '../../model/address.ts'
import type { MechanismRun, Said } from '../mechanism.ts'
import { indexOf, providerOf } from '../recognise.ts'

const source = (address: Address): string => `knowledge:providers domains ${address.asciiDomain}`

/** Also without a network: reads the knowledge only. */
export function lookInCatalogue(knowledge: Knowledge, address: Address): Said {
  const { byDomain } = indexOf(knowledge)
  const candidates = byDomain.get(address.asciiDomain) ?? byDomain.get(address.domain) ?? tenantOf(knowledge, address)
  const common = { source: source(address), trust: 'named' } as const
  return candidates.length === 0
    ? { ...common, status: 'nothing' }
    : { ...common, status: 'found', candidates, detail: address.domain, source: `knowledge/providers/${candidates[0]}.yaml` }
}

/** Work providers give each customer a name below their own: `contoso.onmicrosoft.com`. */
function tenantOf(knowledge: Knowledge, { asciiDomain }: Address): readonly string[] {
  const parent = asciiDomain.slice(asciiDomain.indexOf('.') + 1)
  return (indexOf(knowledge).byDomain.get(parent) ?? []).filter((id) => providerOf(knowledge, id)?.kind === 'work')
}

export const catalogue: MechanismRun = {
  mechanism: 'catalogue',
  reach: 'table',
  source,
  async run({ knowledge, address }, say) {
    say(lookInCatalogue(knowledge, address))
  },
}
