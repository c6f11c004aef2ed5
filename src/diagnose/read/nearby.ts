// A vocabulary that forgives a slip of the finger (a letter missing, doubled, changed, swapped; two in a long word), a word cut short, letters confused by a screenshot, and a lost space.

import { asSeen } from './retyped.ts'

export interface Vocabulary {
  /** Numbers of the words that this one may be; empty when none is near. */
  lookup(word: string): readonly number[]
  /** The two known words that stand here without their space; null when there are none. */
  split(word: string): readonly [string, string] | null
}

/** Words shorter than this must be typed right; from the second length on, two slips are forgiven. */
const SHORTEST = 4
const LONG = 8
/** Longer ones are no words. */
const LONGEST = 40
/** Untrusted texts must not fill the memory. */
const MOST_KNOWN = 20_000

/** The i-th word gets the number i. */
export function vocabulary(words: readonly string[]): Vocabulary {
  const exact = new Map(words.map((word, i) => [word, i]))
  const seen = words.map(asSeen)
  const cut = new Map<string, number[]>()
  const beginnings = new Map<string, number[]>()
  const long = new Map<string, number[]>()
  words.forEach((word, i) => {
    // A number is another number with another digit: never forgiven.
    if (word.length < SHORTEST || /\d/.test(word)) return
    const like = seen[i]!
    for (const key of [like, ...deletions(like)]) push(cut, key, i)
    if (like.length >= LONG - 1) push(long, like.slice(0, 2), i)
    for (let n = 5; n < like.length; n++) push(beginnings, like.slice(0, n), i)
  })
  const known = new Map<string, readonly number[]>()
  const pairs = new Map<string, readonly [string, string] | null>()
  return {
    lookup(word) {
      const i = exact.get(word)
      if (i !== undefined) return [i]
      if (word.length < SHORTEST || word.length > LONGEST || /^\d|\d\d/.test(word)) return []
      return remember(known, word, near)
    },
    split(word) {
      if (word.length < 2 * SHORTEST - 1 || word.length > LONGEST || /\d/.test(word)) return null
      return remember(pairs, word, apart)
    },
  }

  function near(word: string): readonly number[] {
    const like = asSeen(word)
    const candidates = new Set<number>()
    for (const key of [like, ...deletions(like)]) for (const i of cut.get(key) ?? []) candidates.add(i)
    const same = [...candidates].filter((i) => seen[i] === like)
    if (same.length > 0) return same.slice(0, 4)
    const close = [...candidates].filter((i) => oneSlip(like, seen[i]!))
    if (close.length > 0) return close.slice(0, 4)
    if (like.length >= LONG) {
      const far = (long.get(like.slice(0, 2)) ?? []).filter((i) => twoSlips(like, seen[i]!))
      if (far.length > 0) return far.slice(0, 2)
    }
    const begun = beginnings.get(like) ?? []
    return begun.length <= 4 ? begun : []
  }

  function apart(word: string): readonly [string, string] | null {
    for (let n = 2; n <= word.length - 2; n++) {
      if (Math.max(n, word.length - n) < SHORTEST) continue
      const [first, second] = [word.slice(0, n), word.slice(n)]
      if (exact.has(first) && exact.has(second)) return [first, second]
    }
    return null
  }
}

function remember<T>(memory: Map<string, T>, word: string, find: (word: string) => T): T {
  let found = memory.get(word)
  if (found === undefined) {
    found = find(word)
    if (memory.size < MOST_KNOWN) memory.set(word, found)
  }
  return found
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

function deletions(word: string): string[] {
  return Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))
}

/** One insertion, deletion, change or swap of neighbours apart. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const restA = a.slice(start, a.length - end)
  const restB = b.slice(start, b.length - end)
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}

/** Two insertions, deletions or changes apart at most. */
function twoSlips(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false
  // Levenshtein's rows, left as soon as a row holds nothing under three.
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    if (Math.min(...next) > 2) return false
    row = next
  }
  return row[b.length]! <= 2
}
