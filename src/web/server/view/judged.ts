// The judgement and the guide of a case as the page shows them: causes with their reasons from −1 to 1, the question, the steps.

import type { Guide } from '../../../model/guide.ts'
import { WEIGHTS } from '../../../model/weight.ts'
import type { causeWords, DoctorResult } from '../../../sesame.ts'
import type { SaidText } from '../../../text/desk-said.ts'
import type { Text } from '../../../text/index.ts'
import type { CauseView, GuideView, QuestionView } from '../../view.ts'

export type CauseWords = Awaited<ReturnType<typeof causeWords>>

const CAUSES = 3
const WORTH_SHOWING = 0.03
const REASONS = 8
/** Certainty is never claimed. */
const SURE = 0.99
/** What settles a cause fills the bar. */
const FULL = WEIGHTS.certain
/** The answer of who does not know: it moves nothing, and the question is not asked again. */
export const UNKNOWN_ANSWER = 'unknown'

export function causeViews({ diagnosis }: DoctorResult, words: CauseWords, said: SaidText): CauseView[] {
  return diagnosis.causes
    .filter((cause, i) => i === 0 || cause.probability >= WORTH_SHOWING)
    .slice(0, CAUSES)
    .map(({ id, probability, because }) => ({
      id,
      title: words.title(id),
      sentence: words.sentence(id),
      probability: Math.min(SURE, probability),
      because: because.slice(0, REASONS).map(({ weight, says, quote }) => ({
        weight: Math.max(-1, Math.min(1, WEIGHTS[weight] / FULL)),
        strength: said.strength[weight],
        says: words.reason(says),
        ...(quote !== undefined && { quote }),
      })),
    }))
}

export function questionView({ diagnosis, outcome }: DoctorResult, passed: ReadonlySet<string>, text: Text): QuestionView | null {
  const { question, verdict } = diagnosis
  if (question === null || verdict === 'known' || outcome === 'works' || passed.has(question.id)) return null
  return {
    id: question.id,
    ask: question.ask[text.lang],
    answers: [
      ...question.answers.map(({ value, label }) => ({ value, label: label[text.lang] })),
      { value: UNKNOWN_ANSWER, label: text.doctor.skipQuestion },
    ],
  }
}

export function guideView(guide: Guide): GuideView {
  const { cause, title, why, steps, avoid, otherwise, card, deadlines, letters, checked, unverified, sources } = guide
  return {
    ...{ title, why, avoid, otherwise, card, deadlines, checked, unverified, sources },
    // The same in both languages, so that ticks stay when the language is switched.
    steps: stepViews(steps, cause),
    letters: letters.map(({ id, subject }) => ({ id, subject })),
  }
}

export function stepViews(steps: Guide['steps'], of: string): GuideView['steps'] {
  return steps.map((step, i) => ({
    id: `${of}:${i + 1}`.replace(/[^\w.:-]/g, '-'),
    do: step.do,
    copy: step.copy ?? [],
    ...(step.see !== undefined && { see: step.see }),
  }))
}
