// The words of a folded text as they were meant: people retype, and read letters off a screenshot.

const WORD = /[\p{L}\p{N}]+/gu
/** A bar that was an l, an accented letter that became a question mark or the sign of a lost character, a hyphen at the end of a line. */
const BAR = /(?<=\p{L})[|¦]|[|¦](?=\p{L})/gu
const LOST = /(?<=\p{L})[?\ufffd¿](?=\p{L})/gu
const BROKEN = /(?<=\p{L}{2})- (?=\p{L}{2})/gu

/** The words of a folded text; what a screenshot or a broken line did to them is undone where it is certain. */
export function wordsOf(folded: string): string[] {
  const mended = /[|¦?\ufffd¿]|- /.test(folded) ? folded.replace(BAR, 'l').replace(LOST, '').replace(BROKEN, '') : folded
  return mended.match(WORD) ?? []
}

const ALIKE: Readonly<Record<string, string>> = { rn: 'm', vv: 'w', '0': 'o', '1': 'l', i: 'l', j: 'l', '5': 's', '8': 'b', '6': 'b' }

/** One spelling for letters that a screenshot confuses: `rn` and m, 0 and o, 1, i and l. Only good for comparing. */
export function asSeen(word: string): string {
  return word.replace(/rn|vv|[01568ij]/g, (letters) => ALIKE[letters]!)
}

/** A regular expression written with accents matches folded text too. Classes such as `\S` keep their case. */
export function foldPattern(source: string): string {
  return source
    .replace(/[\u2018\u2019]/g, "'")
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
}
