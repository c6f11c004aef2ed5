// Whom TLS trusts: the default authorities of the system and Node, and the extra ones that the options name.

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { SesameError } from '../model/errors.ts'

const PEM = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g

/** A PEM file, or the PEM text itself, as one text a certificate. Throws SesameError `network-config-invalid`. */
export function readAuthorities(cacert: string): string[] {
  let text = cacert
  if (!cacert.includes('-----BEGIN')) {
    try {
      text = readFileSync(cacert, 'utf8')
    } catch (error) {
      throw new SesameError('network-config-invalid', {
        why: `cacert: ${cacert}: ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}`,
      })
    }
  }
  const found = text.match(PEM) ?? []
  try {
    if (found.length === 0) throw new Error('no certificate')
    for (const pem of found) new X509Certificate(pem)
  } catch (error) {
    throw new SesameError('network-config-invalid', { why: 'cacert: it holds no PEM certificate' }, error)
  }
  return found
}

/** What Node trusts by itself. `ca` replaces it, NODE_EXTRA_CA_CERTS included, so it has to be put back by hand. */
export function defaultAuthorities(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  // Node 22.15 and later know the whole default, the system's store included when Node was told to use it.
  const newer = tls as typeof tls & { getCACertificates?: (type: 'default') => string[] }
  if (newer.getCACertificates) return newer.getCACertificates('default')
  return [...tls.rootCertificates, ...namedAuthorities(env)]
}

/** Those of NODE_EXTRA_CA_CERTS. */
export function namedAuthorities(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const file = env.NODE_EXTRA_CA_CERTS
  if (!file) return []
  try {
    return readFileSync(file, 'utf8').match(PEM) ?? []
  } catch {
    // Node itself only warns about it at start.
    return []
  }
}
