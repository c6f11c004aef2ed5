// The network of one run: the person's own with its overrides, or the lab's.

import type { Network, NetworkOptions } from '../net/network.ts'

export interface OpenNetwork {
  readonly network: Network
  readonly lab: boolean
  /** Stops the lab when there is one. */
  close(): Promise<void>
}

export interface NetworkRequest {
  /** Overrides of the command line; they win over the file that SESAME_NETWORK names. */
  readonly flags: NetworkOptions
  readonly lab: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Throws `network-config-invalid`. */
export async function openNetwork({ flags, lab, env }: NetworkRequest): Promise<OpenNetwork> {
  const [{ createNetwork }, { readNetworkOptions }] = await Promise.all([import('../net/create.ts'), import('../net/options.ts')])
  if (!lab) return { network: createNetwork(readNetworkOptions(env, flags)), lab: false, close: async () => {} }
  const { startLab } = await import('../lab/lab.ts')
  const running = await startLab()
  const options: NetworkOptions = {
    ...running.network,
    ...withoutUndefined(flags),
    connectTo: [...(flags.connectTo ?? []), ...(running.network.connectTo ?? [])],
  }
  return { network: createNetwork(options), lab: true, close: () => running.stop() }
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>
}
