// A case as the page shows it, made anew from what is known at this moment, in the language of whoever looks.

import type { SesameError } from '../../../model/errors.ts'
import type { Fact } from '../../../model/fact.ts'
import type { Lang } from '../../../model/lang.ts'
import { causeWords, type DoctorResult } from '../../../sesame.ts'
import { type SaidText, saidIn } from '../../../text/desk-said.ts'
import { type Text, textIn } from '../../../text/index.ts'
import type { CaseView } from '../../view.ts'
import { causeViews, guideView, questionView } from './judged.ts'
import { type ProofState, proofView } from './proof.ts'
import { roadView } from './road.ts'

/** Everything that a view is made from. */
export interface CaseState {
  readonly id: string
  readonly address: string
  /** As it was typed; the knowledge's own name once it is known. */
  readonly app: string | null
  readonly lab: boolean
  readonly outgoing: boolean
  readonly withSecret: boolean
  readonly facts: readonly Fact[]
  /** In the language of the view. */
  readonly result: DoctorResult | null
  readonly error: SesameError | null
  /** Questions that were answered or passed over. */
  readonly passed: ReadonlySet<string>
  /** Null where nothing can be proved: a past case, no server of trust. */
  readonly proof: ProofState | null
}

export async function caseView(state: CaseState, lang: Lang): Promise<CaseView> {
  const [text, said] = [textIn(lang), saidIn(lang)]
  const { id, address, lab, result, error, passed, proof } = state
  const app = result?.client?.name[lang] ?? state.app
  const words = await causeWords(lang, {
    provider: result?.providerName,
    client: (result?.client?.phrase ?? result?.client?.name)?.[lang] ?? null,
    protocol: result?.protocol?.toUpperCase() ?? null,
    host: result?.probes[0]?.endpoint.host ?? null,
  })
  const causes = result === null || result.outcome === 'works' ? [] : causeViews(result, words, said)
  return {
    ...{ id, lang, address, app, lab },
    provider: result?.providerName ?? null,
    stage: result !== null ? 'judged' : error !== null ? 'stopped' : 'looking',
    road: roadView({
      ...{ text, said, app, result, outgoing: state.outgoing, withSecret: state.withSecret },
      message: result?.subject.evidence?.[0] ?? null,
      facts: result?.subject.observed ?? state.facts,
      title: causes[0]?.title ?? null,
      ended: error === null ? null : error.code === 'no-network' ? 'no-network' : 'stopped',
    }),
    verdict: result === null ? '' : verdictOf(result, words.sentence, text),
    outcome: result?.outcome ?? null,
    causes,
    question: result === null ? null : questionView(result, passed, text),
    guide: result?.guide ? guideView(result.guide) : null,
    proof: result === null || proof === null ? null : proofView({ text, said, state: proof, locked: result.stopped }),
    trouble: error === null ? null : troubleOf(error, text, said),
  }
}

function verdictOf({ outcome, diagnosis }: DoctorResult, sentence: (id: string) => string, text: Text): string {
  if (outcome === 'works') return text.doctor.healthy
  const [first] = diagnosis.causes
  return diagnosis.verdict === 'unknown' || first === undefined ? text.doctor.unsure : sentence(first.id)
}

function troubleOf(error: SesameError, text: Text, said: SaidText): NonNullable<CaseView['trouble']> {
  if (error.code === 'interrupted') return said.trouble.stopped
  const { what, next } = text.error(error.code, error.args)
  return { what, why: '', next: said.trouble.next[error.code] ?? next }
}
