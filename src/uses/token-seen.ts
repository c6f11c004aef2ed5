// A token that was given to the doctor, compared with what this mailbox needs: facts, where a server refused it.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerById } from '../knowledge/lookup.ts'
import type { SecretKind } from '../model/case.ts'
import type { Fact } from '../model/fact.ts'
import type { Identity } from '../model/identity.ts'
import type { Secret } from '../model/secret.ts'
import { readClaims } from '../oauth/claims.ts'
import { tokenFacts } from '../oauth/token-facts.ts'
import type { ProbeRun } from '../probe/index.ts'
import { nowFor } from './now-for.ts'

export interface GivenToken {
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
}

/** Empty for a password, for a token that says nothing, and where every server took it. */
export function tokenSeen({ secret, secretKind }: GivenToken, identity: Identity, run: ProbeRun | null, now: string | undefined): Fact[] {
  const isToken = secretKind === 'oauth' || run?.shape === 'token'
  const claims = secret !== undefined && isToken ? readClaims(secret) : null
  if (claims === null) return []
  const failing = run?.results.filter(({ outcome }) => outcome === 'sign-in-refused' || outcome === 'mailbox-refused') ?? []
  if (run !== null && failing.length === 0) return []
  const protocols = run === null ? (['imap', 'pop3', 'smtp'] as const) : [...new Set(failing.map(({ endpoint }) => endpoint.protocol))]
  const scopes = providerById(loadKnowledge(), identity.provider)?.oauth?.scopes
  return tokenFacts(claims, { address: identity.address.text, protocols, scopes, now: nowFor(now) })
}
