// The whole knowledge as one object, for the file that people outside read without this program.

import type { Knowledge } from './knowledge.ts'

/** Grows when a key is taken away or changes its meaning, never when one is added. */
export const FORMAT = 1

/** Every key of the knowledge but `lean`, which is learned and means nothing outside; tables with one row a domain. */
export function wholeKnowledge({ lean: _, ...knowledge }: Knowledge): Record<string, unknown> {
  return { $schema: './knowledge.schema.json', format: FORMAT, ...knowledge }
}
