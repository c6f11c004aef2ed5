// The one question that separates the leaders best: each answer is a button, and works as a form without script.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { QuestionView } from '../view.ts'

interface QuestionProps {
  readonly question: QuestionView
  readonly caseId: string
  readonly lang: Lang
  readonly sending: boolean
}

export function Question({ question, caseId, lang, sending }: QuestionProps): VNode {
  const t = deskIn(lang).question
  return (
    <section aria-labelledby="question" class="question">
      <p class="eyebrow">{t.title}</p>
      <h2 id="question" data-focus="question" tabIndex={-1}>
        {question.ask}
      </h2>
      <form method="post" action={`/cases/${caseId}/answer`} data-send="answer">
        <input type="hidden" name="question" value={question.id} />
        {question.answers.map(({ value, label }) => (
          <button type="submit" name="value" value={value} disabled={sending} key={value}>
            {label}
          </button>
        ))}
      </form>
      <p class="hint">{sending ? t.sending : t.lead}</p>
    </section>
  )
}
