// french-typography: no-break spaces before : ; ? ! and inside guillemets, curly apostrophes.

import type { Rule } from '../rule.ts'
import { sentences } from '../sentences.ts'

export const frenchTypography: Rule = {
  name: 'french-typography',
  why: 'An editor’s plain space breaks a line between a word and its question mark, and straight apostrophes look like code.',
  check: function* (world) {
    for (const { lang, text, file, line, column } of sentences(world)) {
      const slip = lang === 'fr' ? frenchSlip(text) : null
      if (slip !== null) yield { file, line, column, message: `write “${slip}” with French spaces (U+00A0) and apostrophes (’)` }
    }
  },
}

const CODE = /`[^`]*`|\{[^}]*\}|https?:\/\/\S+/g

/** The first place that is not typeset as French is, or null. Code is nobody’s French. */
export function frenchSlip(text: string): string | null {
  const found = /\S{0,12} [:;?!»](?=\s|$)|« \S{0,12}|\p{L}{1,12}'\p{L}{1,12}/u.exec(text.replace(CODE, '`'))
  return found?.[0] ?? null
}
