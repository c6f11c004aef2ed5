// A provider's servers for one address: its domain filled in, the data centre and the numbered host chosen by the hosts that were seen. Pure.

import { parse } from 'tldts'
import type { Address } from '../model/address.ts'
import type { Provider, ProviderServer } from '../model/knowledge.ts'
import { brand, registrable, shape } from './hosts.ts'

/** `seen`: exchangers and aliases that named the provider. `named`: host names that the knowledge holds, read when needed. */
export function serversFor(
  provider: Provider,
  address: Address,
  seen: readonly string[],
  named: () => ReadonlySet<string>,
): readonly ProviderServer[] {
  const own = provider.domains.some((domain) => domain === address.asciiDomain || domain === address.domain)
  const filled = onShard(provider.servers, seen).map((server) => ({
    ...server,
    host: server.host.replaceAll('%DOMAIN%', address.asciiDomain),
  }))
  const servers = inRegion(filled, own ? [...seen, address.asciiDomain] : seen, named)
  // A local part names a mailbox only among the provider's own domains: with a domain of one's own the sign-in name is another address.
  const foreign = !own && provider.kind === 'consumer' && servers.some((server) => server.username === 'local-part')
  return foreign ? servers.map((server) => ({ ...server, username: 'other' as const })) : servers
}

/** `autodiscover` pointing to `ex5.mail.ovh.net` says which of the numbered hosts it is. */
function onShard(servers: readonly ProviderServer[], seen: readonly string[]): readonly ProviderServer[] {
  for (const host of seen) {
    const same = servers.filter((server) => shape(server.host) === shape(host))
    if (same.length === 0) continue
    const moved = same.map((server) => ({ ...server, host }))
    return complete(dedupe(moved), servers)
  }
  return servers
}

/** A provider of several countries has the same hosts under several suffixes; the exchanger's suffix (`mx.zoho.eu`) tells which one holds the mailbox. */
function inRegion(
  servers: readonly ProviderServer[],
  seen: readonly string[],
  named: () => ReadonlySet<string>,
): readonly ProviderServer[] {
  for (const host of seen) {
    const suffix = parse(host).publicSuffix
    const site = registrable(host)
    const kin = servers.filter((server) => brand(server.host) === brand(host))
    const sites = new Set(servers.map((server) => registrable(server.host)))
    const here = servers.filter((server) => registrable(server.host) === site)
    if (here.length > 0) return sites.size === 1 ? servers : complete(here, servers)
    // Only host names that the knowledge holds: a name made up here could belong to anybody.
    const swapped = kin.map((server) => ({ ...server, host: swapSuffix(server.host, suffix) }))
    if (swapped.length > 0 && swapped.every((server) => named().has(server.host))) return dedupe(swapped)
    const suffixed = servers.filter((server) => parse(server.host).publicSuffix === suffix)
    if (sites.size > 1 && suffixed.length > 0) return complete(suffixed, servers)
  }
  return servers
}

/** A choice of servers must not lose a protocol. */
function complete(chosen: readonly ProviderServer[], all: readonly ProviderServer[]): readonly ProviderServer[] {
  return [...chosen, ...all.filter((server) => !chosen.some(({ protocol }) => protocol === server.protocol))]
}

function swapSuffix(host: string, suffix: string | null): string {
  const old = parse(host).publicSuffix
  return old === null || suffix === null ? host : `${host.slice(0, -old.length)}${suffix}`
}

function dedupe(servers: readonly ProviderServer[]): readonly ProviderServer[] {
  return servers.filter(
    (server, i) => servers.findIndex((s) => s.protocol === server.protocol && s.host === server.host && s.port === server.port) === i,
  )
}
