// Folding: the one form in which texts are compared. People retype, paste from a telephone, read from a screenshot; accents, quotes and spaces vary.

const SINGLE = /[‘’‚‛′‵`´ʼʹ]/g
const DOUBLE = /[“”„‟«»″‹›]/g
const DASHES = /[‐‑‒–—―−]/g
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

const PLAIN = /^[\n\x20-\x7e]*$/

/** Lower case, no accents, straight quotes, one kind of dash and space. Lines are kept. */
export function foldLines(text: string): string {
  // Most of what servers say, and half of what people type, has nothing else to fold.
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll('`', "'").replace(/ {2,}/g, ' ')
  const strip = (s: string): string =>
    marks(s)
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
  return marks(strip(strip(text).toLowerCase()))
    .replace(/[œæßøłđı]/g, (c) => LETTERS[c]!)
    .replace(INVISIBLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
}

/** The same on one line, trimmed. Must never throw, whatever the text; folding twice changes nothing. */
export function fold(text: string): string {
  const lines = foldLines(text)
  return (lines.includes('\n') ? lines.replace(/\s+/g, ' ') : lines).trim()
}

function marks(text: string): string {
  return text.replace(SINGLE, "'").replace(DOUBLE, '"').replace(DASHES, '-')
}
