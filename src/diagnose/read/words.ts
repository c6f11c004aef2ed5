// Turns what a person tells in free words into facts: any of five languages, spelt as people spell.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Fact } from '../../model/fact.ts'
import type { FactName } from '../../model/facts.ts'
import { fold } from '../../model/fold.ts'
import type { Words } from '../../model/knowledge.ts'
import { bounded } from './decode.ts'
import { compilePattern, type Pattern } from './pattern.ts'

interface Compiled {
  readonly words: Words
  readonly patterns: readonly Pattern[]
}

const compiled = new WeakMap<Knowledge, readonly Compiled[]>()

function compile(knowledge: Knowledge): readonly Compiled[] {
  let list = compiled.get(knowledge)
  if (list === undefined) {
    list = knowledge.words.map((words) => ({ words, patterns: words.match.map(compilePattern) }))
    compiled.set(knowledge, list)
  }
  return list
}

/** True when one of the patterns of these words is found in the text. */
export function wordsMatch(words: Words, text: string): boolean {
  const folded = fold(bounded(text))
  return words.match.some((source) => compilePattern(source).exec(folded) !== null)
}

export function readFreeWords(knowledge: Knowledge, text: string): readonly Fact[] {
  const folded = fold(bounded(text))
  const facts: Fact[] = []
  for (const { words, patterns } of compile(knowledge)) {
    const quote = patterns.map((pattern) => pattern.exec(folded)).find((found) => found !== null)
    if (quote === undefined) continue
    for (const [name, value] of Object.entries(words.gives)) {
      if (value === undefined || facts.some((fact) => fact.name === name && fact.value === value)) continue
      facts.push({ name: name as FactName, value, origin: 'said', quote: text.length <= 200 ? text : quote })
    }
  }
  return facts
}
