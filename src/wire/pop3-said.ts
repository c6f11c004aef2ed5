// What a POP3 server means by its words: response codes (RFC 2449 §8.1, RFC 3206), and how long it keeps mail and wants to be left alone (RFC 2449 §6.5, §6.7).

import type { WireReply } from './session.ts'

/**
 * `later`: nothing is wrong with the person (SYS/TEMP), somebody else is in (IN-USE), or it is too early (LOGIN-DELAY): the same again later.
 * `sign-in`: the name, the password or the account (AUTH). `server`: for good, until somebody mends it (SYS/PERM). `other`: no code says.
 */
export type Pop3Meaning = 'later' | 'in-use' | 'too-early' | 'sign-in' | 'server' | 'other'

const CODES: Readonly<Record<string, Pop3Meaning>> = {
  'SYS/TEMP': 'later',
  'IN-USE': 'in-use',
  'LOGIN-DELAY': 'too-early',
  AUTH: 'sign-in',
  'SYS/PERM': 'server',
}

/** RFC 2449 §8: the code is matched level by level, so that one that is finer than we know counts as its parent. */
export function meaningOf({ code }: Pick<WireReply, 'code'>): Pop3Meaning {
  for (let name = code?.toUpperCase() ?? ''; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) {
    const meaning = CODES[name]
    if (meaning !== undefined) return meaning
  }
  return 'other'
}

/** Seconds between two sign-ins; null where the server asks for none. The larger one of before and after the sign-in counts: it may be another for each person. */
export function loginDelay(capabilities: Iterable<string>): number | null {
  return numberOf(capabilities, /^LOGIN-DELAY +(\d{1,9})( USER)?$/)
}

/** Days that mail is kept at least; `Infinity` for NEVER, 0: what was read may be removed with the session. Null: not told. */
export function expireDays(capabilities: Iterable<string>): number | null {
  for (const one of capabilities) if (/^EXPIRE +NEVER\b/.test(one)) return Number.POSITIVE_INFINITY
  return numberOf(capabilities, /^EXPIRE +(\d{1,9})( USER)?$/)
}

function numberOf(capabilities: Iterable<string>, pattern: RegExp): number | null {
  for (const one of capabilities) {
    const match = pattern.exec(one)
    if (match) return Number(match[1])
  }
  return null
}
