// Where a mailbox is reached: protocol, host, port and how the connection becomes TLS.

export type Protocol = 'imap' | 'pop3' | 'smtp'
export const PROTOCOLS: readonly Protocol[] = ['imap', 'pop3', 'smtp']

/** `tls`: from the first byte (RFC 8314). `starttls`: plain, then upgraded, never without. `plain`: no secret ever crosses it. */
export type Security = 'tls' | 'starttls' | 'plain'

/** How the sign-in name is written. */
export type UsernameForm = 'full-address' | 'local-part' | 'other'

export interface Endpoint {
  readonly protocol: Protocol
  readonly host: string
  readonly port: number
  readonly security: Security
}

/** `imaps://host:993`: the short form used in facts, logs and the command line. */
export function endpointUrl(e: Endpoint): string {
  const scheme = e.security === 'tls' ? `${e.protocol}s` : e.protocol
  return `${scheme}://${e.host}:${e.port}`
}
