// What the probes of this run saw, as facts of the case: which protocol it is about, how far they came, and what one protocol tells of another.

import type { Fact } from '../model/fact.ts'
import { PROTOCOLS, type Protocol } from '../model/protocol.ts'
import { addFact, addFacts, type FactBase, isLive, valuesOf } from './fact-base.ts'

/** Adds them; the base names speak of the protocol that was told, or of the only one where a sign-in failed: a refusal says more than silence. */
export function addObserved(base: FactBase, observed: readonly Fact[], told?: Protocol): void {
  const about = told ?? onlyRefused(observed)
  addFacts(base, observed, about)
  if (endedEarly(base)) addFact(base, { name: 'probe', value: 'stopped', origin: 'probe' })
  if (about !== undefined && otherWorks(base, about)) addFact(base, { name: 'other-direction', value: 'works', origin: 'probe' })
}

function onlyRefused(observed: readonly Fact[]): Protocol | undefined {
  const failed = observed.filter(
    ({ name, value, origin }) =>
      origin === 'probe' && (name === 'sign-in' || name === 'mailbox') && value !== 'ok' && value !== 'not-tried',
  )
  const protocols = PROTOCOLS.filter((protocol) => failed.some(({ about }) => about?.startsWith(protocol)))
  return protocols.length === 1 ? protocols[0] : undefined
}

/** Something answered, and it ended before any sign-in: at the encryption, the certificate or the first line. */
function endedEarly(base: FactBase): boolean {
  if (isLive(base, 'probe') || !(isLive(base, 'tls') || isLive(base, 'greeting'))) return false
  if (isLive(base, 'sign-in') && valuesOf(base, 'sign-in').some((value) => value !== 'not-tried')) return false
  const bad = (name: 'tls' | 'tls.cert' | 'greeting') =>
    isLive(base, name) && valuesOf(base, name).some((value) => value !== 'ok' && value !== 'bye' && value !== 'foreign')
  return bad('tls') || bad('tls.cert') || bad('greeting') || isLive(base, 'server.broken')
}

/** The secret of this run opened the other way, so it is right. */
function otherWorks(base: FactBase, about: Protocol): boolean {
  const others = PROTOCOLS.filter((protocol) => (protocol === 'smtp') !== (about === 'smtp'))
  return others.some((protocol) => isLive(base, `${protocol}.sign-in`) && valuesOf(base, `${protocol}.sign-in`).includes('ok'))
}
