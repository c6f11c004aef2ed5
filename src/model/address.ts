// An e-mail address as people type it, read once: internationalised domains become their A-labels (RFC 5891), case is kept in the local part.

export interface Address {
  /** As typed, trimmed. */
  readonly text: string
  readonly local: string
  /** Lower case, in Unicode, for people. */
  readonly domain: string
  /** Lower case A-labels, for DNS and TLS. */
  readonly asciiDomain: string
}

// RFC 5322 §3.2.3: none of these stands in an atom, and a colon is mostly the sign of `name:password@host`. Control characters and those of direction would deceive whoever reads it.
const FORBIDDEN = /[\s,;:<>()[\]\\\p{Cc}\p{Cf}]/u

/** Returns null when it is not an address: no @, no domain, a space inside, an impossible label, a bare number for a domain. */
export function parseAddress(input: string): Address | null {
  const text = input
    .trim()
    .replace(/^<|>$/g, '')
    .replace(/^mailto:/i, '')
  const at = text.lastIndexOf('@')
  if (at < 1 || at === text.length - 1 || FORBIDDEN.test(text)) return null
  const local = text.slice(0, at)
  // RFC 5891 §5: labels separated by any IDEOGRAPHIC FULL STOP count as dots.
  const domain = text
    .slice(at + 1)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[。．｡]/g, '.')
    .replace(/\.$/, '')
  const asciiDomain = toAscii(domain)
  // URL reads `127.1` as an address of the network: no mailbox is written so (RFC 5321 §4.1.3 wants brackets).
  if (asciiDomain === null || /\.\d+$|^\d+$/.test(asciiDomain) || new TextEncoder().encode(local).length > 64) return null
  return { text: `${local}@${domain}`, local, domain, asciiDomain }
}

/** The A-label form of a domain, or null when it cannot be one. */
export function toAscii(domain: string): string | null {
  // URL would read a path, port or user out of these; a domain has none of them.
  if (/[/?#@:\\%[\]]/.test(domain) || domain.length > 255) return null
  let host: string
  try {
    host = new URL(`http://${domain}`).hostname
  } catch {
    return null
  }
  // RFC 1035 §2.3.4: labels of 1 to 63 octets. A mail domain has at least two, unless it is a host of the local network.
  const ok = host.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))
  return ok && host.length <= 253 ? host : null
}
