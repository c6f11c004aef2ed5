// A case of the history as the page shows it: judged again with today's knowledge, nothing looked at, nothing to prove.

import { SesameError } from '../../model/errors.ts'
import type { Lang } from '../../model/lang.ts'
import type { DoctorResult } from '../../sesame.ts'
import type { CaseView } from '../view.ts'
import type { DeskRoom } from './desk.ts'
import { caseView } from './view/case-view.ts'

/** Null when there is no such case, or no history. */
export function pastResult(room: DeskRoom, id: string, lang: Lang): DoctorResult | null {
  try {
    return room.history?.open(id, lang) ?? null
  } catch (error) {
    if (error instanceof SesameError) return null
    room.log?.(`history: ${(error as { code?: string }).code ?? 'unknown'}`)
    return null
  }
}

export async function pastView(room: DeskRoom, id: string, lang: Lang): Promise<CaseView | null> {
  const result = pastResult(room, id, lang)
  return result === null ? null : pastViewOf(result, lang)
}

export function pastViewOf(result: DoctorResult, lang: Lang): Promise<CaseView> {
  const { subject, identity, diagnosis } = result
  return caseView(
    {
      id: subject.id,
      address: identity.address.text,
      app: subject.client ?? null,
      lab: result.lab,
      outgoing: subject.protocol === 'smtp',
      withSecret: subject.observed?.some((fact) => fact.name === 'sign-in' && fact.value !== 'not-tried') === true,
      facts: subject.observed ?? [],
      ...{ result, error: null, proof: null },
      // Nobody is there to answer about that day.
      passed: new Set(diagnosis.question === null ? [] : [diagnosis.question.id]),
    },
    lang,
  )
}
