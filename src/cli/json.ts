// The JSON of the command line, whose keys are a contract (docs/json.md): sentences in the language asked for.

import type { Diagnosis } from '../model/diagnosis.ts'
import type { Lang } from '../model/lang.ts'
import type { CauseWords } from './render/diagnosis.ts'

/** Less likely causes are listed without their reasons: nobody reads why forty things are not so. */
const TOLD = 0.01

export function diagnosisJson(diagnosis: Diagnosis, lang: Lang, words: CauseWords) {
  const fix = (f: Diagnosis['fix']) => ({ id: f.id, title: f.title[lang], probability: round(f.probability), causes: f.causes })
  return {
    id: diagnosis.id,
    verdict: diagnosis.verdict,
    causes: diagnosis.causes.map((cause) => ({
      id: cause.id,
      title: words.title(cause.id),
      probability: round(cause.probability),
      because: (cause.probability < TOLD ? [] : cause.because).map(({ evidence, weight, says, quote }) => ({
        evidence,
        weight,
        says: words.reason(says),
        ...(quote !== undefined && { quote }),
      })),
    })),
    question: diagnosis.question && {
      id: diagnosis.question.id,
      ask: diagnosis.question.ask[lang],
      answers: diagnosis.question.answers.map((a) => ({ value: a.value, label: a.label[lang] })),
      gain: round(diagnosis.question.gain),
    },
    fix: fix(diagnosis.fix),
    fixes: diagnosis.fixes.filter((f) => f.probability >= TOLD).map(fix),
  }
}

function round(n: number): number {
  return Math.round(n * 10_000) / 10_000
}
