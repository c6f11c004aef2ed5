// A small certificate authority for tests: a root, intermediates, and leaves with whatever is wrong with them (RFC 5280 §4.1).

import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, boolean, explicit, implicit, integer, octets, oid, sequence, set, time, utf8 } from '../../src/lab/der.ts'

const DAY = 86_400_000
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

export interface Issued {
  /** PEM of the certificate. */
  readonly cert: string
  /** PEM of its key. */
  readonly key: string
}

export interface Authority extends Issued {
  readonly name: string
  issue(options: LeafOptions): Issued
  /** An authority below this one. */
  intermediate(name: string): Authority
}

export interface LeafOptions {
  /** DNS names and addresses. */
  readonly names: readonly string[]
  /** Days from now: -2 and 30 by default. */
  readonly from?: number
  readonly to?: number
}

interface Keys {
  readonly privateKey: KeyObject
  readonly publicKey: Buffer
}

export function createAuthority(name = 'Sesame Test Root'): Authority {
  const keys = newKeys()
  return authority(name, keys, certificate(name, keys, name, keys, {}))
}

/** Signed by itself, for the names given. */
export function selfSigned(options: LeafOptions): Issued {
  const keys = newKeys()
  const name = options.names[0] ?? 'nobody'
  return { cert: certificate(name, keys, name, keys, options), key: pem('PRIVATE KEY', keys.privateKey) }
}

function authority(name: string, keys: Keys, cert: string): Authority {
  return {
    name,
    cert,
    key: pem('PRIVATE KEY', keys.privateKey),
    issue(options) {
      const own = newKeys()
      return { cert: certificate(options.names[0] ?? 'nobody', own, name, keys, options), key: pem('PRIVATE KEY', own.privateKey) }
    },
    intermediate(below) {
      const own = newKeys()
      return authority(below, own, certificate(below, own, name, keys, {}))
    },
  }
}

/** Without names it is an authority. */
function certificate(subject: string, own: Keys, issuer: string, signer: Keys, options: Partial<LeafOptions>): string {
  const extension = (id: string, value: Buffer) => sequence(oid(id), octets(value))
  const kind = options.names
    ? extension('2.5.29.17', sequence(...options.names.map(alternativeName)))
    : sequence(oid('2.5.29.19'), boolean(true), octets(sequence(boolean(true))))
  const now = Date.now()
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    named(issuer),
    sequence(time(new Date(now + (options.from ?? -2) * DAY)), time(new Date(now + (options.to ?? 30) * DAY))),
    named(subject),
    own.publicKey,
    explicit(3, sequence(kind)),
  )
  return pem('CERTIFICATE', sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer.privateKey))))
}

/** Organisation and common name, so that both can be read back. */
function named(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.10'), utf8(name))), set(sequence(oid('2.5.4.3'), utf8(name))))
}

function alternativeName(name: string): Buffer {
  return isIP(name) === 4 ? implicit(7, Buffer.from(name.split('.').map(Number))) : implicit(2, Buffer.from(name, 'latin1'))
}

function newKeys(): Keys {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { privateKey: createPrivateKey({ key: pair.privateKey, format: 'der', type: 'pkcs8' }), publicKey: pair.publicKey }
}

function pem(label: string, of: Buffer | KeyObject): string {
  const der = Buffer.isBuffer(of) ? of : of.export({ type: 'pkcs8', format: 'der' })
  return `-----BEGIN ${label}-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')}\n-----END ${label}-----\n`
}
