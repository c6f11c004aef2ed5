// Who may enter: a token that a person can type, tickets that open once, and the cookie that both become.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Keys {
  readonly token: string
  ticket(): string
  /** The cookie to set when the key is good; a ticket is used up by it. Null when it is not. */
  enter(key: string): string | null
  /** True for a request that carries the cookie. */
  knows(cookies: string | null): boolean
}

/** Letters and digits that nobody confuses. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const TICKET_MS = 2 * 60_000

export function makeKeys(now: () => number = Date.now): Keys {
  const token = typable()
  const session = randomBytes(32).toString('base64url')
  // Cookies know no ports (RFC 6265 §8.5): two desks of one computer need two names.
  const name = `sesame-${createHash('sha256').update(session).digest('hex').slice(0, 12)}`
  const tickets = new Map<string, number>()
  return {
    token,
    ticket() {
      const ticket = randomBytes(32).toString('base64url')
      tickets.set(ticket, now() + TICKET_MS)
      return ticket
    },
    enter(key) {
      const until = tickets.get(key)
      tickets.delete(key)
      if (!(until !== undefined && until > now()) && !same(key, token)) return null
      return `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
    // Another server of this computer can set one of that name for a longer path, which comes first.
    knows: (cookies) => [...cookiesNamed(cookies, name)].some((value) => same(value, session)),
  }
}

/** Undefined when there is none of that name. */
export function cookieNamed(cookies: string | null, name: string): string | undefined {
  for (const value of cookiesNamed(cookies, name)) return value
}

function* cookiesNamed(cookies: string | null, name: string): Generator<string> {
  for (const pair of cookies?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) yield pair.slice(at + 1).trim()
  }
}

/** Four times five characters of 31: 99 bits. */
function typable(): string {
  const letters: string[] = []
  while (letters.length < 20) for (const byte of randomBytes(40)) if (byte < 248) letters.push(LETTERS[byte % 31] as string)
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-')
}

/** Takes as long for a near miss as for a wide one. */
function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
