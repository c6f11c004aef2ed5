// The settings card alone, large, to stand beside another screen or to be printed.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { GuideData, PageContext } from '../page-data.ts'
import { SettingsCard } from './card.tsx'
import { Frame } from './frame.tsx'
import { PaperHead } from './paper-head.tsx'

export function CardPage({ data, page }: { data: GuideData; page: PageContext }): VNode {
  const t = deskIn(page.lang).guide
  return (
    <Frame page={page}>
      <article class="paper large-card">
        <PaperHead caseId={data.id} lang={page.lang} />
        <h1>{t.card}</h1>
        <p class="hint">{[t.forWhom(data.address, data.app), data.provider].filter(Boolean).join(' · ')}</p>
        <SettingsCard card={data.guide.card} lang={page.lang} />
        <p class="hint">{t.checked(data.guide.checked)}</p>
        {data.guide.unverified ? <p class="note warned">{t.unverified}</p> : null}
      </article>
    </Frame>
  )
}
