// Small parts that several pages share: what opens a protocol, a dated change, a section that is left out when it is empty.

import type { Opening, Opens } from '../knowledge/openings.ts'
import type { Localized } from '../model/lang.ts'
import type { Text } from '../text/index.ts'
import type { DatedChange } from '../uses/policies.ts'
import { type Html, html, type Part, prose, source } from './html.ts'
import { fileName } from './page.ts'

/** One tag a secret: the word says it, the colour only helps. */
export function openingTags(text: Text, opening: Opening): Html {
  if (opening.state === 'closed') return html`<span class="none">${text.known.notOffered}</span>`
  if (opening.now === null) return html`<span class="none">${text.known.unknown}</span>`
  return tags(text, opening.now.opens)
}

export function tags(text: Text, opens: readonly Opens[]): Html {
  if (opens.length === 0) return html`<span class="none">${text.site.closed}</span>`
  return html`<span class="tags">${opens.map(
    ({ secret, sometimes }) =>
      html`<span class="tag ${secret}${sometimes ? ' sometimes' : ''}">${text.known.secret[secret]}${sometimes && html` <small>${text.site.inSomeCases}</small>`}</span> `,
  )}</span>`
}

export function time(text: Text, date: string): Html {
  return html`<time datetime="${date}">${text.known.day(date)}</time>`
}

/** A heading and what stands under it; nothing at all when there is nothing. */
export function section(title: string, content: Part): Html | undefined {
  if (content === undefined || content === false || (Array.isArray(content) && content.length === 0)) return undefined
  return html`<section>\n<h2>${title}</h2>\n${content}\n</section>\n`
}

export function list(text: Text, sentences: readonly Localized[] | undefined): Html | undefined {
  if (sentences === undefined || sentences.length === 0) return undefined
  return html`<ul>${sentences.map((sentence) => html`<li>${prose(sentence[text.lang])}</li>`)}</ul>`
}

/** Rows of a label and a value; those without a value are left out. */
export function facts(rows: readonly (readonly [string, Part])[]): Html | undefined {
  const known = rows.filter(([, value]) => value !== undefined && value !== '' && value !== false)
  if (known.length === 0) return undefined
  return html`<dl>${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}

export function sources(list: readonly string[]): Html {
  return html`<ul class="sources">${list.map((one) => html`<li>${source(one)}</li>`)}</ul>`
}

/** One dated change; `up` leads to the language's folder where the providers are named with links. */
export function change(text: Text, one: DatedChange, up: string | null): Html {
  const names = one.providers.map(
    (id, i) => html`${i > 0 && ', '}<a href="${up ?? ''}provider/${fileName(id)}.html">${one.names[i] ?? id}</a>`,
  )
  return html`<li class="${one.coming ? 'coming' : 'past'}">
<p class="when">${time(text, one.date)}${one.coming && html` <strong>${text.known.inDays(one.days)}</strong>`}${up !== null && html` · ${names}`}${one.protocols && html` · ${one.protocols.map((p) => text.known.protocol[p]).join(', ')}`}</p>
<p>${prose(one.what[text.lang])}</p>
<p class="ground">${text.known.strength[one.strength]}${one.sources.map((s) => html` · ${source(s)}`)}</p>
</li>
`
}
