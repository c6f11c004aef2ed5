// What a handshake says, as facts: did it end, which version, whose certificate, signed by whom.

import type { PeerCertificate } from 'node:tls'
import type { Fact } from '../model/fact.ts'
import type { TlsOutcome } from '../net/network.ts'
import { interceptorOf } from './interceptors.ts'

/** The facts of one handshake, without `about`. Must not look at anything but the outcome. */
export function tlsFacts(tls: TlsOutcome): Fact[] {
  const facts: Fact[] = [{ name: 'tls', value: tls.result, origin: 'probe', ...(tls.error !== undefined && { quote: tls.error }) }]
  if (tls.version !== undefined) {
    const version = KNOWN_VERSIONS.includes(tls.version) ? tls.version : 'old'
    facts.push({ name: 'tls.version', value: version, origin: 'probe', quote: [tls.version, tls.cipher].filter(Boolean).join(' ') })
  }
  if (tls.certificate === 'none') return facts
  const issuers = issuerNames(tls.chain)
  const interceptor = interceptorOf(issuers.join(' / '))
  const quote = certificateQuote(tls.chain)
  const problems = tls.problems ?? [tls.certificate]
  for (const value of problems) facts.push({ name: 'tls.cert', value, origin: 'probe', quote })
  const unknown = problems.includes('self-signed') || problems.includes('untrusted')
  const issuer = interceptor !== null ? 'interceptor' : unknown ? 'private' : 'public'
  facts.push({ name: 'tls.issuer', value: issuer, origin: 'probe', quote: interceptor?.name ?? issuers[0] ?? '' })
  if (interceptor?.kind === 'antivirus') facts.push({ name: 'antivirus.name', value: interceptor.name, origin: 'probe' })
  return facts
}

const KNOWN_VERSIONS = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'old']

/** Every issuer of the chain, leaf first, as `CN / O / OU`. */
export function issuerNames(chain: PeerCertificate | undefined): string[] {
  const names: string[] = []
  let certificate = chain as (PeerCertificate & { issuerCertificate?: PeerCertificate }) | undefined
  // A chain ends with a certificate that is its own issuer; nine are more than any real chain has.
  for (let i = 0; certificate !== undefined && i < 9; i++) {
    const { CN, O, OU } = (certificate.issuer ?? {}) as unknown as Record<string, string | string[] | undefined>
    const name = [CN, O, OU].flat().filter(Boolean).join(' / ')
    if (name !== '') names.push(name)
    const next = certificate.issuerCertificate as typeof certificate
    if (next === undefined || next === certificate) break
    certificate = next
  }
  return [...new Set(names)]
}

/** `CN=… SAN=… issuer=… valid from … to …`, short enough for a line. */
export function certificateQuote(chain: PeerCertificate | undefined): string {
  if (chain === undefined || chain.subject === undefined) return ''
  const names = (chain.subjectaltname ?? '').split(', ').slice(0, 4).join(', ')
  const parts = [
    `CN=${[chain.subject.CN].flat()[0] ?? ''}`,
    names,
    `issuer=${issuerNames(chain)[0] ?? ''}`,
    `${chain.valid_from} - ${chain.valid_to}`,
  ]
  return parts.filter((part) => part !== '').join('; ')
}
