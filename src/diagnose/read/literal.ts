// From a regular expression, the literals that any match must contain: thousands of patterns are passed over by a plain search.

import { fold } from '../../model/fold.ts'

/** Literals (folded, three letters or more), one of which every match contains; null when no such list is found. */
export function requiredLiterals(source: string): readonly string[] | null {
  const all: string[] = []
  for (const branch of branches(source)) {
    const literals = longest(branch)
    if (literals === null) return null
    all.push(...literals)
  }
  return all
}

/** Splits at the `|` of the top level. */
function branches(source: string): string[] {
  const found: string[] = []
  let start = 0
  for (let i = 0; i < source.length; i++) {
    if (source[i] === '|') {
      found.push(source.slice(start, i))
      start = i + 1
    } else i = atomEnd(source, i)
  }
  found.push(source.slice(start))
  return found
}

/** The best list that one branch requires: its longest literal run, or that of a group in it. */
function longest(branch: string): readonly string[] | null {
  let best: readonly string[] | null = null
  let run = ''
  const size = (list: readonly string[]): number => Math.min(...list.map((s) => s.length))
  const consider = (list: readonly string[] | null): void => {
    if (list !== null && list.length > 0 && size(list) >= 3 && (best === null || size(list) > size(best))) best = list
  }
  const flush = (): void => {
    consider([fold(run)])
    run = ''
  }
  for (let i = 0; i < branch.length; ) {
    const end = atomEnd(branch, i)
    const atom = branch.slice(i, end + 1)
    const quantifier = /^(?:[?*+]|\{[^}]*\})\??/.exec(branch.slice(end + 1))?.[0] ?? ''
    const optional = /^(?:[?*]|\{0?,|\{0)/.test(quantifier)
    const literal = literalOf(atom)
    if (literal !== null && !optional) run += literal
    if (literal === null || quantifier !== '') flush()
    if (atom.startsWith('(') && !optional && !/^\(\?(?:[=!]|<[=!])/.test(atom)) {
      consider(requiredLiterals(atom.slice(1, -1).replace(/^\?(?::|<\w+>)/, '')))
    }
    i = end + 1 + quantifier.length
  }
  flush()
  return best
}

/** The character that an atom stands for; null when it stands for several, or for a place. */
function literalOf(atom: string): string | null {
  if (atom.length === 1) return /[.^$*+?{}()|[\]\\]/.test(atom) ? null : atom
  return /^\\[^a-z0-9]$/i.test(atom) ? atom[1]! : null
}

/** Index of the last character of the atom that begins at `at`: an escape, a class, a group, or one character. */
function atomEnd(source: string, at: number): number {
  const c = source[at]
  if (c === '\\') return at + (source[at + 1] === 'u' ? 5 : source[at + 1] === 'x' ? 3 : 1)
  if (c === '[') {
    for (let i = at + 1; i < source.length; i++) {
      if (source[i] === '\\') i++
      else if (source[i] === ']') return i
    }
    return source.length - 1
  }
  if (c === '(') {
    for (let i = at + 1; i < source.length; i++) {
      if (source[i] === ')') return i
      i = atomEnd(source, i)
    }
    return source.length - 1
  }
  return at
}
