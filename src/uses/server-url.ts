// A server as people type it: imaps://host:993, smtp://host, host:587, host.

import { toAscii } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import type { Endpoint, Protocol, Security } from '../model/protocol.ts'

const SCHEMES: Record<string, { protocol: Protocol; security: Security; port: number }> = {
  imaps: { protocol: 'imap', security: 'tls', port: 993 },
  imap: { protocol: 'imap', security: 'starttls', port: 143 },
  pop3s: { protocol: 'pop3', security: 'tls', port: 995 },
  pops: { protocol: 'pop3', security: 'tls', port: 995 },
  pop3: { protocol: 'pop3', security: 'starttls', port: 110 },
  pop: { protocol: 'pop3', security: 'starttls', port: 110 },
  smtps: { protocol: 'smtp', security: 'tls', port: 465 },
  submissions: { protocol: 'smtp', security: 'tls', port: 465 },
  smtp: { protocol: 'smtp', security: 'starttls', port: 587 },
  submission: { protocol: 'smtp', security: 'starttls', port: 587 },
}

/** RFC 8314 §7.3 and the registry of ports: what a bare port means. */
const PORTS: Record<number, string> = {
  993: 'imaps',
  143: 'imap',
  995: 'pop3s',
  110: 'pop3',
  465: 'smtps',
  587: 'smtp',
  25: 'smtp',
  2525: 'smtp',
}

/** Endpoints meant by `text`: one, or for a bare host the three with TLS. `user` and path are ignored. Throws `url-invalid`. */
export function serversOf(text: string, protocol?: Protocol): Endpoint[] {
  const wrong = () => new SesameError('url-invalid', { text: withoutUser(text) })
  // An @ further on belongs to a password that was not percent-encoded: its rest must not be taken for a host.
  const parts = /^(?:([a-z0-9]+):\/\/)?(?:[^@/]*@)?(?!.*@)(\[[0-9a-f:.]+\]|[^:/?#[\]\s]+)(?::(\d{1,5}))?(?:[/?#].*)?$/isu.exec(text.trim())
  if (parts === null) throw wrong()
  const [, schemeText, hostText = '', portText] = parts
  const host = hostText.startsWith('[') ? hostText.slice(1, -1) : toAscii(hostText.toLowerCase())
  const port = portText === undefined ? undefined : Number(portText)
  if (host === null || host === '' || (port !== undefined && (port < 1 || port > 65_535))) throw wrong()
  if (schemeText !== undefined) {
    const name = schemeText.toLowerCase()
    const scheme = Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined
    if (scheme === undefined) throw wrong()
    return [{ ...scheme, host, port: port ?? scheme.port }]
  }
  if (port !== undefined) {
    const scheme = SCHEMES[PORTS[port] ?? (protocol === undefined ? '' : protocol)]
    if (scheme === undefined) throw wrong()
    return [{ ...scheme, host, port }]
  }
  const schemes = ['imaps', 'pop3s', 'smtps'].map((name) => ({ ...(SCHEMES[name] as (typeof SCHEMES)[string]), host }))
  return protocol === undefined ? schemes : schemes.filter((s) => s.protocol === protocol)
}

/** For people: what stands before the last @ may hold a password. */
export function withoutUser(text: string): string {
  return text.replace(/^([a-z0-9]+:\/\/)?.*@/is, (_, scheme: string | undefined) => `${scheme ?? ''}•••@`)
}
