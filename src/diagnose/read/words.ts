// Turns what a person tells in free words into facts.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Fact } from '../../model/fact.ts'
import type { FactName } from '../../model/facts.ts'

export function readFreeWords(knowledge: Knowledge, text: string): readonly Fact[] {
  return knowledge.words
    .filter((words) => words.match.some((source) => new RegExp(source).test(text.toLowerCase())))
    .flatMap((words) =>
      Object.entries(words.gives).map(([name, value]) => ({ name: name as FactName, value: value!, origin: 'said' as const, quote: text })),
    )
}
