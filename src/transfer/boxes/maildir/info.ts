// What a Maildir file's name says: `:2,` and letters for flags (https://cr.yp.to/proto/maildir.html), a to z for Dovecot's keywords.

/** In the order of ASCII, as the format asks. */
const LETTERS: readonly (readonly [letter: string, flag: string])[] = [
  ['D', '\\Draft'],
  ['F', '\\Flagged'],
  ['R', '\\Answered'],
  ['S', '\\Seen'],
  ['T', '\\Deleted'],
]
/** `P` (passed): resent, forwarded or bounced. */
const PASSED = '$Forwarded'
/** Windows allows no colon in a name. */
const SEPARATOR = process.platform === 'win32' ? ';' : ':'

export interface Marks {
  readonly flags: readonly string[]
  readonly keywords: readonly string[]
}

/** `letters`: the keyword of each letter from `a` on, as `dovecot-keywords` has them. */
export function infoOf({ flags, keywords }: Marks, letters: readonly string[]): string {
  const has = new Set(flags.map((flag) => flag.toLowerCase()))
  const capital = LETTERS.filter(([, flag]) => has.has(flag.toLowerCase())).map(([letter]) => letter)
  if (keywords.some((word) => same(word, PASSED))) capital.push('P')
  const small = letters.flatMap((word, at) => (keywords.some((own) => same(own, word)) ? [letterAt(at)] : []))
  return `${SEPARATOR}2,${capital.sort().join('')}${small.join('')}`
}

export function baseOf(name: string): string {
  const at = name.search(/[:;!]2,/)
  return at < 0 ? name : name.slice(0, at)
}

/** Flags and keywords of a file's name. */
export function marksOf(name: string, letters: readonly string[]): Marks {
  const info = /[:;!]2,([A-Za-z]*)/.exec(name)?.[1] ?? ''
  const flags = LETTERS.filter(([letter]) => info.includes(letter)).map(([, flag]) => flag)
  const keywords = letters.filter((word, at) => word !== '' && info.includes(letterAt(at)))
  if (info.includes('P') && !keywords.some((word) => same(word, PASSED))) keywords.push(PASSED)
  return { flags, keywords }
}

/** RFC 9051 §2.3.2: keywords are the same in any case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export const MOST_LETTERS = 26

function letterAt(at: number): string {
  return String.fromCharCode(97 + at)
}
