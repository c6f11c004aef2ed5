// Asks for guides the way `sesame guide` does, on the knowledge of the build.

import { guideFor } from '../../src/guide/guide.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { CAUSE_IDS } from '../../src/model/cause.ts'
import type { Guide } from '../../src/model/guide.ts'

export const DATE = '2026-11-22'

export function ask(cause: string, more: Partial<Parameters<typeof guideFor>[1]> = {}): Guide {
  return guideFor(loadKnowledge(), { cause, date: DATE, lang: 'fr', address: 'marie@example.org', ...more })
}

/** The closed list and every finer cause that somebody wrote. */
export function everyCause(): string[] {
  const { causes, procedures } = loadKnowledge()
  return [...new Set([...CAUSE_IDS, ...causes.map((c) => c.id), ...procedures.flatMap((p) => p.cause ?? [])])]
}

/** All that a person would read. */
export function textOf(guide: Guide): string {
  return [
    guide.title,
    guide.why,
    ...guide.steps.flatMap((s) => [s.do, s.see ?? '', ...(s.copy ?? [])]),
    ...guide.avoid,
    ...guide.otherwise,
    ...guide.card.flatMap((r) => [r.label, r.value]),
    guide.letter ?? '',
  ].join('\n')
}

/** Only what a person is told to do. */
export function stepsOf(guide: Guide): string {
  return guide.steps.map((s) => s.do).join('\n')
}

/** Apps that some text names, one of each kind that no text names, and no app at all: any other app reads what one of these reads. */
export function distinctClients(): (string | undefined)[] {
  const { clients, procedures } = loadKnowledge()
  const named = new Set(procedures.flatMap((p) => p.clients ?? []))
  const others = clients.filter((c) => !named.has(c.id))
  const oneOfEach = others.filter((c, i) => others.findIndex((o) => o.kind === c.kind) === i)
  return [undefined, ...clients.filter((c) => named.has(c.id) || oneOfEach.includes(c)).map((c) => c.id)]
}
