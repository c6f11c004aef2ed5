// A case for other eyes: the name before the @ is masked wherever it stands. Secrets are not in it to begin with: transcripts strike them out as they come.

import type { Address } from '../model/address.ts'
import { base64Inside } from '../wire/transcript.ts'

export const MASK = '•••'

/** Keys whose values are the vocabulary's: a person called `sender` or `imap` must not make them unreadable. Only the whole address is masked there. */
const WORDS = new Set([
  ...['id', 'date', 'lang', 'provider', 'account_type', 'client', 'client_version', 'protocol', 'endpoint', 'auth_method_used'],
  ...['name', 'value', 'origin', 'about', 'answers', 'who', 'host', 'security', 'trust'],
])

/** Replaces the address, its local part as a word of its own, and their Base64 forms, in every text of `value`. */
export function redact<T>(value: T, address: Address): T {
  const masked = `${[...address.local][0] ?? ''}${MASK}`
  const local = escaped(address.local)
  const domains = [...new Set([address.domain, address.asciiDomain])]
  const whole = new RegExp(`${local}(@|%40|=40)(${domains.map(escaped).join('|')})`, 'giu')
  // A short local part (`me`, `info`) would strike ordinary words: it is masked only as part of the address, and where a server or we name the user.
  const alone =
    [...address.local].length >= 4
      ? new RegExp(`(?<![\\p{L}\\p{N}._-])${local}(?![\\p{L}\\p{N}_-])`, 'giu')
      : new RegExp(`(?<=(?:\\b(?:user|login|for|account|mailbox)\\b|^)[ :=]*["'<(]?)${local}(?![\\p{L}\\p{N}_.-])`, 'giu')
  const encoded = [address.text, `${address.local}@${address.asciiDomain}`, address.local].flatMap((text) =>
    base64Inside(Buffer.from(text)),
  )
  const base64 =
    encoded.length > 0 ? new RegExp(`[A-Za-z0-9+/]*(?:${[...new Set(encoded)].map(escaped).join('|')})[A-Za-z0-9+/]*=*`, 'g') : null
  const inWords = (text: string) => text.replace(whole, (_, at: string, domain: string) => `${masked}${at}${domain}`)
  const inText = (text: string) => {
    const out = inWords(text).replace(alone, masked)
    return base64 === null ? out : out.replace(base64, MASK)
  }
  const walk = (item: unknown, strike: (text: string) => string): unknown => {
    if (typeof item === 'string') return strike(item)
    if (Array.isArray(item)) return item.map((one) => walk(one, strike))
    if (typeof item !== 'object' || item === null) return item
    return Object.fromEntries(Object.entries(item).map(([key, v]) => [key, walk(v, WORDS.has(key) ? inWords : strike)]))
  }
  return walk(value, inText) as T
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
