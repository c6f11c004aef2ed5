// Bounds on what is under way at once, for runs over many domains.

import type { Network } from '../net/network.ts'

export type Slots = <T>(work: () => Promise<T>) => Promise<T>

/** At most `count` pieces of work at once; the rest wait their turn in order. */
export function openSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** A burst beyond what one UDP socket can hold is lost, and each lost answer costs a second and a half. */
const LOOK_UPS = 128
/** Each document costs its host two look-ups more. */
const DOCUMENTS = 32

/** The same network, asked with patience. */
export function gentle(network: Network): Network {
  const dns = openSlots(LOOK_UPS)
  const web = openSlots(DOCUMENTS)
  return {
    ...network,
    mx: (name) => dns(() => network.mx(name)),
    srv: (name) => dns(() => network.srv(name)),
    txt: (name) => dns(() => network.txt(name)),
    cname: (name) => dns(() => network.cname(name)),
    addresses: (name) => dns(() => network.addresses(name)),
    fetch: (url, request) => web(() => network.fetch(url, request)),
  }
}
