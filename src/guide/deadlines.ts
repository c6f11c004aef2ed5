// Dated changes that concern this provider: the last one that explains today, and those of the next twelve months.

import { fullDate } from '../model/date.ts'
import type { Guide } from '../model/guide.ts'
import type { Policy } from '../model/knowledge.ts'
import { lastChangeOn } from './policy.ts'
import type { Subject } from './subject.ts'

export function deadlinesFor(policies: readonly Policy[], subject: Subject): Guide['deadlines'] {
  const mine = policies
    .filter((p) => subject.provider && p.providers.includes(subject.provider.id))
    .filter((p) => !subject.protocol || !p.protocols || p.protocols.includes(subject.protocol))
    .toSorted((a, b) => (fullDate(a.date) < fullDate(b.date) ? -1 : 1))
  const today = fullDate(subject.date)
  const past = explanation(
    mine.filter((p) => fullDate(p.date) <= today),
    subject,
  )
  const coming = mine.filter((p) => fullDate(p.date) > today && fullDate(p.date) <= yearLater(today))
  return [...(past ? [past] : []), ...coming].map((p) => ({ date: p.date, text: p.what[subject.lang] }))
}

/** For a refused sign-in, the day its secrets changed; for something that ended, the newest change; for the rest, the past explains nothing. */
function explanation(past: readonly Policy[], { cause, provider, protocol, date }: Subject): Policy | undefined {
  // What a thread told of one app for some weeks explains nothing that ended.
  if (cause.startsWith('other')) return past.findLast((p) => p.strength === 'official' || p.strength === 'press')
  if (!cause.startsWith('auth.') && !cause.startsWith('oauth.')) return undefined
  const day = lastChangeOn(provider, protocol ?? 'imap', date)
  return day === undefined ? past.at(-1) : past.findLast((p) => fullDate(p.date) <= fullDate(day))
}

function yearLater(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`
}
