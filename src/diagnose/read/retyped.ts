// The words of a folded text as they were meant: people retype, and read letters off a screenshot.

const WORD = /[\p{L}\p{N}]+/gu

/** The words, with the commonest confusions of a screenshot mended inside words: `passw0rd`, `rece1ved`. */
export function wordsOf(folded: string): string[] {
  const found = folded.match(WORD) ?? []
  return found.map((word) => (/^[a-z]+[01][a-z]+$/.test(word) ? word.replace('0', 'o').replace('1', 'l') : word))
}

/** A regular expression written with accents matches folded text too. Classes such as `\S` keep their case. */
export function foldPattern(source: string): string {
  return source
    .replace(/[\u2018\u2019]/g, "'")
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
}
