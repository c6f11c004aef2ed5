// Regular expressions of the knowledge, compiled once, each behind a cheap test: a literal that the text must contain.

import { requiredLiterals } from './literal.ts'
import { foldPattern } from './retyped.ts'

export interface Pattern {
  /** One of these is in every text that matches; null when no such list is known. */
  readonly literals: readonly string[] | null
  /** What matched, or null. The text must be folded. */
  exec(folded: string): string | null
  /** Where the match begins and what it is, or null. */
  find(folded: string): { readonly at: number; readonly text: string } | null
}

/** Throws where the source is no regular expression; the validator of the knowledge reports it by line. */
export function compilePattern(source: string): Pattern {
  const pattern = foldPattern(source)
  const regexp = new RegExp(pattern, 'i')
  const literals = requiredLiterals(pattern)
  const find: Pattern['find'] = (folded) => {
    if (literals !== null && !literals.some((literal) => folded.includes(literal))) return null
    const match = regexp.exec(folded)
    return match === null ? null : { at: match.index, text: match[0] }
  }
  return { literals, find, exec: (folded) => find(folded)?.text ?? null }
}
