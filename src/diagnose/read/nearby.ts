// A vocabulary that forgives one slip of the finger: a letter missing, doubled, changed, swapped, or a word cut short.

export interface Vocabulary {
  /** Numbers of the words that this one may be; empty when none is near. */
  lookup(word: string): readonly number[]
}

/** Words shorter than this must be typed right. */
const SHORTEST = 4

/** The i-th word gets the number i. */
export function vocabulary(words: readonly string[]): Vocabulary {
  const exact = new Map(words.map((word, i) => [word, i]))
  const cut = new Map<string, number[]>()
  const beginnings = new Map<string, number[]>()
  words.forEach((word, i) => {
    if (word.length < SHORTEST) return
    for (const key of [word, ...deletions(word)]) push(cut, key, i)
    for (let n = 5; n < word.length; n++) push(beginnings, word.slice(0, n), i)
  })
  const known = new Map<string, readonly number[]>()
  return {
    lookup(word) {
      const i = exact.get(word)
      if (i !== undefined) return [i]
      if (word.length < SHORTEST || word.length > 40) return []
      let found = known.get(word)
      if (found === undefined) {
        found = near(word)
        // Untrusted texts must not fill the memory.
        if (known.size < 20_000) known.set(word, found)
      }
      return found
    },
  }

  function near(word: string): readonly number[] {
    const candidates = new Set<number>()
    for (const key of [word, ...deletions(word)]) for (const i of cut.get(key) ?? []) candidates.add(i)
    const close = [...candidates].filter((i) => oneSlip(word, words[i]!))
    if (close.length > 0) return close.slice(0, 4)
    const begun = beginnings.get(word) ?? []
    return begun.length <= 4 ? begun : []
  }
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

function deletions(word: string): string[] {
  return Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))
}

/** One insertion, deletion, change or swap of neighbours apart, or two changes in a long word. */
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
