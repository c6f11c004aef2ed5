// One X.509 certificate, version 3 (RFC 5280 §4.1), signed with ECDSA on P-256 and SHA-256: an authority that may speak for few names, or a server.

import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, integer, namedBits, octets, oid, plain, sequence, setOf, small, time, utf8, wrapped, yes } from './der.ts'
import { addressBytes, type ServerNames } from './names.ts'

export interface CertificateWanted {
  readonly subject: string
  readonly publicKey: KeyObject
  readonly issuer: { readonly name: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }
  readonly notBefore: Date
  readonly notAfter: Date
  /** Of a server: these names. Of an authority: nothing but these. */
  readonly names: ServerNames
  readonly authority: boolean
}

// RFC 5758 §3.2: no parameters.
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
// RFC 5280 §4.2.1
const ID = {
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKey: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
/** RFC 5280 §4.2.1.3 */
const USAGE = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 } as const

/** PEM. */
export function writeCertificate(wanted: CertificateWanted): string {
  const { subject, publicKey, issuer, notBefore, notAfter } = wanted
  const body = sequence(
    wrapped(0, small(2)),
    integer(serial()),
    ECDSA_SHA256,
    name(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    name(subject),
    spki(publicKey),
    wrapped(3, sequence(...extensions(wanted))),
  )
  const der = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, issuer.privateKey)))
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`
}

function extensions({ authority, names, publicKey, issuer }: CertificateWanted): Buffer[] {
  const rsa = publicKey.asymmetricKeyType === 'rsa'
  return [
    // RFC 5280 §4.2.1.9: pathLenConstraint 0, no authority below this one.
    extension(ID.basicConstraints, true, authority ? sequence(yes(), small(0)) : sequence()),
    extension(
      ID.keyUsage,
      true,
      authority
        ? namedBits(USAGE.keyCertSign, USAGE.cRLSign)
        : // An RSA key is also used the old way, where the client encrypts to it.
          namedBits(USAGE.digitalSignature, ...(rsa ? [USAGE.keyEncipherment] : [])),
    ),
    // At an authority it bars every other use below it, such as signing mail or programs.
    extension(ID.extendedKeyUsage, false, sequence(oid(SERVER_AUTH))),
    extension(ID.subjectKey, false, octets(keyId(publicKey))),
    extension(ID.authorityKey, false, sequence(plain(0, keyId(issuer.publicKey)))),
    authority
      ? // RFC 5280 §4.2.1.10: must be critical, or software that does not understand it would trust too much.
        extension(ID.nameConstraints, true, sequence(wrapped(0, ...permitted(names))))
      : extension(
          ID.alternativeNames,
          false,
          sequence(...names.dns.map(dnsName), ...names.addresses.map((a) => plain(7, addressBytes(a)))),
        ),
  ]
}

const dnsName = (dns: string) => plain(2, Buffer.from(dns, 'latin1'))

// Addresses with their mask. Both families are always named: one that is not would be free.
function permitted({ dns, addresses }: ServerNames): Buffer[] {
  const masked = (address: Buffer, mask: Buffer) => sequence(plain(7, Buffer.concat([address, mask])))
  return [
    ...dns.map((one) => sequence(dnsName(one))),
    masked(Buffer.from([127, 0, 0, 0]), Buffer.from([255, 0, 0, 0])),
    ...addresses
      .filter((address) => !address.startsWith('127.'))
      .map((address) => {
        const bytes = addressBytes(address)
        return masked(bytes, Buffer.alloc(bytes.length, 0xff))
      }),
  ]
}

const extension = (id: string, critical: boolean, value: Buffer) => sequence(oid(id), ...(critical ? [yes()] : []), octets(value))
const name = (common: string) => sequence(setOf(sequence(oid('2.5.4.3'), utf8(common))))
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })

// RFC 5280 §4.2.1.2: some short name of the key that is its own; RFC 7093 §2 takes the first 160 bits of SHA-256.
const keyId = (key: KeyObject) => createHash('sha256').update(spki(key)).digest().subarray(0, 20)

/** RFC 5280 §4.1.2.2: positive, at most 20 octets; nobody can guess it. */
function serial(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40
  return bytes
}
