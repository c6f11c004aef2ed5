// Turns what a person tells in free words into facts: any of five languages, spelt as people spell.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Fact } from '../../model/fact.ts'
import type { FactName } from '../../model/facts.ts'
import { fold } from '../../model/fold.ts'
import type { Words } from '../../model/knowledge.ts'
import { bounded } from './decode.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import { type Sieve, sieve } from './sieve.ts'

interface Compiled {
  readonly patterns: readonly Pattern[]
  /** The words that each pattern belongs to. */
  readonly owners: readonly Words[]
  readonly sieve: Sieve
}

const compiled = new WeakMap<Knowledge, Compiled>()

function compile(knowledge: Knowledge): Compiled {
  let made = compiled.get(knowledge)
  if (made === undefined) {
    const patterns = knowledge.words.flatMap((words) => words.match.map(compilePattern))
    made = { patterns, owners: knowledge.words.flatMap((words) => words.match.map(() => words)), sieve: sieve(patterns) }
    compiled.set(knowledge, made)
  }
  return made
}

/** True when one of the patterns of these words is found in the text. */
export function wordsMatch(words: Words, text: string): boolean {
  const folded = fold(bounded(text))
  return words.match.some((source) => compilePattern(source).exec(folded) !== null)
}

/** `folded` where somebody has folded it already. */
export function readFreeWords(knowledge: Knowledge, text: string, folded = fold(bounded(text))): readonly Fact[] {
  const facts: Fact[] = []
  const { patterns, owners, sieve: candidates } = compile(knowledge)
  let last: Words | undefined
  for (const index of candidates(folded)) {
    const words = owners[index]!
    if (words === last) continue
    const quote = patterns[index]!.exec(folded)
    if (quote === null) continue
    last = words
    for (const [name, value] of Object.entries(words.gives)) {
      if (value === undefined || facts.some((fact) => fact.name === name && fact.value === value)) continue
      facts.push({ name: name as FactName, value, origin: 'said', quote: text.length <= 200 ? text : quote })
    }
  }
  return facts
}
