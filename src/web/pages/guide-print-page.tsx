// The guide on paper: everything of it, boxes to tick with a pen, no button needed.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { GuideData, PageContext } from '../page-data.ts'
import { SettingsCard } from './card.tsx'
import { Frame } from './frame.tsx'
import { Deadlines, Otherwise, Sources, WhatToAvoid } from './guide-notes.tsx'
import { PaperHead } from './paper-head.tsx'
import { Rich } from './rich-text.tsx'
import { Steps } from './steps.tsx'

export function GuidePrintPage({ data, page }: { data: GuideData; page: PageContext }): VNode {
  const t = deskIn(page.lang).guide
  const { guide, address, app, id } = data
  return (
    <Frame page={page}>
      <article class="guide paper">
        <PaperHead caseId={id} lang={page.lang} />
        <h1>{guide.title}</h1>
        <p class="hint">{t.forWhom(address, app)}</p>
        <p class="lead">
          <Rich text={guide.why} lang={page.lang} />
        </p>
        {guide.unverified ? <p class="note warned">{t.unverified}</p> : null}
        <h2 class="unseen">{t.title}</h2>
        <WhatToAvoid guide={guide} lang={page.lang} />
        <Steps steps={guide.steps} caseId={id} lang={page.lang} />
        <Otherwise guide={guide} lang={page.lang} />
        <SettingsCard card={guide.card} lang={page.lang} />
        <Deadlines guide={guide} lang={page.lang} />
        <Sources guide={guide} lang={page.lang} open />
      </article>
    </Frame>
  )
}
