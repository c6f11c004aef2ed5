// The page of dated changes: those to come, soonest first, then the past, newest first.

import type { Lang } from '../model/lang.ts'
import { textIn } from '../text/index.ts'
import type { PolicyList } from '../uses/policies.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { change, section } from './parts.ts'

export function changesPage(lang: Lang, { date, changes }: PolicyList): Page {
  const text = textIn(lang)
  const { site, known } = text
  const coming = changes.filter((one) => one.coming)
  const past = changes.filter((one) => !one.coming).toReversed()
  const body = html`<h1>${site.changesTitle}</h1>
<p class="lead">${site.changesIntro}</p>
<p class="data"><a href="changes.ics">${site.calendar}</a></p>
${section(known.heading.coming, coming.length > 0 ? html`<ol class="changes">${coming.map((one) => change(text, one, ''))}</ol>` : html`<p>${site.noneComing}</p>`)}
${section(known.heading.past, past.length > 0 && html`<ol class="changes">${past.map((one) => change(text, one, ''))}</ol>`)}`
  return { lang, path: 'changes.html', title: `${site.changesTitle} · ${site.name}`, description: site.changesIntro, body, date }
}
