// What was seen of a provider beside what its file says. Pure: the same look gives the same report.

import { ruleOn } from '../../guide/policy.ts'
import { byName, filterOf } from '../../identify/recognise.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Fact } from '../../model/fact.ts'
import type { FoundEndpoint } from '../../model/identity.ts'
import type { Provider, ProviderServer } from '../../model/knowledge.ts'
import type { DnsAnswer, MxRecord } from '../../net/network.ts'
import type { ProbeResult } from '../../probe/index.ts'
import type { Drift, DriftKind } from './finding.ts'
import { offersOf } from './offers.ts'

export function serverDrift(provider: Provider, server: ProviderServer, probed: ProbeResult, date: string): readonly Drift[] {
  const { facts, outcome } = probed
  const about = `${server.host}:${server.port}`
  const path = `servers.${provider.servers.indexOf(server)}`
  const drift = (kind: DriftKind, ours: string, seen: string, sure = true, at = path): Drift => ({
    provider: provider.id,
    ...{ kind, about, ours, seen, path: at, sure },
  })
  const dns = factOf(facts, 'dns')
  if (dns === 'nxdomain' || dns === 'nodata') return [drift('host-gone', server.host, dns, true, `${path}.host`)]
  if (dns === 'timeout' || dns === 'servfail' || dns === 'none') return [drift('not-seen', server.host, `dns ${dns}`, false)]
  const cert = factOf(facts, 'tls.cert')
  if (cert !== undefined && cert !== 'ok') {
    const issuer = factOf(facts, 'tls.issuer')
    // Somebody between us and the server says nothing about the server.
    return issuer === 'interceptor'
      ? [drift('not-seen', about, 'an interceptor', false)]
      : [drift('certificate', server.host, cert, true, `${path}.host`)]
  }
  const tls = factOf(facts, 'tls')
  if (tls !== undefined && tls !== 'ok') {
    const sure = ['not-tls', 'not-offered', 'stripped'].includes(tls)
    return [drift('encryption', server.security, tls, sure, `${path}.security`)]
  }
  if (outcome !== 'reachable')
    return [drift('host-silent', about, factOf(facts, 'tcp') === 'ok' ? outcome : String(factOf(facts, 'tcp') ?? outcome), false)]
  return authDrift(provider, server, probed, date)
}

/** Capabilities are compared one way only where they prove something: an offer may be refused, a missing one cannot be used. */
function authDrift(provider: Provider, server: ProviderServer, { replies }: ProbeResult, date: string): readonly Drift[] {
  const rule = ruleOn(provider, server.protocol, date)
  const offers = offersOf(server.protocol, replies)
  if (rule === null || offers === null) return []
  const { id, auth } = provider
  const path = `auth.${auth.indexOf(rule)}`
  const base = { provider: id, about: `${server.host}:${server.port}`, seen: offers.words }
  const found: Drift[] = []
  const typed = (['password', 'appPassword'] as const).filter((kind) => rule[kind] !== 'refused')
  if (typed.length > 0 && offers.typed !== 'yes')
    found.push({
      ...base,
      kind: 'password-gone',
      ours: typed.map((kind) => `${kind} ${rule[kind]}`).join(', '),
      path: `${path}.${typed[0]}`,
      sure: offers.typed === 'no',
    })
  if (rule.oauth === 'accepted' && !offers.oauth)
    found.push({ ...base, kind: 'oauth-gone', ours: 'oauth accepted', path: `${path}.oauth`, sure: true })
  if (rule.oauth === 'refused' && offers.oauth)
    found.push({ ...base, kind: 'oauth-new', ours: 'oauth refused', path: `${path}.oauth`, sure: false })
  return found
}

export function mxDrift(knowledge: Knowledge, provider: Provider, domain: string, answer: DnsAnswer<MxRecord>): readonly Drift[] {
  const drift = (kind: DriftKind, ours: string, seen: string, path: string, sure = true): Drift => ({
    provider: provider.id,
    ...{ kind, about: domain, ours, seen, path, sure },
  })
  if (answer.status === 'nxdomain') return [drift('host-gone', domain, answer.status, 'domains')]
  if (answer.status !== 'ok')
    return answer.status === 'nodata'
      ? [drift('mx-unknown', domain, 'no MX', 'domains')]
      : [drift('not-seen', domain, `dns ${answer.status}`, 'domains', false)]
  const hosts = answer.records.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, ''))
  const owners = new Set(hosts.flatMap((host) => byName(knowledge, 'mx', host)))
  if (owners.has(provider.id) || hosts.some((host) => filterOf(knowledge, host) !== null)) return []
  const others = [...owners].map((id) => knowledge.providers.find((p) => p.id === id)!)
  const patterns = (provider.recognise.mx ?? []).join(' ')
  // Houses of one family share exchangers and servers: nothing has moved.
  if (others.some((p) => p.family === provider.family)) return []
  if (others.length > 0)
    return [drift('mx-moved', patterns || domain, `${hosts.join(' ')} of ${others.map((p) => p.id).join(' ')}`, 'recognise.mx')]
  return patterns === '' ? [] : [drift('mx-unknown', patterns, hosts.join(' '), 'recognise.mx')]
}

/** Servers that the domain itself names, by SRV or autoconfig, and that our file does not have. */
export function namedDrift(
  provider: Provider,
  kind: 'srv' | 'autoconfig',
  domain: string,
  named: readonly FoundEndpoint[],
): readonly Drift[] {
  const ours = (protocol: string) => provider.servers.filter((s) => s.protocol === protocol)
  return named.flatMap((found): Drift[] => {
    const mine = ours(found.protocol)
    const hosts = mine.map(({ host }) => host.replace('%DOMAIN%', domain))
    const same = mine.some((s, i) => hosts[i] === found.host && s.port === found.port && s.security === found.security)
    if (same || mine.length === 0) return []
    const known = hosts.includes(found.host)
    return [
      {
        provider: provider.id,
        kind,
        about: domain,
        ours: mine.map((s, i) => `${hosts[i]}:${s.port}`).join(' '),
        seen: `${found.protocol} ${found.host}:${found.port} ${found.security}`,
        path: 'servers',
        // A second way to a host that we know is an addition; another host is a contradiction.
        sure: !known,
      },
    ]
  })
}

function factOf(facts: readonly Fact[], name: Fact['name']): string | undefined {
  const found = facts.findLast((fact) => fact.name === name)
  return found === undefined ? undefined : String(found.value)
}
