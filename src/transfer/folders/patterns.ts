// Which folders a person wants: patterns over paths, `*` within a name, `**` across names; capitals do not matter.

import type { Rules } from '../journey.ts'

export type Wanted = 'wanted' | 'not-included' | 'excluded'

/** `Clients/**` holds `Clients` itself too. Must be linear in the path's length: patterns are few, but people's. */
export function matchesPattern(pattern: string, path: readonly string[]): boolean {
  return matchNames(names(pattern), path.map(plain))
}

export function wantedBy({ include, exclude }: Pick<Rules, 'include' | 'exclude'>, path: readonly string[]): Wanted {
  if (exclude.some((pattern) => matchesPattern(pattern, path))) return 'excluded'
  return include.length === 0 || include.some((pattern) => matchesPattern(pattern, path)) ? 'wanted' : 'not-included'
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase()
const names = (pattern: string): readonly string[] => plain(pattern.replace(/^\/+|\/+$/g, '')).split('/')

function matchNames(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return path.length === 0
  if (first === '**') {
    if (rest.length === 0) return true
    return path.some((_, i) => matchNames(rest, path.slice(i)))
  }
  return path.length > 0 && matchName(first, path[0]!) && matchNames(rest, path.slice(1))
}

/** Greedy with one step back, so that many stars cost no more than their product. */
function matchName(pattern: string, name: string): boolean {
  let p = 0
  let n = 0
  let star = -1
  let from = 0
  while (n < name.length) {
    if (p < pattern.length && pattern[p] !== '*' && pattern[p] === name[n]) {
      p++
      n++
    } else if (pattern[p] === '*') {
      star = p++
      from = n
    } else if (star >= 0) {
      p = star + 1
      n = ++from
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
