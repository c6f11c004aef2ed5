// What the imported tables share: a row found by the address's domain, or by the domain of its mail exchanger, and what it says of servers and provider.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Address } from '../../model/address.ts'
import type { FoundEndpoint } from '../../model/identity.ts'
import type { TableRow } from '../../model/knowledge.ts'
import { registrable } from '../hosts.ts'
import type { Asking, MechanismRun, Said } from '../mechanism.ts'
import { byServer } from '../recognise.ts'

export interface Table {
  readonly mechanism: 'ispdb' | 'preparation'
  rowOf(knowledge: Knowledge, domain: string): TableRow | undefined
}

const source = (table: Table, domain: string): string => `knowledge:${table.mechanism} ${domain}`

/** Also without a network: reads the knowledge only. */
export function lookInTable(table: Table, knowledge: Knowledge, address: Address): Said {
  const row = table.rowOf(knowledge, address.asciiDomain)
  return row === undefined
    ? { source: source(table, address.asciiDomain), trust: 'named', status: 'nothing' }
    : found(table, knowledge, row, address, row.domain)
}

export function tableMechanism(table: Table): MechanismRun {
  return {
    mechanism: table.mechanism,
    reach: 'table',
    source: (address) => source(table, address.asciiDomain),
    async run(asking, say) {
      const own = lookInTable(table, asking.knowledge, asking.address)
      say(own.status === 'found' ? own : ((await byExchanger(table, asking)) ?? own))
    },
  }
}

async function byExchanger(table: Table, asking: Asking): Promise<Said | undefined> {
  const { knowledge, address } = asking
  for (const { exchange } of (await asking.mx()).records)
    for (const domain of exchangerDomains(exchange)) {
      const row = table.rowOf(knowledge, domain)
      if (row !== undefined) return found(table, knowledge, row, address, `${domain} (MX ${exchange})`)
    }
  return undefined
}

/** The names that a mail exchanger is listed under: without its first label, then its registrable domain. */
export function exchangerDomains(exchange: string): readonly string[] {
  const host = exchange.toLowerCase().replace(/\.$/, '')
  const site = registrable(host)
  if (site === null) return []
  const parent = host === site ? site : host.slice(host.indexOf('.') + 1)
  return parent === site ? [site] : [parent, site]
}

function found(table: Table, knowledge: Knowledge, row: TableRow, address: Address, detail: string): Said {
  const from = source(table, row.domain)
  const endpoints = row.servers.map(
    (server): FoundEndpoint => ({ ...server, host: server.host.replaceAll('%DOMAIN%', address.asciiDomain), trust: 'named', source: from }),
  )
  const candidates = [...new Set(row.servers.flatMap((server) => byServer(knowledge, server.host)))]
  return { source: from, trust: 'named', status: 'found', detail, endpoints, ...(candidates.length > 0 && { candidates }) }
}
