// Under which names a bridge is reached: what its certificate says, and all that its authority may ever say.

import { isIP, isIPv4, isIPv6 } from 'node:net'

export interface ServerNames {
  /** Lower case, without a dot at the end. */
  readonly dns: readonly string[]
  /** IPv4 and IPv6 addresses, in their shortest form. */
  readonly addresses: readonly string[]
}

/** What the machine says of itself; given, so that nothing here looks at it. */
export interface Machine {
  readonly hostname: string
  /** Of its network cards, without loopback. */
  readonly addresses: readonly string[]
}

// RFC 1123 §2.1. An underscore is no host name, but many computers have one.
const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/

/** Loopback, the machine and what the listeners are named. A listener on all addresses (`0.0.0.0`, `::`) stands for those that the machine has. */
export function namesOf(listening: readonly string[], machine: Machine): ServerNames {
  const dns = new Set(['localhost'])
  const addresses = new Set(['127.0.0.1', '::1'])
  const add = (name: string) => {
    const address = shortest(name)
    if (address !== null) addresses.add(address)
    else if (isName(name)) dns.add(tidyName(name))
  }
  const [short = ''] = machine.hostname.split('.')
  // RFC 6762 §3: `.local` is how a telephone in the same house finds a computer.
  for (const name of [machine.hostname, short, ...(short === '' ? [] : [`${short}.local`])]) if (!isIP(name)) add(name)
  for (const address of listening) for (const one of isUnspecified(address) ? machine.addresses : [address]) add(one)
  return { dns: [...dns], addresses: [...addresses] }
}

/** Those that an authority bound to `bounds` may not speak for; null when it may for all. */
export function outOfBounds({ dns, addresses }: ServerNames, bounds: ServerNames): ServerNames | null {
  return orNull({
    // RFC 5280 §4.2.1.10: a name stands for itself and all below it.
    dns: dns.filter((name) => !bounds.dns.some((one) => name === one || name.endsWith(`.${one}`))),
    addresses: addresses.filter((address) => !bounds.addresses.includes(address) && !isLoopback(address)),
  })
}

/** Those that a server's certificate does not say; null when it says all. */
export const missingNames = (wanted: ServerNames, said: ServerNames): ServerNames | null => orNull(withoutNames(wanted, said))

export function allNames(a: ServerNames, b: ServerNames): ServerNames {
  return { dns: [...new Set([...a.dns, ...b.dns])], addresses: [...new Set([...a.addresses, ...b.addresses])] }
}

export const withoutNames = (all: ServerNames, these: ServerNames): ServerNames => ({
  dns: all.dns.filter((name) => !these.dns.includes(name)),
  addresses: all.addresses.filter((address) => !these.addresses.includes(address)),
})

export const isLoopback = (address: string): boolean => address === '::1' || (isIPv4(address) && address.startsWith('127.'))

/** Four bytes, or sixteen. */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const words = (text = '') => (text === '' ? [] : text.split(':')).map((word) => Number.parseInt(word, 16))
  const before = words(head)
  const after = words(tail)
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]))
}

const orNull = (names: ServerNames) => (names.dns.length + names.addresses.length === 0 ? null : names)
const tidyName = (name: string) => name.toLowerCase().replace(/\.$/, '')
const isName = (name: string) => NAME.test(tidyName(name))
const isUnspecified = (address: string) => shortest(address) === '0.0.0.0' || shortest(address) === '::'

/** RFC 5952 §4; null for what is no address. A zone (`fe80::1%eth0`) means nothing to anybody else. */
function shortest(address: string): string | null {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  return isIPv6(bare) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : null
}
