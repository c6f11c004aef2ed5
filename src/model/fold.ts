// Folds text so that accents, capitals and kinds of quotes no longer count: the ground on which words and messages are compared.

const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

/** Lower case, no accents, straight quotes and dashes, single spaces, ligatures opened. Idempotent; must never throw, whatever the text. */
export function fold(text: string): string {
  // Plain ASCII, the common case of server replies, has nothing to take apart.
  const letters = /[^\n\r\t -_a-~]/.test(text) ? unaccented(text) : text.toLowerCase()
  return letters.replace(/\s+/g, ' ').trim()
}

function unaccented(text: string): string {
  const once = (s: string) =>
    straight(straight(s).normalize('NFKD')).replace(/[\p{Mn}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu, '')
  // Twice: lower case may bring compatibility letters back. A repeat is needed as marks taken off may uncover new pairs.
  return once(once(text).toLowerCase())
    .toLowerCase()
    .replace(/[œæßøłđı]/g, (c) => LETTERS[c]!)
}

function straight(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u2039\u203a]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
}
