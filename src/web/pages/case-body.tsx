// All of a case in the order in which it is lived: the road, the verdict and why, the one question, the guide, the proof.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { CaseView, LiveView } from '../view.ts'
import { Guide } from './guide.tsx'
import { Proof } from './proof.tsx'
import { Question } from './question.tsx'
import { Road } from './road.tsx'
import { Trouble } from './trouble.tsx'
import { Others, Verdict } from './verdict.tsx'

export function CaseBody({ view, live }: { view: CaseView; live?: LiveView | undefined }): VNode {
  const t = deskIn(view.lang)
  const { address, app, provider, lang } = view
  return (
    <div class="case">
      <div class="case-head">
        <h1>
          <span class="unseen">{t.verdict.about('')} </span>
          {address}
        </h1>
        <p>
          {[app, provider].filter(Boolean).join(' · ')}
          {view.lab ? <span class="tag">{t.labTag}</span> : null}
        </p>
      </div>
      <Road view={view} sending={live?.sending === 'stop'} />
      {view.trouble ? <Trouble trouble={view.trouble} lang={lang} /> : <Verdict view={view} />}
      {view.question ? <Question question={view.question} caseId={view.id} lang={lang} sending={live?.sending === 'answer'} /> : null}
      {view.guide ? <Guide guide={view.guide} view={view} /> : null}
      {view.proof ? (
        <Proof proof={view.proof} caseId={view.id} lang={lang} sending={live?.sending === 'proof'} guided={view.guide !== null} />
      ) : null}
      <Others view={view} />
      {view.sheet ? (
        <form method="post" action={`/cases/${view.id}/sheet`} class="along">
          <button type="submit">{t.guide.sheet}</button>
        </form>
      ) : null}
      {live?.notice ? (
        <p class="notice" role="alert">
          {live.notice}
        </p>
      ) : null}
    </div>
  )
}
