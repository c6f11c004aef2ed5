// The JSON of the command line, whose keys are a contract (docs/json.md): sentences in the language asked for.

import type { Diagnosis } from '../model/diagnosis.ts'
import type { Lang } from '../model/lang.ts'

export function diagnosisJson(diagnosis: Diagnosis, lang: Lang, title: (id: string) => string) {
  const fix = (f: Diagnosis['fix']) => ({ id: f.id, title: f.title[lang], probability: round(f.probability), causes: f.causes })
  return {
    id: diagnosis.id,
    verdict: diagnosis.verdict,
    causes: diagnosis.causes.map((cause) => ({
      id: cause.id,
      title: title(cause.id),
      probability: round(cause.probability),
      because: cause.because.map(({ evidence, weight, says, quote }) => ({
        evidence,
        weight,
        says: says[lang],
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
    fixes: diagnosis.fixes.map(fix),
  }
}

function round(n: number): number {
  return Math.round(n * 10_000) / 10_000
}
