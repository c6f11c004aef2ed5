// From a cause to steps for exactly this provider, this app and this day, in the reader's language. Pure: the same question gives the same guide.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { parentCause } from '../model/cause.ts'
import type { Guide, GuideStep } from '../model/guide.ts'
import type { Procedure } from '../model/knowledge.ts'
import { cardFor } from './card.ts'
import { chooseProcedure } from './choose.ts'
import { deadlinesFor } from './deadlines.ts'
import { expand } from './expand.ts'
import { harmOf } from './harm.ts'
import { fill, fillAll, holesOf } from './holes.ts'
import { addressee, isShown, letterSubject, lettersFor, letterText } from './letter.ts'
import { type GuideInput, subjectOf } from './subject.ts'

export type { FactValues, GuideInput } from './subject.ts'

/** Always answers: an unknown provider or app gets the general way, a cause without a text the way of `other`. */
export function guideFor(knowledge: Knowledge, input: GuideInput): Guide {
  const subject = subjectOf(knowledge, input)
  const { lang } = subject
  const holes = holesOf(subject)
  const text = chooseProcedure(knowledge.procedures, subject)
  const { steps, used } = text ? expand(knowledge.procedures, text, subject, holes) : { steps: [], used: [] }
  const cause = knowledge.causes.find((c) => c.id === input.cause) ?? knowledge.causes.find((c) => c.id === parentCause(input.cause))
  const harmless = (step: GuideStep) => harmOf(step, subject) === null
  const letters = lettersFor(knowledge.letters, subject)
  const shown = letters.find((l) => isShown(l, subject))
  return {
    cause: input.cause,
    provider: subject.provider?.id ?? null,
    client: subject.client?.id ?? null,
    title: (text && fill(text.title, holes)) ?? cause?.fixTitle[lang] ?? input.cause,
    why: (text?.why && fill(text.why, holes)) ?? cause?.title[lang] ?? '',
    steps: steps.filter(harmless),
    avoid: unique(used.flatMap((p) => fillAll(p.avoid, holes))),
    otherwise: unique(used.flatMap((p) => fillAll(p.otherwise, holes))).filter((line) => harmless({ do: line })),
    card: cardFor(subject),
    deadlines: deadlinesFor(knowledge.policies, subject),
    ...(shown && { letter: letterText(shown, subject, holes) }),
    letters: letters
      .toSorted((a, b) => Number(b === shown) - Number(a === shown))
      .map((l) => ({ id: l.id, to: addressee(l), subject: letterSubject(l, subject, holes) })),
    checked: oldest(used, knowledge.asOf),
    unverified: used.some((p) => (p.unverified?.length ?? 0) > 0),
    sources: unique(used.flatMap((p) => p.sources)),
  }
}

/** A guide is as fresh as the oldest text in it. */
function oldest(used: readonly Procedure[], asOf: string): string {
  return used.map((p) => p.checked).toSorted()[0] ?? asOf
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)]
}
