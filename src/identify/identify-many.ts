// A fleet's addresses in one run: in the order they came, a bounded number at once, each domain asked once.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { FoundEndpoint, Identity } from '../model/identity.ts'
import type { Network } from '../net/network.ts'
import { combine } from './combine.ts'
import { identifyOffline } from './identify.ts'
import { look } from './look.ts'
import type { Clue } from './mechanism.ts'
import { gentle, openSlots } from './slots.ts'

export interface IdentifyManyOptions {
  /** Domains asked at the same time; 32 unless told. */
  readonly concurrency?: number
  readonly deadlineMs?: number
  readonly offline?: boolean
  readonly signal?: AbortSignal
}

/** Domains remembered within a run; a list longer than that asks the oldest again. */
const REMEMBERED = 20_000

interface Shared {
  readonly asked: Address
  readonly clues: Promise<readonly Clue[]>
}

/** Yields one Identity an address, in input order; reads ahead no further than it works. */
export async function* identifyMany(
  network: Network,
  knowledge: Knowledge,
  addresses: Iterable<Address> | AsyncIterable<Address>,
  { concurrency = 32, deadlineMs, offline = false, signal }: IdentifyManyOptions = {},
): AsyncGenerator<Identity> {
  const door = gentle(network)
  const slots = openSlots(Math.max(1, concurrency))
  const domains = new Map<string, Shared>()
  const lookOnce = (address: Address): Shared => {
    const known = domains.get(address.asciiDomain)
    if (known !== undefined) return known
    const clues = slots(() =>
      look(door, knowledge, address, { ...(deadlineMs !== undefined && { deadlineMs }), ...(signal !== undefined && { signal }) }),
    )
    const shared = { asked: address, clues }
    domains.set(address.asciiDomain, shared)
    const oldest = domains.keys().next().value
    if (domains.size > REMEMBERED && oldest !== undefined) domains.delete(oldest)
    return shared
  }
  const one = async (address: Address): Promise<Identity> => {
    if (offline) return identifyOffline(knowledge, address)
    const start = performance.now()
    const { asked, clues } = lookOnce(address)
    const heard = await clues
    return combine(knowledge, address, forAddress(heard, asked, address), Math.round(performance.now() - start))
  }
  const ahead: Promise<Identity>[] = []
  for await (const address of addresses) {
    ahead.push(one(address))
    if (ahead.length >= concurrency * 4) yield await (ahead.shift() as Promise<Identity>)
  }
  for (const identity of ahead) yield await identity
}

/** A sign-in name that a document wrote out in full is its asker's own: another address of the domain must not get it. */
function forAddress(clues: readonly Clue[], asked: Address, address: Address): readonly Clue[] {
  if (asked.local === address.local) return clues
  const generic = (endpoint: FoundEndpoint): FoundEndpoint => {
    if (endpoint.usernameText === undefined || endpoint.usernameText.includes('%EMAIL')) return endpoint
    const { usernameText: _own, ...rest } = endpoint
    return rest
  }
  return clues.map((clue) => (clue.endpoints === undefined ? clue : { ...clue, endpoints: clue.endpoints.map(generic) }))
}
