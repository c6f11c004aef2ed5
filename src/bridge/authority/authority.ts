// The bridge's own certificate authority: made once on this machine, bound to the names of this machine, and the servers' certificates that it signs.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { Secret } from '../../model/secret.ts'
import { writeCertificate } from './certificate.ts'
import type { ServerNames } from './names.ts'

/** A certificate, its key and what it says, as they are kept. */
export interface Identity {
  /** PEM. */
  readonly certificate: string
  /** PEM (PKCS #8). */
  readonly key: Secret
  readonly names: ServerNames
}

export interface Authority extends Identity {
  /** As shown in lists of authorities: tells one machine's from another's. */
  readonly title: string
}

const DAY = 86_400_000
/** Whoever trusts it does so once by hand: ten years. Its key signs for nothing but this machine. */
const AUTHORITY_DAYS = 3_650
/** The most that browsers and Apple's systems take of a public one is 398; ours is no longer. */
const SERVER_DAYS = 397
/** Clocks of devices go wrong: valid since yesterday. */
const BEFORE_DAYS = 1
export const RENEW_DAYS = 30

/** `machine`: its short name, for the title. */
export function makeAuthority(machine: string, names: ServerNames, now: Date): Authority {
  const { key, publicKey, privateKey } = newKey('ec')
  const title = `Sesame bridge of ${machine}, ${now.toISOString().slice(0, 10)}`
  const certificate = writeCertificate({
    subject: title,
    publicKey,
    issuer: { name: title, privateKey, publicKey },
    ...validity(now, AUTHORITY_DAYS),
    names,
    authority: true,
  })
  return { title, certificate, key, names }
}

/** `sort`: `rsa` for devices that are too old for elliptic curves. */
export function issueServer(authority: Authority, names: ServerNames, now: Date, sort: 'ec' | 'rsa' = 'ec'): Identity {
  const { key, publicKey } = newKey(sort)
  const privateKey = createPrivateKey(authority.key.reveal())
  const end = endOf(authority.certificate).getTime()
  const certificate = writeCertificate({
    subject: authority.title.replace(/, \d{4}-\d\d-\d\d$/, ''),
    publicKey,
    issuer: { name: authority.title, privateKey, publicKey: createPublicKey(privateKey) },
    ...validity(now, SERVER_DAYS, end),
    names,
    authority: false,
  })
  return { certificate, key, names }
}

/** Nothing is signed that would end after the authority itself. */
function validity(now: Date, days: number, latest = Number.POSITIVE_INFINITY) {
  // The last second belongs to it (RFC 5280 §4.1.2.5).
  const notBefore = new Date(now.getTime() - BEFORE_DAYS * DAY)
  return { notBefore, notAfter: new Date(Math.min(notBefore.getTime() + days * DAY - 1_000, latest)) }
}

export const endOf = (certificate: string): Date => new Date(new X509Certificate(certificate).validTo)

/** It ends within 30 days, or has ended. */
export const isDue = (certificate: string, now: Date): boolean => endOf(certificate).getTime() - now.getTime() < RENEW_DAYS * DAY

function newKey(sort: 'ec' | 'rsa'): { key: Secret; publicKey: KeyObject; privateKey: KeyObject } {
  const { publicKey, privateKey } =
    sort === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { publicKey, privateKey, key: new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string) }
}
