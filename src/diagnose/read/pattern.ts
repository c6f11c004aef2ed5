// Regular expressions of the knowledge, compiled once, each behind a cheap test: a literal that the text must contain.

import { demandsOf } from './literal.ts'
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
  const demands = demandsOf(pattern)
  const literals = demands?.flatMap(([telling]) => telling!) ?? null
  const find: Pattern['find'] = (folded) => {
    // A plain search is many times cheaper than an expression that fails late.
    const has = (literal: string) => folded.includes(literal)
    if (demands !== null && !demands.some((lists) => lists.every((list) => list.some(has)))) return null
    const match = regexp.exec(folded)
    return match === null ? null : { at: match.index, text: match[0] }
  }
  return { literals, find, exec: (folded) => find(folded)?.text ?? null }
}
