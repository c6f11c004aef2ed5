// What opens a protocol, in letters for a table and in words for everything else.

import type { Opening, Period } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'

/** `O`, `Ao`, `–`, `?`: small letters are for some cases only; the legend says so. */
export function letters(text: Text, { state, now }: Opening): string {
  if (state === 'closed') return '–'
  if (now === null) return '?'
  return now.opens
    .map(({ secret, sometimes }) => (sometimes ? text.known.letters[secret].toLowerCase() : text.known.letters[secret]))
    .join('')
}

export function openingWords(text: Text, { state, now }: Opening): string {
  if (state === 'closed') return text.known.notOffered
  return now === null ? text.known.unknown : text.known.opens(now.opens)
}

export function periodDates(text: Text, { since, until }: Period): string {
  if (since === undefined) return until === undefined ? text.known.always : text.known.until(until)
  return until === undefined ? text.known.since(since) : text.known.between(since, until)
}
