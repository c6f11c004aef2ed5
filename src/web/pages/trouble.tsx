// Why a run stopped: what happened, why, what to do now.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { CaseView } from '../view.ts'
import { StateSign } from './icons.tsx'

export function Trouble({ trouble, lang }: { trouble: NonNullable<CaseView['trouble']>; lang: Lang }): VNode {
  const t = deskIn(lang).trouble
  return (
    <section aria-labelledby="trouble" class="verdict unknown">
      <h2 id="trouble" data-focus="verdict" tabIndex={-1}>
        <StateSign state="warned" />
        {t.title}
      </h2>
      <p class="sentence">{trouble.what}</p>
      <WhyNext why={trouble.why} next={trouble.next} lang={lang} />
      <p>
        <a class="button" href="/">
          {t.again}
        </a>
      </p>
    </section>
  )
}

export function WhyNext({ why, next, lang }: { why: string; next: string; lang: Lang }): VNode {
  const t = deskIn(lang).trouble
  return (
    <dl class="whynext">
      {why ? (
        <div>
          <dt>{t.why}</dt>
          <dd>{why}</dd>
        </div>
      ) : null}
      {next ? (
        <div>
          <dt>{t.next}</dt>
          <dd>{next}</dd>
        </div>
      ) : null}
    </dl>
  )
}
