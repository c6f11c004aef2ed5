// What the bridge shows its clients over TLS, now: kept in one place, so that a renewed certificate is shown from the next connection on.

import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls'
import type { Identity } from './authority.ts'

export interface ServerTls {
  /** `old`: for devices that know nothing newer than TLS 1.0. */
  options(old: boolean): SecureContextOptions
  context(old: boolean): SecureContext
  /** Called after each change; gives back what ends it. */
  onChange(changed: () => void): () => void
}

export interface ShownTls extends ServerTls {
  show(identities: readonly Identity[]): void
}

/** `identities`: one a kind of key. Throws what OpenSSL throws for a key that does not belong to its certificate. */
export function serverTls(identities: readonly Identity[]): ShownTls {
  const watching = new Set<() => void>()
  let shown = identities
  let made: Partial<Record<'new' | 'old', SecureContext>> = {}
  const optionsFor = (old: boolean): SecureContextOptions => ({
    cert: shown.map(({ certificate }) => certificate),
    key: shown.map(({ key }) => key.reveal()),
    // RFC 8996: TLS 1.0 and 1.1 are dead. Security level 0 is what lets OpenSSL speak them, with the short keys and SHA-1 that go with them.
    ...(old ? { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } : { minVersion: 'TLSv1.2' }),
  })
  return {
    options: optionsFor,
    context(old) {
      const kind = old ? 'old' : 'new'
      made[kind] ??= createSecureContext(optionsFor(old))
      return made[kind]
    },
    onChange(changed) {
      watching.add(changed)
      return () => watching.delete(changed)
    },
    show(next) {
      shown = next
      made = {}
      for (const changed of watching) changed()
    },
  }
}

/** RFC 8996 §1: what no one should speak any more. */
export const isOldTls = (version: string | null | undefined): boolean => version === 'TLSv1' || version === 'TLSv1.1'
