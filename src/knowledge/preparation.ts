// What a mail domain needs before an app can sign in, as the imported table knows it: for identification and for the judgement.

import type { PreparationRow } from '../model/knowledge.ts'
import type { Knowledge } from './knowledge.ts'

const tables = new WeakMap<Knowledge, ReadonlyMap<string, PreparationRow>>()

/** By the domain of an address, in A-labels. A row `*.example.org` stands for every name below. */
export function preparationOf(knowledge: Knowledge, domain: string): PreparationRow | undefined {
  let rows = tables.get(knowledge)
  if (rows === undefined) {
    rows = new Map(knowledge.preparation.map((row) => [row.domain, row]))
    tables.set(knowledge, rows)
  }
  const name = domain.toLowerCase()
  return rows.get(name) ?? rows.get(name.replace(/^[^.]+/, '*'))
}
