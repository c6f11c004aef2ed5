// Which station of the road a fact speaks of, how good it is, and at which station a cause breaks the road.

import type { ParentCause } from '../../../model/cause.ts'
import { parentCause } from '../../../model/cause.ts'
import type { Fact } from '../../../model/fact.ts'
import { type BaseFact, baseFact } from '../../../model/facts.ts'
import type { Hop } from '../../view.ts'

const HOP_OF_FACT: Readonly<Partial<Record<BaseFact, Hop>>> = {
  dns: 'name',
  tcp: 'port',
  'tcp.others': 'port',
  'port.speaks': 'port',
  tls: 'tls',
  'tls.version': 'tls',
  'tls.cert': 'tls',
  'tls.issuer': 'tls',
  'clock.skew': 'tls',
  greeting: 'server',
  'server.broken': 'server',
  'sign-in': 'sign-in',
  mailbox: 'mailbox',
  quota: 'mailbox',
  sender: 'sending',
}

export function hopOfFact(fact: Fact): Hop | undefined {
  const base = baseFact(fact.name)
  return base && HOP_OF_FACT[base]
}

/** Passed, but worth a word. */
const WARNED: Readonly<Partial<Record<BaseFact, readonly unknown[]>>> = {
  tcp: ['ipv6-only-fails'],
  quota: ['near'],
  'clock.skew': ['minutes'],
  'tls.version': ['TLSv1.1', 'TLSv1', 'old'],
  'tls.issuer': ['interceptor'],
}
const GOOD = new Set<unknown>(['ok', 'TLSv1.3', 'TLSv1.2', 'public', 'private', 'none'])
/** They explain another fact and are no fault of their own. */
const SIDE: readonly BaseFact[] = ['tcp.others', 'port.speaks']

export function goodness(fact: Fact): 'good' | 'warned' | 'bad' | 'nothing' {
  const base = baseFact(fact.name)
  if (base === undefined || SIDE.includes(base) || fact.value === 'not-tried') return 'nothing'
  if (WARNED[base]?.includes(fact.value)) return 'warned'
  // `none` is no skew of a clock, but no answer of a resolver or a server.
  if (fact.value === 'none' && base !== 'clock.skew') return 'bad'
  return GOOD.has(fact.value) ? 'good' : 'bad'
}

const HOP_OF_CAUSE: Readonly<Partial<Record<ParentCause, Hop>>> = {
  'auth.client_too_old': 'app',
  'auth.smtp_auth_disabled': 'sending',
  'net.dns': 'name',
  'net.host_wrong': 'name',
  'net.port_blocked': 'port',
  'net.ip_blocked': 'port',
  'server.outage': 'server',
  'server.bug': 'server',
  'client.bug': 'app',
  'quota.mailbox_full': 'mailbox',
  'quota.send_limit': 'sending',
}
const HOP_OF_KIND: Readonly<Record<string, Hop>> = { auth: 'sign-in', oauth: 'sign-in', tls: 'tls', send: 'sending', sync: 'mailbox' }

export function hopOfCause(id: string): Hop | undefined {
  const parent = parentCause(id)
  return HOP_OF_CAUSE[parent] ?? HOP_OF_KIND[parent.split('.')[0] ?? '']
}
