// TLS sessions of servers that were verified, to be taken up again with the same server (RFC 8446 §2.2): no certificate travels and none is checked twice.

import type { DetailedPeerCertificate } from 'node:tls'

export interface KeptSession {
  readonly session: Buffer
  /** What was verified when the session began. */
  readonly chain: DetailedPeerCertificate
}

export interface TlsSessions {
  /** Given once: RFC 8446 §C.4 asks clients not to use a ticket twice. */
  take(server: string): KeptSession | undefined
  keep(server: string, kept: KeptSession): void
  /** The same certificate as one that is known is the same object: hundreds of connections to one server need one. */
  same(server: string, chain: DetailedPeerCertificate): DetailedPeerCertificate
}

const EACH = 4
const SERVERS = 100
/** Well below the hours that servers honour a ticket for; a certificate that was withdrawn meanwhile is not trusted for long. */
const LIFE_MS = 3_600_000

export function tlsSessions(now: () => number = Date.now): TlsSessions {
  const held = new Map<string, (KeptSession & { readonly since: number })[]>()
  const known = new Map<string, DetailedPeerCertificate>()
  return {
    take(server) {
      const one = held.get(server)?.pop()
      if (one === undefined || now() - one.since > LIFE_MS) return undefined
      return Date.parse(one.chain.valid_to) > now() ? one : undefined
    },
    keep(server, kept) {
      const list = held.get(server) ?? []
      list.push({ ...kept, since: now() })
      if (list.length > EACH) list.shift()
      held.set(server, list)
      if (held.size > SERVERS) held.delete(held.keys().next().value as string)
    },
    same(server, chain) {
      const before = known.get(server)
      if (before?.fingerprint256 === chain.fingerprint256) return before
      known.set(server, chain)
      if (known.size > SERVERS) known.delete(known.keys().next().value as string)
      return chain
    },
  }
}
