// The proof of repair: the button (with the password where it is needed), the progress, before and after side by side.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { ProofView } from '../view.ts'
import { StateSign } from './icons.tsx'
import { ProofTable } from './proof-table.tsx'
import { SecretFields } from './secret-fields.tsx'

interface ProofProps {
  readonly proof: ProofView
  readonly caseId: string
  readonly lang: Lang
  readonly sending: boolean
  /** There were steps to do first. */
  readonly guided: boolean
}

export function Proof({ proof, caseId, lang, sending, guided }: ProofProps): VNode {
  const t = deskIn(lang).proof
  const { state } = proof
  const over = state === 'proved' || state === 'failed'
  const running = state === 'running' || sending
  return (
    <section aria-labelledby="proof" class={`proof ${state}`}>
      <p class="eyebrow">{t.title}</p>
      <h2 id="proof">
        {over ? <StateSign state={state === 'proved' ? 'ok' : 'broken'} /> : null}
        {over ? t.states[state] : guided ? t.lead : t.leadSound}
      </h2>
      <p role="status" class="proof-says">
        {running ? <StateSign state="looking" /> : null}
        {running ? t.running : ''} {proof.says}
      </p>
      {running ? <progress aria-label={t.running} /> : null}
      <ProofTable rows={proof.rows} lang={lang} />
      {running || state === 'proved' || !proof.kept ? null : (
        <form method="post" action={`/cases/${caseId}/proof`} data-send="proof">
          <input type="hidden" name="kept" value="1" />
          <p>{t.keptLead}</p>
          <p class="go">
            <button type="submit" class="primary">
              {t.keptGo}
            </button>
            <span class="hint">{t.touches}</span>
          </p>
        </form>
      )}
      {running || state === 'proved' ? null : (
        <form method="post" action={`/cases/${caseId}/proof`} data-send="proof">
          {proof.kept ? <p>{t.keptOr}</p> : null}
          {state === 'ready' ? null : <SecretFields lang={lang} needed />}
          <p class="go">
            <button type="submit" class="primary">
              {over ? t.again : t.go}
            </button>
            <span class="hint">{t.touches}</span>
          </p>
        </form>
      )}
      {over ? (
        <p>
          <a href={`/cases/${caseId}/report`}>{deskIn(lang).guide.report}</a>
        </p>
      ) : null}
    </section>
  )
}
