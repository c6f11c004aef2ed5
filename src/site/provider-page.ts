// One page a provider: what opens it today, its servers, its history, app passwords, switches, limits, conflicts, sources.

import type { Lang } from '../model/lang.ts'
import { type Text, textIn } from '../text/index.ts'
import { type OAuthFact, oauthFacts } from '../text/oauth-facts.ts'
import type { ProviderView } from '../uses/providers.ts'
import { type Html, html, prose, source } from './html.ts'
import { fileName, type Page } from './page.ts'
import { facts, list, openingTags, section, sources, time } from './parts.ts'
import { timeline } from './timeline.ts'

export function providerPage(lang: Lang, view: ProviderView): Page {
  const text = textIn(lang)
  const { known, site } = text
  const { provider } = view
  const quirks = list(text, provider.quirks)
  const body = html`<p class="crumb"><a href="../index.html">${site.back}</a></p>
<h1>${provider.name}</h1>
<p class="lead">${known.providerIs[provider.kind]}, ${text.account[provider.accountType]}, ${known.label.operator} ${provider.operator}. ${known.checked(provider.checked)}.</p>
${next(text, view)}
${section(`${known.heading.opens} (${known.day(view.date)})`, openings(text, view))}
${section(site.timeline, timeline(text, view))}
${section(known.heading.appPassword, appPassword(text, view))}
${section(known.heading.switches, switches(text, view))}
${section(known.heading.oauth, oauth(text, view))}
${section(known.heading.reset, provider.passwordReset && html`<p>${prose(provider.passwordReset[lang])}</p>`)}
${section(known.heading.limits, limits(text, view))}
${section(known.heading.quirks, (quirks !== undefined || provider.wantsImapId) && html`${provider.wantsImapId && html`<p>${known.label.imapId}</p>`}${quirks}`)}
${section(known.heading.conflicts, conflicts(text, view))}
${section(site.domains(provider.domains.length), provider.domains.length > 0 && html`<p class="domains">${provider.domains.join(', ')}</p>`)}
${section(known.unverified, provider.unverified && html`<ul>${provider.unverified.map((line) => html`<li>${line}</li>`)}</ul>`)}
${section(text.heading.sources, sources(provider.sources))}
<p class="data"><a href="../../api/${fileName(provider.id)}.json">${site.data} (JSON)</a></p>`
  const description = `${provider.name}: ${site.tagline}`
  return {
    lang,
    path: `provider/${fileName(provider.id)}.html`,
    title: `${provider.name} · ${site.name}`,
    description,
    body,
    date: view.date,
  }
}

function next(text: Text, { next }: ProviderView): Html | undefined {
  if (next === null) return undefined
  return html`<p class="notice"><strong>${time(text, next.date)}, ${text.known.inDays(next.days)}${text.known.colon}</strong> ${next.what ? prose(next.what[text.lang]) : text.known.opens(next.period?.opens ?? [])}</p>`
}

function openings(text: Text, { provider, openings: all }: ProviderView): Html {
  const { column } = text.site
  const rows = all.map((opening) => {
    const servers = provider.servers.filter((server) => server.protocol === opening.protocol)
    const since = opening.state === 'open' ? opening.now?.since : undefined
    return html`<tr role="row"><th role="rowheader" scope="row">${text.known.protocol[opening.protocol]}</th>
<td role="cell" data-label="${column.opens}">${openingTags(text, opening)}${since !== undefined && html`<small>${text.known.since(since)}</small>`}</td>
<td role="cell" data-label="${column.servers}">${servers.length === 0 ? '–' : servers.map((s) => html`<span class="server"><code>${s.host}</code> ${s.port} ${text.security[s.security]}<small>${text.known.label.user}${text.known.colon} ${text.known.username[s.username]}</small></span>`)}</td></tr>\n`
  })
  const heads = [column.protocol, column.opens, column.servers]
  return html`<table role="table" class="cards">
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody>
</table>`
}

function appPassword(text: Text, { provider: { appPassword: one } }: ProviderView): Html | undefined {
  if (one === undefined) return undefined
  const { known, lang } = text
  return html`${one.uselessForMail && html`<p class="notice">${known.uselessForMail}</p>`}${facts([
    [known.column.name, one.name[lang]],
    [known.label.where, html`${one.url && html`${source(one.url)}<br>`}${one.path[lang]}`],
    [known.label.required, one.requiredSince && known.since(one.requiredSince)],
    [known.label.shape, one.shape && html`<code>${one.shape}</code>, ${known.separators[one.separators]}`],
    [known.label.max, one.max],
    [known.label.twoFactor, one.needsTwoFactor ? known.yes : known.no],
    [known.label.killedBy, one.killedBy.map((killer) => known.killedBy[killer]).join(', ')],
  ])}`
}

function switches(text: Text, { switches: all }: ProviderView): Html | undefined {
  if (all.length === 0) return undefined
  return html`<ul>${all.map((s) => html`<li><strong>${s.protocols.map((p) => text.known.protocol[p]).join(', ')}</strong>, ${text.known.switched[s.default]}<br>${prose(s.where[text.lang])}</li>`)}</ul>`
}

function oauth(text: Text, { provider: { oauth: one } }: ProviderView): Html | undefined {
  if (one === undefined) return undefined
  const { known, lang } = text
  return html`${one.note && html`<p>${prose(one.note[lang])}</p>`}${facts(oauthFacts(known.oauth, one).map((fact) => [fact.label, shown(fact)] as const))}`
}

function shown({ value, as }: OAuthFact): Html {
  if (as === 'page') return source(value)
  return as === 'code' ? html`${value.split(' ').map((word) => html`<code>${word}</code> `)}` : prose(value)
}

function limits(text: Text, { provider }: ProviderView): Html | undefined {
  const number = (value: string | number) => (typeof value === 'number' ? new Intl.NumberFormat(text.locale).format(value) : value)
  return facts(Object.entries(provider.limits ?? {}).map(([key, value]) => [text.known.limit(key), number(value)] as const))
}

function conflicts(text: Text, { provider: { conflicts: all = [] } }: ProviderView): readonly Html[] {
  return all.map(
    (one) => html`<h3><code>${one.about}</code>${text.known.colon} ${text.known.conflict(one.chosen)}</h3>
<ul>${one.says.map((s) => html`<li><strong>${s.value}</strong>, ${source(s.source)}${s.date && html`, ${time(text, s.date)}`}</li>`)}</ul>
<p>${prose(one.why[text.lang])}</p>
`,
  )
}
