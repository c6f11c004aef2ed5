// hosts-plausible: a server has a name, under a domain that belongs to its provider.

import { getDomain, parse } from 'tldts'
import type { Provider } from '../../model/knowledge.ts'
import { type Fault, faultIn, type Rule, type World } from '../rule.ts'
import { sitesOf } from './sources-official.ts'

export const hostsPlausible: Rule = {
  name: 'hosts-plausible',
  why: 'People type their password into whatever host is written here: one wrong letter gives it to a stranger.',
  check: (world) => [...hostFaults(world)],
}

/** A bridge of the provider on the person’s own computer is no stranger. */
const LOOPBACK = /^(127\.0\.0\.1|localhost)$/

function* hostFaults(world: World): Generator<Fault> {
  for (const provider of world.draft.providers) {
    const family = world.draft.providers.filter((p) => p.family === provider.family)
    const own = new Set(family.flatMap((p) => [...ownDomains(p)]))
    for (const [i, { host }] of provider.servers.entries()) {
      const fault = hostFault(host, own, provider)
      if (fault !== null) yield faultIn(world, `providers/${provider.id}.yaml`, ['servers', i, 'host'], fault)
    }
  }
}

function hostFault(host: string, own: ReadonlySet<string>, provider: Provider): string | null {
  if (host.includes('%DOMAIN%') || LOOPBACK.test(host)) return null
  const { domain, isIp, isIcann } = parse(host, { allowPrivateDomains: false })
  if (isIp) return 'a server is named, not numbered: its certificate is for a name'
  if (domain === null || !isIcann) return `${host} is under no public domain`
  if (host.split('.').some((label) => label === '' || label.length > 63 || /^-|-$|_/.test(label))) return `${host} is no host name`
  const matched = Object.values(provider.recognise).some((list) => list?.some((source: string) => new RegExp(source, 'i').test(host)))
  return own.has(domain) || matched
    ? null
    : `${domain} is neither a domain of ${provider.name} nor recognised as its own: add it to recognise.certificate, or mend the host`
}

/** Its domains, its sites, and domains that its own expressions name; a server alone proves nothing. */
function ownDomains(provider: Provider): ReadonlySet<string> {
  const sites = sitesOf({ ...provider, servers: [] })
  const shown = Object.values(provider.recognise).flatMap((list) => (list ?? []).flatMap(domainsIn))
  return new Set([...sites, ...shown])
}

/** `(^|\.)mx\.example\.com$` names example.com. */
function domainsIn(source: string): readonly string[] {
  const plain = source.replace(/\\\./g, '.').replace(/[$^]|\\b/g, '')
  return (plain.match(/[a-z0-9-]+(\.[a-z0-9-]+)+/g) ?? []).flatMap((name) => getDomain(name) ?? [])
}
