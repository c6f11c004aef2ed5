// Hosts and ports as people and options write them: `host:port`, `[2001:db8::1]:993`, internationalised names.

import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Without brackets, without a final dot, in A-labels, lower case. A text that is no name comes back as it is. */
export function plainHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (isIP(bare) !== 0) return bare
  return domainToASCII(bare) || bare.toLowerCase()
}

/** Reads `HOST:PORT`, IPv6 in brackets. Returns null when it is not one. */
export function parseHostPort(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+):(\d{1,5})$/i.exec(text)
  if (match === null) return null
  const port = Number(match[2])
  return port >= 1 && port <= 65535 ? { host: plainHost(match[1]!), port } : null
}
