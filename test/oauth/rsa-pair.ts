// An RSA key and its certificate, as an administrator makes them for an app (openssl req -x509).

import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, explicit, integer, oid, sequence, set, time, utf8 } from '../../src/lab/der.ts'

export function rsaPair(): { readonly key: string; readonly certificate: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8('Sesame test app'))))
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'))
  const serial = randomBytes(8)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const day = 86_400_000
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    name,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + 30 * day))),
    name,
    spki,
  )
  const der = sequence(body, algorithm, bits(sign('sha256', body, privateKey)))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: pem(der) }
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')}\n-----END CERTIFICATE-----\n`
}
