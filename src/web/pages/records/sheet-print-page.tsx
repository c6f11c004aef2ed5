// A sheet on paper: the same parts, nothing to press.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { SheetView } from '../../records-view.ts'
import { Frame } from '../frame.tsx'
import { BackHead } from './back-head.tsx'
import { SheetFacts } from './sheet-facts.tsx'
import { DueLines } from './sheet-page.tsx'
import { SheetPart } from './sheet-part.tsx'

export function SheetPrintPage({ view, page }: { view: SheetView; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).sheet
  const { moment } = deskIn(page.lang)
  return (
    <Frame page={page} wide>
      <article class="paper record-paper">
        <BackHead href={view.base} words={recordsOnDesk(page.lang).before.back} lang={page.lang} />
        <p class="eyebrow">{t.eyebrow}</p>
        <h1>{view.address}</h1>
        <DueLines view={view} page={page} />
        <SheetFacts view={view} lang={page.lang} change={null} />
        {view.parts
          .filter(({ rows }) => rows.length > 0)
          .map((part) => (
            <SheetPart part={part} lang={page.lang} paper key={part.id} />
          ))}
        <p class="hint">
          {t.created(moment(view.created))} {t.changed(moment(view.changed))}
        </p>
      </article>
    </Frame>
  )
}
