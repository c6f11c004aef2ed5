// Where the mailbox can be reached, best first: what the knowledge names, then documents, then DNS, guesses last. Pure.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { FoundEndpoint, Mechanism, Trust } from '../model/identity.ts'
import type { ProviderServer } from '../model/knowledge.ts'
import { endpointUrl, PROTOCOLS } from '../model/protocol.ts'
import type { Decision } from './decide.ts'
import type { Clue } from './mechanism.ts'
import { tableOf } from './recognise.ts'
import { serversFor } from './servers.ts'
import { isUnverified } from './unverified.ts'

const TRUST: readonly Trust[] = ['named', 'hint', 'guess']
/** Among endpoints of the same trust. */
const ORDER: readonly Mechanism[] = ['autoconfig', 'pacc', 'autodiscover', 'ispdb', 'preparation', 'srv', 'guess']

/** `clues` must be those that were not overruled. */
export function endpointsFor(knowledge: Knowledge, address: Address, decision: Decision, clues: readonly Clue[]): readonly FoundEndpoint[] {
  const found = ORDER.flatMap((mechanism) => clues.filter((clue) => clue.mechanism === mechanism).flatMap((clue) => clue.endpoints ?? []))
  const named = fromKnowledge(knowledge, address, decision, clues)
  const documented = found.map((endpoint) => fillUsername(endpoint, address))
  // A panel's hosts differ from one installation to the next: what the domain itself publishes comes before what most of them have.
  const all = decision.provider?.kind === 'panel' ? [...documented, ...named] : [...named, ...documented]
  const best = PROTOCOLS.flatMap((protocol) =>
    all
      .filter((endpoint) => endpoint.protocol === protocol)
      .map((endpoint, at) => ({ endpoint, at }))
      .sort((a, b) => rank(a.endpoint) - rank(b.endpoint) || a.at - b.at)
      .map(({ endpoint }) => endpoint),
  )
  const unique = new Map<string, FoundEndpoint>()
  for (const endpoint of best) {
    const url = endpointUrl(endpoint)
    const kept = unique.get(url)
    if (kept === undefined) unique.set(url, endpoint)
    else if (kept.auth === undefined && endpoint.auth !== undefined) unique.set(url, { ...kept, auth: endpoint.auth })
  }
  return [...unique.values()]
}

function fromKnowledge(
  knowledge: Knowledge,
  address: Address,
  { provider, confidence }: Decision,
  clues: readonly Clue[],
): readonly FoundEndpoint[] {
  if (provider === null) return []
  const seen = clues.filter((clue) => clue.candidates?.includes(provider.id)).flatMap((clue) => clue.hosts ?? [])
  // A secret never goes to a provider that one hint alone makes likely, nor to a server that nobody checked.
  const trustIn = (server: ProviderServer): Trust =>
    confidence === 'guess' ? 'guess' : isUnverified(provider, server, address) ? 'hint' : 'named'
  return serversFor(provider, address, seen, () => tableOf(knowledge).named).map((server) => ({
    ...server,
    trust: trustIn(server),
    source: `knowledge/providers/${provider.id}.yaml`,
  }))
}

/** Trust first; a connection that can never carry a secret comes after all others. */
function rank(endpoint: FoundEndpoint): number {
  return (endpoint.security === 'plain' ? TRUST.length : 0) + TRUST.indexOf(endpoint.trust)
}

/** The placeholders of the autoconfig draft. */
function fillUsername(endpoint: FoundEndpoint, address: Address): FoundEndpoint {
  if (endpoint.usernameText === undefined) return endpoint
  const usernameText = endpoint.usernameText
    .replaceAll('%EMAILADDRESS%', address.text)
    .replaceAll('%EMAILLOCALPART%', address.local)
    .replaceAll('%EMAILDOMAIN%', address.domain)
  return { ...endpoint, usernameText }
}
