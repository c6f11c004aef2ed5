// The documents in which a domain names its servers: Mozilla autoconfig and PACC, written from the lab's data.

import { createHash } from 'node:crypto'
import type { LabDomain, LabProvider, LabServer } from './model.ts'

const SOCKET = { tls: 'SSL', starttls: 'STARTTLS', plain: 'plain' } as const

const escapeXml = (text: string) => text.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** draft-ietf-mailmaint-autoconfig: the `clientConfig` document, version 1.1. */
export function autoconfigDocument(domain: LabDomain, provider: LabProvider, servers: readonly LabServer[]): string {
  const one = (s: LabServer) => {
    const dialect = provider.dialects[s.protocol as 'imap']
    const tag = s.protocol === 'smtp' ? 'outgoingServer' : 'incomingServer'
    const user = dialect.usernames[0] === 'local-part' ? '%EMAILLOCALPART%' : '%EMAILADDRESS%'
    const ways = [...(dialect.signIn.oauth === 'ok' ? ['OAuth2'] : []), 'password-cleartext']
    return `    <${tag} type="${s.protocol}">
      <hostname>${escapeXml(s.host)}</hostname>
      <port>${s.port}</port>
      <socketType>${SOCKET[s.security]}</socketType>
      <username>${user}</username>
${ways.map((way) => `      <authentication>${way}</authentication>`).join('\n')}
    </${tag}>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${escapeXml(domain.name)}">
    <domain>${escapeXml(domain.name)}</domain>
    <displayName>${escapeXml(provider.name)}</displayName>
${servers.map(one).join('\n')}
  </emailProvider>
</clientConfig>
`
}

/** draft-ietf-mailmaint-pacc: one host a protocol; the port follows from implicit TLS. */
export function paccDocument(domain: LabDomain, servers: readonly LabServer[]): string {
  const protocols = Object.fromEntries(servers.filter((s) => s.security === 'tls').map((s) => [s.protocol, { host: s.host }]))
  return `${JSON.stringify({ protocols, authentication: { password: true }, info: { provider: { name: domain.name, shortName: domain.name } } }, null, 2)}\n`
}

export function paccDigest(document: string): string {
  return createHash('sha256').update(document).digest('base64')
}
