// Versions compared as people count them: `115` before `128.4`, `16.9` before `16.10`.

export function olderThan(version: string, bound: string): boolean {
  const [x, y] = [numbers(version), numbers(bound)]
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function numbers(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number)
}
