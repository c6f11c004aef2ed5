// Who holds a mailbox: one address with live findings, or many in order.

import { identify as identifyAddress, identifyOffline } from '../identify/identify.ts'
import { identifyMany } from '../identify/identify-many.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import type { Address } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import type { Finding, Identity } from '../model/identity.ts'
import type { Network } from '../net/network.ts'
import { addressOf } from './address-of.ts'
import { type NetworkRequest, openNetwork } from './network.ts'

export interface IdentifyRequest extends NetworkRequest {
  readonly offline: boolean
  readonly deadlineMs?: number
  readonly signal?: AbortSignal
}

/** Throws `no-network` when no name server answered at all, and `domain-unknown` when one did and the domain is nobody's. */
export async function identifyOne(
  network: Network,
  address: Address,
  request: Pick<IdentifyRequest, 'offline' | 'deadlineMs' | 'signal'>,
  onFinding?: (finding: Finding) => void,
): Promise<Identity> {
  const knowledge = loadKnowledge()
  if (request.offline) return identifyOffline(knowledge, address)
  const identity = await identifyAddress(network, knowledge, address, { ...request, ...(onFinding && { onFinding }) })
  if (request.signal?.aborted) throw request.signal.reason
  if (identity.endpoints.some((e) => e.trust !== 'guess') || identity.provider !== null) return identity
  const [mx, addresses] = await Promise.all([network.mx(address.asciiDomain), network.addresses(address.asciiDomain)])
  if (mx.status === 'none' && addresses.status === 'none') throw new SesameError('no-network')
  if (mx.status === 'nxdomain' && addresses.status === 'nxdomain') throw new SesameError('domain-unknown', { domain: address.domain })
  return identity
}

/** One identity an address, in order. Throws `address-invalid` before anything is asked when one is no address. */
export async function* identifyAll(request: IdentifyRequest, texts: readonly string[]): AsyncGenerator<Identity> {
  const addresses = texts.map(addressOf)
  const { network, close } = await openNetwork(request)
  try {
    yield* identifyMany(network, loadKnowledge(), addresses, request)
  } finally {
    await close()
  }
}

/** The name of a provider for people. */
export function providerName(id: string | null): string | null {
  return providerById(loadKnowledge(), id)?.name ?? null
}
