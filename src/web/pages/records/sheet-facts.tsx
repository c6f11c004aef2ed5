// What is known of the account itself, one fact a line, each with where it comes from when no person wrote it.

import type { VNode } from 'preact'
import type { Lang } from '../../../model/lang.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { SheetView } from '../../records-view.ts'

export function SheetFacts({ view, lang, change }: { view: SheetView; lang: Lang; change: string | null }): VNode {
  const t = recordsOnDesk(lang)
  return (
    <section aria-labelledby="account">
      <div class="part-head">
        <h2 id="account">{t.sheet.facts}</h2>
        {change === null ? null : (
          <a class="no-paper" href={change} aria-label={t.sheet.changeFacts}>
            {t.change}
          </a>
        )}
      </div>
      <dl class="pairs">
        {view.facts.map(({ label, value, from }) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label} value`}>
            {value || t.none} {from === '' ? null : <span class="hint">({from})</span>}
          </dd>,
        ])}
      </dl>
      {view.notes === '' ? null : (
        <>
          <h3>{t.sheet.notes}</h3>
          <p class="letter-body">{view.notes}</p>
        </>
      )}
    </section>
  )
}
