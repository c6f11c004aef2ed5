// The mail exchangers: the best public sign of who holds a mailbox, unless they belong to a filter in front of it.

import { emptyAnswer } from '../asking.ts'
import { sameSite } from '../hosts.ts'
import type { MechanismRun } from '../mechanism.ts'
import { byName, filterOf } from '../recognise.ts'

export const mx: MechanismRun = {
  mechanism: 'mx',
  reach: 'dns',
  source: (address) => `dns:MX ${address.asciiDomain}`,
  async run(asking, say) {
    const { knowledge, address } = asking
    const common = { source: `dns:MX ${address.asciiDomain}`, trust: 'hint' } as const
    const answer = await asking.mx()
    const hosts = [...answer.records]
      .sort((a, b) => a.priority - b.priority)
      .map((record) => record.exchange.toLowerCase().replace(/\.$/, ''))
    if (hosts.length === 0) return say({ ...common, ...emptyAnswer(answer) })
    // RFC 7505 §3: a single "." says that the domain takes no mail.
    if (hosts.every((host) => host === '')) return say({ ...common, status: 'nothing', detail: '.' })
    const filter = hosts.map((host) => ({ host, filter: filterOf(knowledge, host) })).find((seen) => seen.filter !== null)
    const owner = hosts.map((host) => ({ host, candidates: byName(knowledge, 'mx', host) })).find((seen) => seen.candidates.length > 0)
    const best = hosts[0] ?? ''
    // A filter at the best priority hides the mailbox; one behind it is a fall-back route and hides nothing.
    if (filter?.filter && (owner === undefined || hosts.indexOf(filter.host) <= hosts.indexOf(owner.host)))
      say({ ...common, status: 'found', detail: filter.host, why: 'filter', filter: filter.filter.id })
    else if (owner === undefined) {
      // Mail that comes straight to the domain's own host usually means a hosting panel (cPanel, Plesk) or an own server.
      const panels = sameSite(best, address.asciiDomain) ? knowledge.providers.filter((p) => p.kind === 'panel').map((p) => p.id) : []
      say({ ...common, status: 'found', detail: best, hosts: [best], ...(panels.length > 0 && { candidates: panels }) })
    }
    if (owner !== undefined) say({ ...common, status: 'found', detail: owner.host, hosts: [owner.host], candidates: owner.candidates })
  },
}
