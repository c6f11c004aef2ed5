// Judging a run again after an answer, or in the other language: the same facts, no network. The page calls it at each click.

import { judge, readCase } from '../diagnose/index.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import type { Lang } from '../model/lang.ts'
import { concluded } from './conclude.ts'
import type { DoctorResult } from './doctor.ts'

export interface JudgeAgainRequest {
  /** Question id to answer value; added to those given before. */
  readonly answers?: Readonly<Record<string, string>>
  readonly lang: Lang
}

/** What was seen stays; the ranking, the next question, the guide and the saved case are new. */
export function judgeAgain(result: DoctorResult, { answers = {}, lang }: JudgeAgainRequest): DoctorResult {
  const knowledge = loadKnowledge()
  const subject = { ...result.subject, lang, answers: { ...result.subject.answers, ...answers } }
  const base = readCase(knowledge, subject)
  const diagnosis = judge(knowledge, base, subject.id)
  const { identity, client, probes, date, protocol } = result
  return {
    ...result,
    stopped: result.stopped || base.stop,
    ...concluded({ subject, base, diagnosis, identity, client, probes, date, lang, protocol: protocol ?? undefined }),
  }
}
