// Looks at one provider as gently as one can: a few look-ups, then one connection after the other, with a pause between, without any secret.

import { openAsking } from '../../identify/asking.ts'
import type { Clue } from '../../identify/mechanism.ts'
import { autoconfig } from '../../identify/mechanisms/autoconfig.ts'
import { srv } from '../../identify/mechanisms/srv.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { parseAddress } from '../../model/address.ts'
import type { Provider, ProviderServer } from '../../model/knowledge.ts'
import type { Network } from '../../net/network.ts'
import { hintsOf, probeEndpoint } from '../../probe/index.ts'
import { mxDrift, namedDrift, serverDrift } from './compare.ts'
import type { Drift } from './finding.ts'

export interface LookOptions {
  /** Of the judgement of recorded rules. */
  readonly date: string
  /** Between two connections to one provider. */
  readonly pauseMs: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Connections that may still be made, over all providers; each one made takes one away. */
  readonly budget: { connections: number }
  readonly holds: (name: string) => boolean
}

/** A provider of many brands is judged by its first domains; the rest share their servers. */
const DOMAINS = 3

/** Never throws for what the network does; ends early when the signal says so. */
export async function lookAt(network: Network, knowledge: Knowledge, provider: Provider, options: LookOptions): Promise<readonly Drift[]> {
  const found: Drift[] = []
  const domains = provider.domains.filter(options.holds)
  for (const domain of domains.slice(0, DOMAINS)) {
    if (options.signal.aborted) return found
    found.push(...mxDrift(knowledge, provider, domain, await network.mx(domain)))
  }
  const [first] = domains
  if (first !== undefined) found.push(...(await namesOf(network, knowledge, provider, first, options)))
  for (const [i, server] of publicServers(provider, options.holds).entries()) {
    if (options.signal.aborted || options.budget.connections < 1) return found
    if (i > 0) await pause(options.pauseMs, options.signal)
    options.budget.connections -= 1
    const endpoint = { protocol: server.protocol, host: server.host, port: server.port, security: server.security, trust: 'named' as const }
    const probed = await probeEndpoint(network, endpoint, {
      hints: hintsOf(provider, endpoint),
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    })
    if (probed.outcome !== 'interrupted') found.push(...serverDrift(provider, server, probed, options.date))
  }
  return found
}

/** Hosts of a customer's own domain and of a bridge at home are nobody's to look at. */
function publicServers({ servers }: Provider, holds: LookOptions['holds']): readonly ProviderServer[] {
  const seen = new Set<string>()
  return servers.filter(({ host, port }) => {
    const key = `${host}:${port}`
    const fresh = holds(host) && !host.includes('%') && !/^(127\.|localhost$)/.test(host) && !seen.has(key)
    seen.add(key)
    return fresh
  })
}

/** What the domain itself publishes. */
async function namesOf(
  network: Network,
  knowledge: Knowledge,
  provider: Provider,
  domain: string,
  options: LookOptions,
): Promise<readonly Drift[]> {
  // RFC 5321 §4.5.1: every domain has a postmaster, so no person's address is made up.
  const address = parseAddress(`postmaster@${domain}`)
  if (address === null) return []
  const end = performance.now() + options.timeoutMs
  const asking = openAsking(network, knowledge, address, () => Math.max(1, Math.ceil(end - performance.now())), options.signal)
  const found: Drift[] = []
  for (const mechanism of [srv, autoconfig] as const) {
    const said: Omit<Clue, 'ms' | 'mechanism'>[] = []
    await mechanism.run(asking, (one) => said.push(one))
    const named = said.flatMap(({ trust, endpoints = [] }) => (trust === 'named' ? endpoints : []))
    found.push(...namedDrift(provider, mechanism.mechanism as 'srv' | 'autoconfig', domain, named))
  }
  return found
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}
