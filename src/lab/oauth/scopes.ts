// Which scopes a server knows, to which resource they belong, and what becomes of them in a token (RFC 6749 §3.3).

import type { LabOAuth, LabScope } from './data.ts'
import { type Refused, refused } from './refusals.ts'

/** Not scopes of a resource: OpenID Connect Core §5.4 and §11. */
const OF_SIGN_IN = new Set(['openid', 'profile', 'email', 'offline_access'])

export const words = (text: string | undefined): string[] => [...new Set((text ?? '').split(' ').filter((word) => word !== ''))]

/** Every name as the server writes it, or the first that it does not know. */
export function readScopes(oauth: LabOAuth, text: string | undefined): { readonly scopes: readonly string[] } | Refused {
  const scopes: string[] = []
  for (const word of words(text)) {
    const known = scopeOf(oauth, word)
    if (!known && !OF_SIGN_IN.has(word)) return refused('unknown-scope', { scope: word })
    scopes.push(known?.name ?? word)
  }
  return { scopes }
}

function scopeOf(oauth: LabOAuth, word: string): LabScope | undefined {
  // Entra ID does not care about case; RFC 6749 §3.3 does.
  const same = (name: string) => (oauth.style === 'microsoft' ? name.toLowerCase() === word.toLowerCase() : name === word)
  return oauth.scopes.find(({ name }) => same(name))
}

/** The scopes of the one resource that a token is for. With `first`, others are left out, as where nothing was asked. */
export function ofOneAudience(
  oauth: LabOAuth,
  scopes: readonly string[],
  first = false,
): { readonly scopes: readonly string[]; readonly audience: string | undefined } | Refused {
  const found = scopes.flatMap((s) => scopeOf(oauth, s) ?? [])
  const audiences = [...new Set(found.flatMap((s) => s.audience ?? []))]
  if (audiences.length > 1 && !first) return refused('two-audiences', { scope: scopes.join(' ') })
  const audience = audiences[0]
  const kept = scopes.filter((s) => {
    const scope = scopeOf(oauth, s)
    return scope === undefined || scope.audience === undefined || scope.audience === audience
  })
  return { scopes: kept, audience }
}

/** True when a token with these scopes opens a protocol. */
export function opens(oauth: LabOAuth, scopes: readonly string[], protocol: 'imap' | 'pop3' | 'smtp'): boolean {
  return scopes.some((s) => scopeOf(oauth, s)?.mail.includes(protocol))
}

export const firstOf = (oauth: LabOAuth, scopes: readonly string[], wrong: (scope: LabScope) => boolean): string | undefined =>
  scopes.find((s) => {
    const scope = scopeOf(oauth, s)
    return scope !== undefined && wrong(scope)
  })
