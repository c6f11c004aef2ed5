// The letter to the helpdesk or the administrator, where the person alone cannot mend it.

import { parentCause } from '../model/cause.ts'
import type { Letter } from '../model/knowledge.ts'
import { day } from '../text/day.ts'
import { fill, type Holes } from './holes.ts'
import { WORDS } from './labels.ts'
import type { Subject } from './subject.ts'

/** The letter for the exact cause before the one for its parent, the provider's own before a general one. */
export function letterFor(letters: readonly Letter[], subject: Subject, holes: Holes): string | undefined {
  const allowed = letters.filter((l) => !l.providers || (subject.provider && l.providers.includes(subject.provider.id)))
  const about = (id: string) => allowed.filter((l) => l.causes.some((c) => c === id)).toSorted(ownFirst)[0]
  const letter = about(subject.cause) ?? about(parentCause(subject.cause))
  if (!letter) return undefined
  const lines = [`${WORDS[subject.lang].subject} ${letter.subject[subject.lang]}`, '', ...letter.body[subject.lang].split('\n')]
  const known = {
    ...holes,
    domain: holes.domain ?? WORDS[subject.lang].yourDomain,
    date: day(subject.date, subject.lang === 'fr' ? 'fr-FR' : 'en-GB'),
  }
  return lines
    .map((line) => fill(line, known))
    .filter((line) => line !== null)
    .join('\n')
    .trim()
}

function ownFirst(a: Letter, b: Letter): number {
  return Number(Boolean(b.providers)) - Number(Boolean(a.providers))
}
