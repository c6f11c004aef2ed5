// Folding: the one form in which texts are compared. People retype, paste from a telephone, read from a screenshot; accents, quotes and spaces vary.

const SINGLE = /[‘’‚‛′‵`´ʼʹ]/g
const DOUBLE = /[“”„‟«»″‹›]/g
const DASHES = /[‐‑‒–—―−]/g
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

/** Lower case, no accents, straight quotes, one kind of dash and space. Lines are kept. */
export function foldLines(text: string): string {
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
  return foldLines(text).replace(/\s+/g, ' ').trim()
}

function marks(text: string): string {
  return text.replace(SINGLE, "'").replace(DOUBLE, '"').replace(DASHES, '-')
}
