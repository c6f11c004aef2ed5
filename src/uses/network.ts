// The network of one run: the person's own with its overrides, or the lab's.

import type { Lab } from '../lab/lab.ts'
import type { Network, NetworkOptions } from '../net/network.ts'

export interface OpenNetwork {
  readonly network: Network
  readonly lab: boolean
  /** The lab itself, where there is one. */
  readonly running?: Lab
  /** Stops the lab when there is one. */
  close(): Promise<void>
}

export interface NetworkRequest {
  /** Overrides of the command line; they win over the file that SESAME_NETWORK names. */
  readonly flags: NetworkOptions
  readonly lab: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** A lab that runs already: used instead of a new one, and not stopped. What it gave to one run is known to the next. */
  readonly running?: Lab | undefined
}

/** Throws `network-config-invalid`. */
export async function openNetwork({ flags, lab, env, running: there }: NetworkRequest): Promise<OpenNetwork> {
  const [{ createNetwork }, { readNetworkOptions }] = await Promise.all([import('../net/create.ts'), import('../net/options.ts')])
  if (!lab) return { network: createNetwork(readNetworkOptions(env, flags)), lab: false, close: async () => {} }
  const running = there ?? (await (await import('../lab/lab.ts')).startLab())
  const options: NetworkOptions = {
    ...running.network,
    ...withoutUndefined(flags),
    connectTo: [...(flags.connectTo ?? []), ...(running.network.connectTo ?? [])],
  }
  return { network: createNetwork(options), lab: true, running, close: there === undefined ? () => running.stop() : async () => {} }
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>
}
