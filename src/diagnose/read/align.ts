// How well a catalogue text is found inside what was typed: a local alignment of words, each worth its rarity.

/** A catalogue text as word numbers; `hole[i]` is true when a name or number varies after word i. */
export interface Phrase {
  readonly words: readonly number[]
  readonly hole: readonly boolean[]
  /** Summed worth of its words. */
  readonly worth: number
}

export interface Alignment {
  readonly score: number
  /** Places of the first and last word used of the typed text. */
  readonly from: number
  readonly to: number
  readonly matched: number
}

/** A word skipped in the typed text outside a hole and in one; a word missing from it, as a share of its worth. */
const SKIPPED = 0.5
const IN_HOLE = 0.12
const MISSING = 0.35

/** For each word that may have been typed, a 1 at every place where it may stand. */
export type Places = ReadonlyMap<number, Uint8Array>

interface Rows {
  score: Float64Array
  from: Int32Array
  count: Int32Array
  nextScore: Float64Array
  nextFrom: Int32Array
  nextCount: Int32Array
}

let rows: Rows | undefined

/** A dozen alignments a text need the same room: it is made once, and empty each time. */
function rowsOf(width: number): Rows {
  if (rows === undefined || rows.score.length < width) {
    const numbers = () => new Int32Array(width)
    rows = {
      score: new Float64Array(width),
      from: numbers(),
      count: numbers(),
      nextScore: new Float64Array(width),
      nextFrom: numbers(),
      nextCount: numbers(),
    }
  } else {
    rows.score.fill(0, 0, width)
    rows.from.fill(0, 0, width)
    rows.count.fill(0, 0, width)
    rows.nextScore[0] = 0
  }
  return rows
}

/** `length` words were typed. Smith and Waterman's recurrence, on words. */
export function align(phrase: Phrase, typed: Places, length: number, worth: readonly number[]): Alignment {
  const width = length + 1
  let { score, from, count, nextScore, nextFrom, nextCount } = rowsOf(width)
  let best: Alignment = { score: 0, from: 0, to: 0, matched: 0 }
  for (let i = 0; i < phrase.words.length; i++) {
    const word = phrase.words[i]!
    const gain = worth[word]!
    const loss = gain * MISSING
    const places = typed.get(word)
    const skip = phrase.hole[i] ? IN_HOLE : SKIPPED
    for (let j = 1; j < width; j++) {
      let top = 0
      let begun = j - 1
      let matched = 0
      const missing = score[j]! - loss
      if (missing > top) {
        top = missing
        begun = from[j]!
        matched = count[j]!
      }
      const skipped = nextScore[j - 1]! - skip
      if (skipped > top) {
        top = skipped
        begun = nextFrom[j - 1]!
        matched = nextCount[j - 1]!
      }
      const before = score[j - 1]!
      if (places !== undefined && before + gain > top && places[j - 1] === 1) {
        top = before + gain
        begun = before > 0 ? from[j - 1]! : j - 1
        matched = (before > 0 ? count[j - 1]! : 0) + 1
        if (top > best.score) best = { score: top, from: begun, to: j - 1, matched }
      }
      nextScore[j] = top
      nextFrom[j] = begun
      nextCount[j] = matched
    }
    ;[score, nextScore] = [nextScore, score]
    ;[from, nextFrom] = [nextFrom, from]
    ;[count, nextCount] = [nextCount, count]
  }
  return best
}
