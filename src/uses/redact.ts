// A case for other eyes: the name before the @ is masked wherever it stands. Secrets are not in it to begin with: transcripts strike them out as they come.

import type { Address } from '../model/address.ts'

export const MASK = '•••'

/** Replaces the address, its local part as a word of its own, and their Base64 forms, in every text of `value`. */
export function redact<T>(value: T, address: Address): T {
  const masked = `${[...address.local][0] ?? ''}${MASK}`
  const local = address.local.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const domains = [...new Set([address.domain, address.asciiDomain])].map((d) => d.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const whole = new RegExp(`${local}@(${domains})`, 'giu')
  // A short local part (`me`, `info`) would strike ordinary words: it is masked only as part of the address.
  const alone = [...address.local].length >= 4 ? new RegExp(`(?<![\\p{L}\\p{N}._-])${local}(?![\\p{L}\\p{N}_-])`, 'giu') : null
  const strike = (text: string) => {
    const out = text.replace(whole, (_, domain: string) => `${masked}@${domain}`)
    return alone === null ? out : out.replace(alone, masked)
  }
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return strike(item)
    if (Array.isArray(item)) return item.map(walk)
    if (typeof item === 'object' && item !== null) return Object.fromEntries(Object.entries(item).map(([key, v]) => [key, walk(v)]))
    return item
  }
  return walk(value) as T
}
