// From a regular expression, the literals that any match must contain: thousands of patterns are passed over by a plain search.

import { fold } from '../../model/fold.ts'

/** Lists of literals (folded, three letters or more, two where there is nothing better): what matches holds one of each list. The first list is the most telling. */
export type Demands = readonly (readonly string[])[]

/** What each branch of the top level demands; null when one of them demands nothing that is known. */
export function demandsOf(source: string): readonly Demands[] | null {
  const all = branches(source).map(demandsOfBranch)
  return all.every((demands) => demands.length > 0) ? all : null
}

/** Literals, one of which every match contains; null when no such list is found. */
export function requiredLiterals(source: string): readonly string[] | null {
  return demandsOf(source)?.flatMap(([telling]) => telling!) ?? null
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

/** Letters that stand for themselves; the last before a quantifier belongs to it. */
const LETTERS = /[a-z0-9 ',:@=_/-]+(?![?*+{])/iy
const QUANTIFIER = /(?:[?*+]|\{[^}]*\})\??/y
const OPTIONAL = /^(?:[?*]|\{0?,|\{0)/
const LOOKAROUND = /^\(\?(?:[=!]|<[=!])/

/** Its literal runs and the lists that its groups require, the one with the longest literals first. */
function demandsOfBranch(branch: string): Demands {
  const demands: (readonly string[])[] = []
  let longest = 0
  let run = ''
  const demand = (list: readonly string[] | null): void => {
    const size = list === null ? 0 : Math.min(...list.map((literal) => literal.length))
    if (size < 2 || size === Number.POSITIVE_INFINITY) return
    if (size > longest) demands.unshift(list!)
    else demands.push(list!)
    longest = Math.max(longest, size)
  }
  const flush = (): void => {
    if (run.length >= 2) demand([fold(run)])
    run = ''
  }
  for (let i = 0; i < branch.length; ) {
    LETTERS.lastIndex = i
    const letters = LETTERS.exec(branch)?.[0]
    if (letters !== undefined) {
      run += letters
      i += letters.length
      continue
    }
    const end = atomEnd(branch, i)
    const atom = branch.slice(i, end + 1)
    QUANTIFIER.lastIndex = end + 1
    const quantifier = QUANTIFIER.exec(branch)?.[0] ?? ''
    const optional = OPTIONAL.test(quantifier)
    const literal = literalOf(atom)
    if (literal !== null && !optional) run += literal
    if (literal === null || quantifier !== '') flush()
    if (atom.startsWith('(') && !optional && !LOOKAROUND.test(atom)) {
      demand(requiredLiterals(atom.slice(1, -1).replace(/^\?(?::|<\w+>)/, '')))
    }
    i = end + 1 + quantifier.length
  }
  flush()
  return longest < 3 ? demands.slice(0, 1) : demands.filter((list) => list.every((literal) => literal.length >= 3))
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
