// Looks at servers: those of an address, or the one that the person names. A server named by the person may get the person's secret; a guess never does.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import type { SecretKind } from '../model/case.ts'
import { SesameError } from '../model/errors.ts'
import type { Fact } from '../model/fact.ts'
import type { Protocol } from '../model/protocol.ts'
import type { Secret } from '../model/secret.ts'
import { AttemptBudget, hintsOf, type ProbeRun, type ProbeTarget, probeAll, replyPolicy } from '../probe/index.ts'
import { addressOf } from './address-of.ts'
import { identifyOne } from './identify.ts'
import { type NetworkRequest, openNetwork } from './network.ts'
import { serversOf } from './server-url.ts'
import { targetsOf } from './targets.ts'

export interface ProbeUseRequest extends NetworkRequest {
  /** An address or a server. */
  readonly what: string
  readonly user?: string | undefined
  readonly protocol?: Protocol | undefined
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
  readonly signal: AbortSignal
}

/** Throws `url-invalid`, `address-invalid`, `no-endpoint`, `no-network`, `option-invalid` when a secret has no user name. */
export async function probe(request: ProbeUseRequest, onFact: (fact: Fact) => void): Promise<ProbeRun> {
  const named = /:\/\//.test(request.what) || !request.what.includes('@') ? serversOf(request.what, request.protocol) : null
  if (named !== null && request.secret !== undefined && request.user === undefined)
    throw new SesameError('option-invalid', { option: '--user', value: '', allowed: 'NAME' })
  // It would end a line of a protocol, or a field of a token.
  if (request.user !== undefined && /\p{Cc}/u.test(request.user))
    throw new SesameError('option-invalid', { option: '--user', value: request.user, allowed: 'NAME' })
  const { network, close } = await openNetwork(request)
  try {
    const knowledge = loadKnowledge()
    const targets =
      named === null
        ? await ofAddress()
        : named.map(
            (endpoint): ProbeTarget => ({
              ...endpoint,
              trust: 'named',
              hints: hintsOf(providerAt(endpoint.host), endpoint),
              ...(request.user !== undefined && { user: request.user }),
            }),
          )
    const [provider] = targets.map((t) => providerAt(t.host))
    const run = await probeAll(network, targets, {
      ...(request.secret !== undefined && { secret: { secret: request.secret, kind: request.secretKind ?? 'unknown' } }),
      ...(provider?.appPassword && { appPassword: provider.appPassword }),
      ...(request.user?.includes('@') ? { sender: request.user } : named === null && { sender: request.what }),
      ...replyPolicy(knowledge.replies),
      budget: new AttemptBudget(),
      signal: request.signal,
      onFact,
    })
    if (request.signal.aborted) throw request.signal.reason
    if (!run.online) throw new SesameError('no-network')
    return run

    async function ofAddress(): Promise<ProbeTarget[]> {
      const address = addressOf(request.what)
      const identity = await identifyOne(network, address, { offline: false, signal: request.signal })
      const holder = providerById(knowledge, identity.provider) ?? null
      const found = targetsOf(identity, holder, { protocol: request.protocol, prefersPop: false })
      const asked = request.protocol === undefined ? found : found.filter((t) => t.protocol === request.protocol)
      if (asked.length === 0) throw new SesameError('no-endpoint', { domain: address.domain })
      return request.user === undefined ? asked : asked.map((t) => ({ ...t, user: request.user as string }))
    }
    function providerAt(host: string) {
      return knowledge.providers.find((p) => p.servers.some((s) => s.host === host)) ?? null
    }
  } finally {
    await close()
  }
}
