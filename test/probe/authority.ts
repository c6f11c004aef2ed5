// Certificates for the tests: an authority, and leaves that are right or wrong in one way.

import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 86_400_000

export interface Leaf {
  readonly key: string
  readonly cert: string
}

export interface Authority {
  readonly pem: string
  leaf(host: string, wrong?: { readonly from?: number; readonly to?: number; readonly selfSigned?: boolean }): Promise<Leaf>
  /** An authority below this one; its leaves are sent without it unless `chain` is asked for. */
  intermediate(name: string): Promise<Authority>
}

x509.cryptoProvider.set(webcrypto as unknown as Crypto)
let serial = 1

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

export async function newAuthority(name: string, parent?: { name: string; keys: CryptoKeyPair }): Promise<Authority> {
  const keys = await newKeys()
  const subject = `CN=${name}`
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: (serial++).toString(16).padStart(4, '0'),
    subject,
    issuer: parent ? `CN=${parent.name}` : subject,
    notBefore: new Date(Date.now() - 400 * DAY),
    notAfter: new Date(Date.now() + 400 * DAY),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: (parent?.keys ?? keys).privateKey,
    extensions: [new x509.BasicConstraintsExtension(true, 2, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  })
  return {
    pem: certificate.toString('pem'),
    intermediate: (below) => newAuthority(below, { name, keys }),
    async leaf(host, { from = -1, to = 30, selfSigned = false } = {}) {
      const own = await newKeys()
      const leaf = await x509.X509CertificateGenerator.create({
        serialNumber: (serial++).toString(16).padStart(4, '0'),
        subject: `CN=${host}`,
        issuer: selfSigned ? `CN=${host}` : subject,
        notBefore: new Date(Date.now() + from * DAY),
        notAfter: new Date(Date.now() + to * DAY),
        signingAlgorithm: ALGORITHM,
        publicKey: own.publicKey,
        signingKey: (selfSigned ? own : keys).privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
      })
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64')
      return {
        cert: leaf.toString('pem'),
        key: `-----BEGIN PRIVATE KEY-----\n${key.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`,
      }
    },
  }
}
