// What every mechanism of identification is given, and what it may say. One small file each lives in `mechanisms/`.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { Finding, Mechanism } from '../model/identity.ts'
import type { DnsAnswer, MxRecord, Network } from '../net/network.ts'

/** A finding as it is judged: with every provider it could mean, before one of them is chosen. */
export interface Clue extends Finding {
  /** Provider ids, the likeliest first. Several share a mail exchanger (Microsoft 365 of two sellers, NetEase's three brands). */
  readonly candidates?: readonly string[]
  /** The filter that the mail exchanger belongs to. */
  readonly filter?: string
  /** Host names that were recognised, for choosing the servers of the right data centre. */
  readonly hosts?: readonly string[]
}

export type Said = Omit<Clue, 'mechanism' | 'ms'>

/** One run's door to the world: shared look-ups, one signal that ends everything. */
export interface Asking {
  readonly network: Network
  readonly knowledge: Knowledge
  readonly address: Address
  readonly signal: AbortSignal
  /** Milliseconds until the latest end there can be, never below 1; `signal` may end it before. */
  timeLeft(): number
  mx(): Promise<DnsAnswer<MxRecord>>
  txt(name: string): Promise<DnsAnswer<string>>
  cname(name: string): Promise<DnsAnswer<string>>
}

export interface MechanismRun {
  readonly mechanism: Mechanism
  /** `table`: knowledge alone. `dns`: asked of every domain. `web`: web servers and guesses, left out when nobody needs them. */
  readonly reach: 'table' | 'dns' | 'web'
  /** Where it looks, for the finding of a mechanism that never came to say anything. */
  source(address: Address): string
  /** Must say at least what it looked at; must never throw for what the network does, must send no secret. */
  run(asking: Asking, say: (said: Said) => void): Promise<void>
}
