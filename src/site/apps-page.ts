// The page of apps: whose OAuth each can do, since which version, with the notes and what it can never do.

import { fullDate, lastDay } from '../model/date.ts'
import type { Client, ClientOAuth } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import { PROTOCOLS } from '../model/protocol.ts'
import { type Text, textIn } from '../text/index.ts'
import type { AppEntry, AppList, FamilyOAuth } from '../uses/apps.ts'
import { type Html, html, prose } from './html.ts'
import type { Page } from './page.ts'
import { list } from './parts.ts'

/** A family has a column when so many apps say something of it; the others are told in the notes. */
const WORTH_A_COLUMN = 10

export function appsPage(lang: Lang, { date, entries }: AppList): Page {
  const text = textIn(lang)
  const { site } = text
  const apps = entries.toSorted((a, b) => a.client.name[lang].localeCompare(b.client.name[lang], lang))
  const families = columnsOf(apps)
  const heads = [site.column.app, ...families.map(text.known.family)]
  const body = html`<h1>${site.appsTitle}</h1>
<p class="lead">${site.appsIntro}</p>
<table role="table" class="cards apps">
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">
${apps.map((app) => row(text, app, families, date))}</tbody>
</table>`
  return { lang, path: 'apps.html', title: `${site.appsTitle} · ${site.name}`, description: site.appsIntro, body, date }
}

/** The families most spoken of first. */
function columnsOf(apps: readonly AppEntry[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { oauth } of apps) for (const { family } of oauth) counts.set(family, (counts.get(family) ?? 0) + 1)
  return [...counts]
    .filter(([family, n]) => n >= WORTH_A_COLUMN && family !== 'any')
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([family]) => family)
}

function row(text: Text, app: AppEntry, families: readonly string[], date: string): Html {
  const { client } = app
  return html`<tr role="row" id="${client.id}"${app.dead && html` class="dead"`}>
<th role="rowheader" scope="row">${client.name[text.lang]}<small>${client.platform.map(text.known.platform).join(', ')}${client.ended && html`, <strong>${text.site.ended(text.known.day(client.ended))}</strong>`}</small>${notes(text, app, date)}</th>
${families.map(
  (family) =>
    html`<td role="cell" data-label="${text.known.family(family)}">${cell(
      text,
      app.oauth.find((o) => o.family === family),
    )}</td>\n`,
)}</tr>
`
}

function cell(text: Text, found: FamilyOAuth | undefined): Html {
  if (found === undefined) return html`<span class="none" title="${text.site.notLooked}">–</span>`
  if (!found.able) return html`<span class="cannot">${text.known.unable}</span>`
  const since = found.lines.find((line) => line.able)?.since
  const some = found.lines.findLast((line) => line.able)?.protocols
  const only =
    some !== undefined && some.length < PROTOCOLS.length && text.known.onlyFor(some.map((p) => text.known.protocol[p]).join(', '))
  return html`<span class="can">${text.known.able}</span>${since !== undefined && html`<small>${text.known.version(since)}</small>`}${only && html`<small>${only}</small>`}`
}

function notes(text: Text, { client }: AppEntry, date: string): Html | undefined {
  const said = client.oauth.flatMap((line: ClientOAuth) => (line.note === undefined ? [] : [{ family: line.family, note: line.note }]))
  const never = list(text, client.never)
  const releases = editions(text, client, date)
  if (said.length === 0 && never === undefined && releases === undefined) return undefined
  const { known, lang, site } = text
  return html`<details><summary>${site.notes}</summary>${said.length > 0 && html`<ul>${said.map(({ family, note }) => html`<li>${known.family(family)}${text.known.colon} ${prose(note[lang])}</li>`)}</ul>`}${never && html`<p>${known.heading.never}${text.known.colon}</p>${never}`}${releases}</details>`
}

/** Editions whose maker has said until when they are looked after. */
function editions(text: Text, { releases = [] }: Client, date: string): Html | undefined {
  const dated = releases.filter((release) => release.supportEnds !== undefined)
  if (dated.length === 0) return undefined
  const { known } = text
  const lines = dated.map(
    ({ name, supportEnds = '' }) =>
      html`<li>${name}${text.known.colon} ${known.supportEnds(supportEnds, fullDate(date) > lastDay(supportEnds))}</li>`,
  )
  return html`<p>${known.heading.releases}${text.known.colon}</p><ul>${lines}</ul>`
}
