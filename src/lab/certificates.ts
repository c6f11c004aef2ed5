// The lab's certificate authority: one a run, in memory only, and a certificate a host, signed when the first client asks for it.

import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { bits, boolean, explicit, implicit, integer, octets, oid, sequence, set, time, utf8 } from './der.ts'
import { DIVERTED_TO } from './faults.ts'
import type { Fault } from './model.ts'

const DAY = 86_400_000
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

interface Authority {
  readonly name: string
  readonly key: KeyObject
  readonly publicKey: Buffer
  readonly pem: string
}

interface Request {
  readonly subject: string
  readonly publicKey: Buffer
  readonly issuer: { readonly name: string; readonly key: KeyObject; readonly publicKey: Buffer }
  readonly notBefore: Date
  readonly notAfter: Date
  readonly authority: boolean
  readonly host?: string
}

const name = (common: string) => sequence(set(sequence(oid('2.5.4.3'), utf8(common))))
const keyId = (publicKey: Buffer) => createHash('sha1').update(publicKey).digest()
const extension = (id: string, critical: boolean, value: Buffer) => sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))

/** RFC 5280 §4.1: the certificate as PEM. */
function certificate(r: Request): string {
  const extensions = [
    extension('2.5.29.19', true, r.authority ? sequence(boolean(true)) : sequence()),
    // digitalSignature for a server, keyCertSign and cRLSign for an authority.
    extension('2.5.29.15', true, r.authority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7)),
    extension('2.5.29.14', false, octets(keyId(r.publicKey))),
    extension('2.5.29.35', false, sequence(implicit(0, keyId(r.issuer.publicKey)))),
  ]
  if (r.host !== undefined) {
    // RFC 5280 §4.2.1.6: a name is a dNSName, an address four bytes of iPAddress.
    const address = isIPv4(r.host) ? Buffer.from(r.host.split('.').map(Number)) : undefined
    extensions.push(extension('2.5.29.17', false, sequence(address ? implicit(7, address) : implicit(2, Buffer.from(r.host, 'latin1')))))
    extensions.push(extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))))
  }
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    name(r.issuer.name),
    sequence(time(r.notBefore), time(r.notAfter)),
    name(r.subject),
    r.publicKey,
    explicit(3, sequence(...extensions)),
  )
  const der = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, r.issuer.key)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function keys(): { key: KeyObject; publicKey: Buffer } {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { key: createPrivateKey({ key: pair.privateKey, format: 'der', type: 'pkcs8' }), publicKey: pair.publicKey }
}

function authority(common: string, now: number, parent?: Authority): Authority {
  const own = keys()
  const pem = certificate({
    subject: common,
    publicKey: own.publicKey,
    issuer: parent ?? { name: common, ...own },
    notBefore: new Date(now - 900 * DAY),
    notAfter: new Date(now + 3650 * DAY),
    authority: true,
  })
  return { name: common, ...own, pem }
}

export interface Certificates {
  /** PEM of the authority that clients of the lab have to trust. */
  readonly cacert: string
  /** The TLS identity of a host. `interceptor` signs in the place of the real authority. */
  contextFor(host: string, fault: Fault | undefined, clockDays: number, interceptor?: string): SecureContext
  /** What an app shows that signs in with a certificate instead of a secret, both as PEM. */
  appIdentity(): { readonly key: string; readonly certificate: string }
}

export function startCertificates(): Certificates {
  const now = Date.now()
  const root = authority('Sesame Lab Root', now)
  const leafKeys = keys()
  const key = leafKeys.key.export({ type: 'pkcs8', format: 'pem' }) as string
  const others = new Map<string, Authority>()
  const contexts = new Map<string, SecureContext>()

  function other(common: string, parent?: Authority): Authority {
    const known = others.get(common) ?? authority(common, now, parent)
    others.set(common, known)
    return known
  }

  function issuerFor(fault: Fault | undefined, interceptor: string | undefined): Authority {
    if (interceptor !== undefined) return other(interceptor)
    return fault === 'chain-incomplete' ? other('Sesame Lab Intermediate', root) : root
  }

  function contextFor(host: string, fault: Fault | undefined, clockDays: number, interceptor?: string): SecureContext {
    const id = `${host} ${fault ?? ''} ${clockDays} ${interceptor ?? ''}`
    const known = contexts.get(id)
    if (known) return known
    const shown = fault === 'wrong-name' ? 'server12.hosting.example' : fault === 'diverted' ? DIVERTED_TO : host
    const issuer = issuerFor(fault, interceptor)
    // Ninety days, as most servers' certificates have today, seen from the server's own clock.
    const [from, to] = fault === 'expired' ? [-97, -7] : fault === 'not-yet-valid' ? [30, 120] : [-30, 60]
    const pem = certificate({
      subject: shown,
      publicKey: leafKeys.publicKey,
      issuer: fault === 'self-signed' ? { name: shown, ...leafKeys } : issuer,
      notBefore: new Date(now + (from + clockDays) * DAY),
      notAfter: new Date(now + (to + clockDays) * DAY),
      authority: false,
      host: shown,
    })
    // An interceptor sends its own root along; a careless administrator forgets the intermediate.
    const chain = interceptor === undefined ? pem : pem + issuer.pem
    const old = fault === 'old-tls' ? ({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const) : {}
    const context = createSecureContext({ key, cert: chain, ...old })
    contexts.set(id, context)
    return context
  }

  let app: { readonly key: string; readonly certificate: string } | undefined
  function appIdentity() {
    if (app) return app
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' })
    const dates = { notBefore: new Date(now - DAY), notAfter: new Date(now + 365 * DAY) }
    const pem = certificate({ subject: 'Sesame Lab App', publicKey, issuer: root, ...dates, authority: false })
    app = { key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, certificate: pem }
    return app
  }

  return { cacert: root.pem, contextFor, appIdentity }
}
