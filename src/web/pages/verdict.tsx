// The verdict: one sentence, how sure in words and in number, why, and what else it could be.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { CaseView, CauseView } from '../view.ts'
import { BecauseChart } from './because-chart.tsx'
import { StateSign } from './icons.tsx'

const SIGNS = { works: 'ok', fault: 'broken', unknown: 'warned' } as const

/** It keeps its place while the run goes on, so that nothing jumps when it comes. */
export function Verdict({ view }: { view: CaseView }): VNode {
  const t = deskIn(view.lang)
  const first = view.causes[0]
  return (
    <section aria-labelledby="verdict" class={`verdict ${view.outcome ?? 'pending'}`}>
      <h2 id="verdict" data-focus="verdict" tabIndex={-1}>
        {view.outcome ? <StateSign state={SIGNS[view.outcome]} /> : null}
        {view.outcome ? t.verdict.outcomes[view.outcome] : t.verdict.title}
      </h2>
      <p class="sentence">{view.verdict || t.verdict.looking}</p>
      {first && view.outcome === 'unknown' && view.verdict !== first.sentence ? (
        <p class="leader">{t.verdict.leader(first.title)}</p>
      ) : null}
      {first && view.outcome !== 'works' ? <Sure cause={first} view={view} /> : null}
      {first ? (
        <div class="why">
          <h3>{t.because.title}</h3>
          <BecauseChart because={first.because} lang={view.lang} />
        </div>
      ) : null}
    </section>
  )
}

/** Everything after the first cause, the runner-up by name. */
export function Others({ view }: { view: CaseView }): VNode | null {
  const t = deskIn(view.lang).because
  const others = view.causes.slice(1)
  if (others.length === 0) return null
  return (
    <section aria-labelledby="others" class="others">
      <h2 id="others">{t.others}</h2>
      {others.map((cause, i) => (
        <details key={cause.id}>
          <summary>
            <span class="other-title">
              {i === 0 ? <span class="tag">{t.runnerUp}</span> : null} {cause.title}
            </span>
            <Sure cause={cause} view={view} />
          </summary>
          <p>{cause.sentence}</p>
          <BecauseChart because={cause.because} lang={view.lang} />
        </details>
      ))}
    </section>
  )
}

/** Ten marks, as many filled as tenths: read without colour, said in words beside. */
function Sure({ cause, view }: { cause: CauseView; view: CaseView }): VNode {
  const t = deskIn(view.lang).verdict
  const filled = Math.round(cause.probability * 10)
  return (
    <span class="sure">
      <svg viewBox="0 0 118 10" aria-hidden="true">
        {Array.from({ length: 10 }, (_, i) => (
          <rect x={i * 12 + 0.5} y="0.5" width="9" height="9" rx="2" class={i < filled ? 'full' : 'empty'} key={i} />
        ))}
      </svg>
      <span class="unseen">{t.howSure} </span>
      {t.sure(cause.probability)}
    </span>
  )
}
