// Letters by name: the list of what can be sent, and one letter ready to be sent, with nothing secret in it.

import { type Holes, holesOf } from '../guide/holes.ts'
import { addressee, letterSubject, letterText } from '../guide/letter.ts'
import { type Subject, subjectOf } from '../guide/subject.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { clientByName, providerNamed } from '../knowledge/lookup.ts'
import { firstDay } from '../model/date.ts'
import { SesameError } from '../model/errors.ts'
import type { Letter, LetterTo } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import { dayOf } from './policies.ts'

export interface LettersRequest {
  readonly lang: Lang
  readonly provider?: string | undefined
  readonly app?: string | undefined
  readonly address?: string | undefined
  /** The day of the letter: `YYYY-MM-DD`, today by default. */
  readonly now?: string | undefined
}

export interface ListedLetter {
  readonly id: string
  readonly to: LetterTo
  readonly subject: string
  readonly causes: readonly string[]
  readonly providers: readonly string[]
  /** The day of the change that it prepares for. */
  readonly deadline?: string
  readonly checked: string
}

/** Those of a provider are its own and the general ones; letters before a day that is past are left out. */
export function listLetters(request: LettersRequest): readonly ListedLetter[] {
  const { letters } = loadKnowledge()
  const { subject, holes, date } = asked(request)
  return letters
    .filter((l) => subject.provider === null || !l.providers || l.providers.includes(subject.provider.id))
    .map((l) => listed(l, subject, holes))
    .filter((l) => l.deadline === undefined || firstDay(l.deadline) >= date)
    .toSorted((a, b) => ORDER.indexOf(a.to) - ORDER.indexOf(b.to) || (a.id < b.id ? -1 : 1))
}

/** Throws `nothing-found`, `provider-unknown`, `client-unknown` or `option-invalid`. */
export function letter(id: string, request: LettersRequest): ListedLetter & { readonly text: string } {
  const { letters } = loadKnowledge()
  const found = letters.find((l) => l.id === id)
  if (found === undefined) throw new SesameError('nothing-found', { text: id, near: '', list: 'letters' })
  const { subject, holes } = asked(request, found)
  return { ...listed(found, subject, holes), text: letterText(found, subject, holes) }
}

/** Whoever can act first. */
const ORDER: readonly LetterTo[] = ['company', 'administrator', 'host', 'support', 'user']

function asked({ lang, provider, app, address, now }: LettersRequest, about?: Letter) {
  const knowledge = loadKnowledge()
  const named = provider === undefined ? undefined : providerNamed(knowledge, { slug: provider })
  if (provider !== undefined && named === undefined) throw new SesameError('provider-unknown', { text: provider })
  const client = app === undefined ? undefined : clientByName(knowledge, app)?.client
  if (app !== undefined && client === undefined) throw new SesameError('client-unknown', { text: app })
  const date = dayOf('--on', now)
  // A letter for one provider needs nobody to name it.
  const only = about?.providers?.length === 1 ? about.providers[0] : undefined
  const subject = subjectOf(knowledge, {
    cause: about?.causes[0] ?? 'other',
    provider: named?.id ?? only,
    client: client?.id,
    date,
    lang,
    address,
  })
  return { subject, holes: holesOf(subject), date: firstDay(date) }
}

function listed(l: Letter, subject: Subject, holes: Holes): ListedLetter {
  const { policies } = loadKnowledge()
  const deadline = policies
    .filter((p) => l.policies?.includes(p.id))
    .map((p) => p.date)
    .toSorted()[0]
  return {
    id: l.id,
    to: addressee(l),
    subject: letterSubject(l, subject, holes),
    causes: l.causes,
    providers: l.providers ?? [],
    ...(deadline !== undefined && { deadline }),
    checked: l.checked,
  }
}
