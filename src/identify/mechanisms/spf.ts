// Who may send for the domain (RFC 7208): the includes of its SPF record often name the host of its mailboxes, and as often a newsletter service.

import { emptyAnswer } from '../asking.ts'
import type { MechanismRun } from '../mechanism.ts'
import { byName } from '../recognise.ts'

/** The domains that a record includes or redirects to; empty when it is not an SPF record. */
export function spfIncludes(record: string): readonly string[] {
  // RFC 7208 §4.5: the version section, then a space or the end.
  if (!/^v=spf1( |$)/i.test(record)) return []
  return [...record.matchAll(/(?:^|\s)[+?~-]?(?:include:|redirect=)([^\s]{1,255})/gi)].map(([, domain]) =>
    (domain ?? '').toLowerCase().replace(/\.$/, ''),
  )
}

export const spf: MechanismRun = {
  mechanism: 'spf',
  reach: 'dns',
  source: (address) => `dns:TXT ${address.asciiDomain}`,
  async run(asking, say) {
    const common = { source: `dns:TXT ${asking.address.asciiDomain}`, trust: 'hint' } as const
    const answer = await asking.txt(asking.address.asciiDomain)
    if (answer.records.length === 0) return say({ ...common, ...emptyAnswer(answer) })
    const includes = answer.records.flatMap(spfIncludes)
    const known = includes
      .map((domain) => ({ domain, candidates: byName(asking.knowledge, 'spf', domain) }))
      .filter((seen) => seen.candidates.length > 0)
    if (known.length === 0)
      return say({ ...common, status: 'nothing', ...(includes.length > 0 && { detail: includes.join(', ').slice(0, 200) }) })
    for (const { domain, candidates } of known) say({ ...common, status: 'found', detail: `include:${domain}`, candidates })
  },
}
