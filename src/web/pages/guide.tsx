// The guide on the case page: steps in large type, what to avoid, what else, the settings card, and ways to take it along.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { CaseView, GuideView } from '../view.ts'
import { SettingsCard } from './card.tsx'
import { Deadlines, Otherwise, Sources, WhatToAvoid } from './guide-notes.tsx'
import { Rich } from './rich-text.tsx'
import { Steps } from './steps.tsx'

export function Guide({ guide, view }: { guide: GuideView; view: CaseView }): VNode {
  const t = deskIn(view.lang).guide
  return (
    <section aria-labelledby="guide" class="guide">
      <p class="eyebrow">{t.title}</p>
      <h2 id="guide">{guide.title}</h2>
      <p class="lead">
        <Rich text={guide.why} lang={view.lang} />
      </p>
      {guide.unverified ? <p class="note warned">{t.unverified}</p> : null}
      <div class="guide-parts">
        <div class="guide-main">
          <WhatToAvoid guide={guide} lang={view.lang} />
          <Steps steps={guide.steps} caseId={view.id} lang={view.lang} />
          <Otherwise guide={guide} lang={view.lang} />
        </div>
        <div class="guide-side">
          <SettingsCard card={guide.card} lang={view.lang} />
          <Deadlines guide={guide} lang={view.lang} />
          <Letters guide={guide} view={view} />
          <TakeAlong guide={guide} view={view} />
          <Sources guide={guide} lang={view.lang} />
        </div>
      </div>
    </section>
  )
}

function Letters({ guide, view }: { guide: GuideView; view: CaseView }): VNode | null {
  const t = deskIn(view.lang).guide
  if (guide.letters.length === 0) return null
  return (
    <>
      <h3>{t.letters}</h3>
      <ul class="letters">
        {guide.letters.map(({ id, subject }) => (
          <li key={id}>
            <a href={`/cases/${view.id}/letter/${encodeURIComponent(id)}`}>{subject}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

function TakeAlong({ guide, view }: { guide: GuideView; view: CaseView }): VNode {
  const t = deskIn(view.lang).guide
  const base = `/cases/${view.id}`
  return (
    <nav class="along" aria-label={t.more}>
      <a href={`${base}/guide`}>{t.print}</a>
      <a href={`${base}/qr`}>{t.phone}</a>
      {guide.card.length > 0 ? <a href={`${base}/card`}>{t.cardAlone}</a> : null}
      <a href={`${base}/report`}>{t.report}</a>
    </nav>
  )
}
