// Whether an address is in one of the networks that a device may come from (CIDR, RFC 4632 and RFC 4291 §2.3).

import { BlockList, isIP } from 'node:net'

const LOOPBACK = ['127.0.0.0/8', '::1/128']

/** `networks` empty: this computer only. Throws nothing: `isNetwork` was asked before they were kept. */
export function comesFrom(networks: readonly string[], address: string): boolean {
  const list = new BlockList()
  for (const network of networks.length > 0 ? networks : LOOPBACK) {
    const { base, bits, family } = parts(network)
    list.addSubnet(base, bits, family)
  }
  // RFC 4291 §2.5.5.2: an IPv4 client of an IPv6 socket.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
}

export function isNetwork(text: string): boolean {
  const { base, bits, family } = parts(text)
  return isIP(base) !== 0 && Number.isInteger(bits) && bits >= 0 && bits <= (family === 'ipv4' ? 32 : 128)
}

function parts(text: string): { base: string; bits: number; family: 'ipv4' | 'ipv6' } {
  const [base = '', ...rest] = text.split('/')
  const bits = rest.length === 0 ? undefined : rest.join('/')
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4'
  return { base, bits: bits === undefined ? (family === 'ipv4' ? 32 : 128) : /^\d+$/.test(bits) ? Number(bits) : Number.NaN, family }
}
