// Asks the one question that would settle it, with arrows and Enter; "I do not know" is always an answer.

import type { Question } from '../model/diagnosis.ts'
import type { Lang } from '../model/lang.ts'
import type { Text } from '../text/index.ts'

/** Null when the person does not know, or left the question with Ctrl-C. */
export async function askQuestion(question: Question, text: Text, lang: Lang): Promise<string | null> {
  const { isCancel, select } = await import('@clack/prompts')
  const answer = await select<string>({
    message: question.ask[lang],
    // Its hint exists in English only; arrows and Enter need none.
    showInstructions: false,
    options: [...question.answers.map((a) => ({ value: a.value, label: a.label[lang] })), { value: '', label: text.doctor.skipQuestion }],
  })
  return isCancel(answer) || answer === '' ? null : answer
}
