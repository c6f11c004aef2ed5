// Makes the lab's DNS from its data: written records, an address for every host that serves, and the records that publish a domain's servers.

import type { Zones } from './dns-server.ts'
import type { LabDomain, LabProvider, LabRecord, LabServer } from './model.ts'
import { paccDigest, paccDocument } from './published.ts'

/** The servers where the mailboxes of a provider live. */
export function serversOf(provider: LabProvider, all: readonly LabProvider[]): readonly LabServer[] {
  const home = provider.behind ? all.find((p) => p.id === provider.behind) : undefined
  return (home ?? provider).servers.filter((s) => s.protocol !== 'http')
}

export function makeZones(providers: readonly LabProvider[], webHosts: Iterable<string>): Zones {
  const records = new Map<string, LabRecord[]>()
  const add = (record: LabRecord) => {
    const name = record.name.toLowerCase()
    records.set(name, [...(records.get(name) ?? []), { ...record, name }])
  }
  const broken = new Map<string, 'timeout' | 'servfail'>()
  const hosts = new Map<string, boolean>()
  const dead = new Set<string>()
  for (const provider of providers) {
    for (const { host, fault } of provider.servers) {
      if (fault === 'no-dns') dead.add(host)
      hosts.set(host, provider.ipv6)
    }
    for (const domain of provider.domains) {
      if (domain.dns) broken.set(domain.name, domain.dns)
      for (const record of [...domain.records, ...published(domain, serversOf(provider, providers))]) {
        add(record)
        const target = targetOf(record)
        if (target && !hosts.has(target)) hosts.set(target, false)
      }
    }
  }
  for (const host of webHosts) if (!hosts.has(host)) hosts.set(host, false)
  let number = 0
  for (const [host, ipv6] of hosts) {
    number++
    if (dead.has(host) || records.get(host)?.some((r) => r.type === 'CNAME' || r.type === 'A')) continue
    add({ name: host, type: 'A', data: documentationAddress(number) })
    if (ipv6) add({ name: host, type: 'AAAA', data: `2001:db8::${number.toString(16)}` })
  }
  return { records, broken }
}

function targetOf({ type, data }: LabRecord): string | undefined {
  if (type === 'CNAME') return data
  return type === 'MX' || type === 'SRV' ? data.split(' ').at(-1) : undefined
}

/** RFC 5737: addresses that belong to nobody. */
function documentationAddress(n: number): string {
  const block = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(n / 250) % 3]
  return `${block}.${(n % 250) + 1}`
}

/** RFC 6186 §3 and RFC 8314 §5.1; PACC also names its digest in the DNS. */
function published(domain: LabDomain, servers: readonly LabServer[]): LabRecord[] {
  const out: LabRecord[] = []
  if (domain.publish.includes('srv'))
    servers.forEach((s, i) => {
      const service = s.protocol === 'smtp' ? 'submission' : s.protocol
      out.push({
        name: `_${service}${s.security === 'tls' ? 's' : ''}._tcp.${domain.name}`,
        type: 'SRV',
        data: `${i} 1 ${s.port} ${s.host}`,
      })
    })
  if (domain.publish.includes('pacc'))
    out.push({
      name: `_ua-auto-config.${domain.name}`,
      type: 'TXT',
      data: `v=UAAC1; a=sha256; d=${paccDigest(paccDocument(domain, servers))}`,
    })
  return out
}
