// The first page: every provider in one table, with what opens its mailboxes today and the next change.

import type { Lang } from '../model/lang.ts'
import { PROTOCOLS } from '../model/protocol.ts'
import { type Text, textIn } from '../text/index.ts'
import type { DatedChange } from '../uses/policies.ts'
import type { ProviderEntry, ProviderList } from '../uses/providers.ts'
import { type Html, html } from './html.ts'
import { fileName, type Page } from './page.ts'
import { change, openingTags, time } from './parts.ts'

/** So many coming changes are told above the table; so many domains under a name. */
const SOON = 3
const DOMAINS = 3

export function indexPage(lang: Lang, { date, entries }: ProviderList, coming: readonly DatedChange[]): Page {
  const text = textIn(lang)
  const { site, known } = text
  const byName = entries.toSorted((a, b) => a.provider.name.localeCompare(b.provider.name, lang))
  const body = html`<h1>${site.name}</h1>
<p class="lead">${site.tagline}</p>
<section>
<h2>${site.soon}</h2>
${coming.length > 0 ? html`<ol class="changes">${coming.slice(0, SOON).map((one) => change(text, one, ''))}</ol>` : html`<p>${site.noneComing}</p>`}
</section>
<section>
<h2>${site.providersTitle}</h2>
<p>${site.providersIntro(entries.length, known.day(date))}</p>
<details><summary>${site.legend}</summary><ul>${Object.values(site.explain).map((line) => html`<li>${line}</li>`)}</ul></details>
${letters(text, byName)}
${table(text, byName)}
</section>`
  return { lang, path: 'index.html', title: site.name, description: site.tagline, body, date }
}

/** In any script; what begins with no letter stands under #. */
function initial(name: string): string {
  const first = name.normalize('NFD').charAt(0).toUpperCase()
  return /\p{L}/u.test(first) ? first : '#'
}

function letters({ site }: Text, entries: readonly ProviderEntry[]): Html {
  const all = [...new Set(entries.map((entry) => initial(entry.provider.name)))]
  return html`<nav class="letters" aria-label="${site.letters}"><ul>${all.map((letter) => html`<li><a href="#${anchor(letter)}">${letter}</a></li>`)}</ul></nav>`
}

const anchor = (letter: string) => `letter-${(letter.codePointAt(0) ?? 0).toString(16)}`

/** Roles are written out because the narrow form takes the table's layout away. */
function table(text: Text, entries: readonly ProviderEntry[]): Html {
  const { column } = text.site
  const heads = [column.provider, ...PROTOCOLS.map((p) => text.known.protocol[p]), column.next, column.checked]
  const seen = new Set<string>()
  const rows = entries.map((entry) => {
    const letter = initial(entry.provider.name)
    const id = seen.has(letter) ? undefined : anchor(letter)
    seen.add(letter)
    return row(text, entry, heads, id)
  })
  return html`<table role="table" class="cards">
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody>
</table>`
}

function row(text: Text, { provider, openings, next }: ProviderEntry, heads: readonly string[], id: string | undefined): Html {
  const { domains } = provider
  const more = domains.length > DOMAINS ? ` ${text.site.more(domains.length - DOMAINS)}` : ''
  return html`<tr role="row"${id !== undefined && html` id="${id}"`}>
<th role="rowheader" scope="row"><a href="provider/${fileName(provider.id)}.html">${provider.name}</a><small>${domains.slice(0, DOMAINS).join(', ')}${more}</small></th>
${openings.map((opening, i) => {
  const since = opening.state === 'open' ? opening.now?.since : undefined
  return html`<td role="cell" data-label="${heads[i + 1]}">${openingTags(text, opening)}${since !== undefined && html`<small>${text.known.since(since)}</small>`}</td>\n`
})}<td role="cell" data-label="${heads[4]}">${next === null ? '–' : html`${time(text, next.date)}<small>${text.known.inDays(next.days)}</small>`}</td>
<td role="cell" data-label="${heads[5]}"><time datetime="${provider.checked}">${provider.checked}</time></td>
</tr>
`
}
