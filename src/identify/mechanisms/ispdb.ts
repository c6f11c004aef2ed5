// The imported table of server settings (ISPDB): by the address's domain, then by the domain of its mail exchanger.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Address } from '../../model/address.ts'
import type { FoundEndpoint } from '../../model/identity.ts'
import type { TableRow } from '../../model/knowledge.ts'
import { registrable } from '../hosts.ts'
import type { MechanismRun, Said } from '../mechanism.ts'
import { byServer, tableOf } from '../recognise.ts'

const source = (address: Address): string => `knowledge:ispdb ${address.asciiDomain}`

/** Also without a network: reads the knowledge only. */
export function lookInTable(knowledge: Knowledge, address: Address): Said {
  const row = tableOf(knowledge).byDomain.get(address.asciiDomain)
  return row === undefined ? { source: source(address), trust: 'named', status: 'nothing' } : found(knowledge, row, address, row.domain)
}

/** The names that a mail exchanger is listed under: without its first label, then its registrable domain. */
export function exchangerDomains(exchange: string): readonly string[] {
  const host = exchange.toLowerCase().replace(/\.$/, '')
  const site = registrable(host)
  if (site === null) return []
  const parent = host === site ? site : host.slice(host.indexOf('.') + 1)
  return parent === site ? [site] : [parent, site]
}

function found(knowledge: Knowledge, row: TableRow, address: Address, detail: string): Said {
  const from = `knowledge:ispdb ${row.domain}`
  const endpoints = row.servers.map(
    (server): FoundEndpoint => ({ ...server, host: server.host.replaceAll('%DOMAIN%', address.asciiDomain), trust: 'named', source: from }),
  )
  const candidates = [...new Set(row.servers.flatMap((server) => byServer(knowledge, server.host)))]
  return { source: from, trust: 'named', status: 'found', detail, endpoints, ...(candidates.length > 0 && { candidates }) }
}

export const ispdb: MechanismRun = {
  mechanism: 'ispdb',
  reach: 'table',
  source,
  async run(asking, say) {
    const { knowledge, address } = asking
    const own = lookInTable(knowledge, address)
    if (own.status === 'found') return say(own)
    const { byDomain } = tableOf(knowledge)
    for (const { exchange } of (await asking.mx()).records)
      for (const domain of exchangerDomains(exchange)) {
        const row = byDomain.get(domain)
        if (row !== undefined) return say(found(knowledge, row, address, `${domain} (MX ${exchange})`))
      }
    say(own)
  },
}
