// The words that a finding rests on, as the person or the server wrote them: matching folds case and accents, showing must not.

import { fold } from '../../model/fold.ts'

/** A text this short is quoted whole. */
const WHOLE = 160
/** Words kept on either side of what was found in a longer one. */
const AROUND = 3

/** `found` is folded; the answer is a piece of `text` itself. Falls back on `found` where the two cannot be matched up. */
export function quoted(text: string, found: string): string {
  const trimmed = text.trim().replace(/\s+/g, ' ')
  if (trimmed.length <= WHOLE) return trimmed
  const [first = '', ...rest] = found.split(' ')
  const words = trimmed.split(' ')
  const last = rest.at(-1) ?? first
  const from = words.findIndex((word) => fold(word).includes(first))
  if (first === '' || from < 0) return found
  const to = words.findIndex((word, i) => i >= from + rest.length - 1 && fold(word).includes(last))
  if (to < from) return found
  return `${from > AROUND ? '… ' : ''}${words.slice(Math.max(0, from - AROUND), to + AROUND + 1).join(' ')}${to + AROUND + 1 < words.length ? ' …' : ''}`
}
