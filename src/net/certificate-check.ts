// What is wrong with a certificate, as the person has to be told it: every problem found, the one that decides first.

import { X509Certificate } from 'node:crypto'
import tls, { type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { CertificateProblem } from './network.ts'

/** OpenSSL's verdicts (X509_V_ERR_*, as Node spells them) on the chain. */
const VERDICT: Record<string, CertificateProblem> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  // The chain ends before an authority: nearly always a server that does not send its intermediate.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'chain-incomplete',
  UNABLE_TO_GET_ISSUER_CERT: 'chain-incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'chain-incomplete',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name',
}

/** A chain that cannot be trusted says more than its dates, and its dates more than its name. */
const ORDER: readonly CertificateProblem[] = ['self-signed', 'untrusted', 'chain-incomplete', 'expired', 'not-yet-valid', 'name']

/** Empty when the certificate `leaf` of the socket is good for `host` today. `authorities` are all that are trusted, as PEM. */
export function certificateProblems(
  socket: TLSSocket,
  host: string,
  authorities: readonly string[],
  leaf: DetailedPeerCertificate,
): CertificateProblem[] {
  if (!leaf.raw) return ['untrusted']
  const found = new Set<CertificateProblem>()
  const chain = chainOf(leaf)
  // Absent when the chain verified and only the name did not; a text or an error object otherwise.
  const verdict = (socket as { authorizationError?: unknown }).authorizationError
  const code = typeof verdict === 'string' ? verdict : (verdict as NodeJS.ErrnoException | null)?.code
  if (code) found.add(VERDICT[code] ?? 'untrusted')
  // OpenSSL keeps only its last word, and a date can hide that nobody vouches for the chain.
  if (found.has('expired') || found.has('not-yet-valid')) {
    const top = chain.at(-1)!
    if (isSelfIssued(top) && !isTrusted(top, authorities)) found.add(chain.length === 1 ? 'self-signed' : 'untrusted')
  }
  for (const certificate of chain) {
    const now = Date.now()
    if (Date.parse(certificate.valid_to) < now) found.add('expired')
    if (Date.parse(certificate.valid_from) > now) found.add('not-yet-valid')
  }
  if (tls.checkServerIdentity(host, leaf) !== undefined) found.add('name')
  // A good chain with an expired certificate that OpenSSL did not need (a cross-signed root) is a good chain.
  if (!code) return found.has('name') ? ['name'] : []
  return ORDER.filter((problem) => found.has(problem))
}

/** Leaf first; ends at a self-issued certificate or where the chain breaks off. */
export function chainOf(leaf: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  for (let at: DetailedPeerCertificate | undefined = leaf; at?.raw && !chain.includes(at) && chain.length < 20; at = at.issuerCertificate) {
    chain.push(at)
  }
  return chain
}

function isSelfIssued(certificate: DetailedPeerCertificate): boolean {
  const x509 = new X509Certificate(certificate.raw)
  return x509.checkIssued(x509)
}

const cache = new WeakMap<readonly string[], ReadonlySet<string>>()

/** Read only when a certificate is bad: parsing every authority takes some milliseconds. */
function isTrusted(certificate: DetailedPeerCertificate, authorities: readonly string[]): boolean {
  const known = cache.get(authorities) ?? new Set(authorities.map((pem) => new X509Certificate(pem).fingerprint256))
  cache.set(authorities, known)
  return known.has(certificate.fingerprint256)
}
