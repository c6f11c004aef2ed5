// Regular expressions of the knowledge, compiled once, each with what a text must contain for it to be worth trying.

import { type Demands, demandsOf } from './literal.ts'
import { foldPattern } from './retyped.ts'

export interface Pattern {
  /** What each of its branches demands of a text; null when that is not known of one of them. */
  readonly demands: readonly Demands[] | null
  /** What matched, or null. The text must be folded. */
  exec(folded: string): string | null
}

/** Throws where the source is no regular expression; the validator of the knowledge reports it by line. */
export function compilePattern(source: string): Pattern {
  const pattern = foldPattern(source)
  const regexp = new RegExp(pattern, 'i')
  return { demands: demandsOf(pattern), exec: (folded) => regexp.exec(folded)?.[0] ?? null }
}
