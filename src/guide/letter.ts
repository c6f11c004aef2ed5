// Letters to the administrator, the host, the provider's support, to people: where the person alone cannot mend it, or a date is near.

import { parentCause } from '../model/cause.ts'
import type { Letter } from '../model/knowledge.ts'
import { day } from '../text/day.ts'
import { holds } from './holds.ts'
import { fill, type Holes } from './holes.ts'
import { WORDS } from './labels.ts'
import type { Subject } from './subject.ts'

/** Who can mend it comes before who only has to be told. */
const RANK = { administrator: 0, host: 1, support: 2, user: 3, company: 4 } as const

/** Every letter about the cause that fits the provider, best first: the exact cause before its parent, the provider's own before a general one. */
export function lettersFor(letters: readonly Letter[], subject: Subject): Letter[] {
  const { cause, provider } = subject
  const about = (id: string) => letters.filter((l) => l.causes.some((c) => c === id) && forProvider(l, provider?.id))
  const exact = about(cause)
  return [
    ...exact.toSorted(ownFirst),
    ...about(parentCause(cause))
      .filter((l) => !exact.includes(l))
      .toSorted(ownFirst),
  ]
}

/** What a helpdesk sends to many people in general, and what is for circumstances that nobody told of, is only named in a guide. */
export function isShown(letter: Letter, { facts }: Subject): boolean {
  if (letter.when && holds(letter.when, facts) !== 'yes') return false
  return letter.to !== 'user' || letter.providers !== undefined
}

/** The letter, ready to be sent: subject, empty line, body. A line whose hole nobody can fill is left out. */
export function letterText(letter: Letter, subject: Subject, holes: Holes): string {
  const { lang } = subject
  const known = letterHoles(letter, subject, holes)
  return [`${WORDS[lang].subject} ${letter.subject[lang]}`, '', ...letter.body[lang].split('\n')]
    .map((line) => fill(line, known))
    .filter((line) => line !== null)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

export function letterSubject(letter: Letter, subject: Subject, holes: Holes): string {
  return fill(letter.subject[subject.lang], letterHoles(letter, subject, holes)) ?? ''
}

/** What nobody told is a blank to fill in; “your app” would be the reader's, not the writer's. A helpdesk does speak of the reader's. */
function letterHoles(letter: Letter, { address, client, provider, lang, date }: Subject, holes: Holes): Holes {
  const toReader = letter.to === 'user' || letter.to === 'company'
  const blank = BLANKS[lang]
  return {
    ...holes,
    ...(!address && !toReader && { address: blank.address }),
    ...(!client && !toReader && { client: blank.client }),
    ...(!provider && !toReader && { provider: blank.provider }),
    domain: holes.domain ?? (toReader ? WORDS[lang].yourDomain : blank.domain),
    date: day(date, lang === 'fr' ? 'fr-FR' : 'en-GB'),
  }
}

const BLANKS = {
  en: { address: '[ADDRESS]', domain: '[DOMAIN]', client: 'a mail app', provider: 'the provider' },
  fr: { address: '[ADRESSE]', domain: '[DOMAINE]', client: 'une application de messagerie', provider: 'le fournisseur' },
} as const

export function addressee(letter: Letter): NonNullable<Letter['to']> {
  return letter.to ?? 'administrator'
}

function forProvider(letter: Letter, provider: string | undefined): boolean {
  return !letter.providers || (provider !== undefined && letter.providers.includes(provider))
}

function ownFirst(a: Letter, b: Letter): number {
  return Number(Boolean(b.providers)) - Number(Boolean(a.providers)) || RANK[addressee(a)] - RANK[addressee(b)] || (a.id < b.id ? -1 : 1)
}
