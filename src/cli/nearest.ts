// The word that somebody probably meant: edit distance (Damerau), at most two slips, or the beginning of a longer name.

export function nearest(word: string, words: readonly string[]): string {
  const ranked = words
    .map((candidate) => ({ candidate, slips: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, slips }) =>
        slips <= Math.min(2, Math.floor(candidate.length / 2)) ||
        (word.length >= 3 && candidate.toLowerCase().startsWith(word.toLowerCase())),
    )
    .sort((a, b) => a.slips - b.slips)
  return ranked[0]?.candidate ?? ''
}

/** Optimal string alignment: insert, delete, replace, swap two neighbours. */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}
