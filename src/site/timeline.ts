// The history of one provider as one line of time: its dated rules and the changes that people were told, with today between them.

import type { Opening, Period } from '../knowledge/openings.ts'
import { firstDay, fullDate } from '../model/date.ts'
import type { Text } from '../text/index.ts'
import type { ProviderView } from '../uses/providers.ts'
import { type Html, html } from './html.ts'
import { change, tags, time } from './parts.ts'

interface Moment {
  /** The first day, to sort by. */
  readonly day: string
  readonly item: Html
}

/** Undefined when nothing is dated. Newest first: what is coming stands on top. */
export function timeline(text: Text, view: ProviderView): Html | undefined {
  const told = [...view.coming, ...view.past].map((one): Moment => ({ day: firstDay(one.date), item: change(text, one, null) }))
  const ruled = rules(text, view.openings, view.date)
  const moments = [...told, ...ruled].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
  if (moments.length === 0) return undefined
  const today = fullDate(view.date)
  const first = moments.findIndex((moment) => moment.day <= today)
  const cut = first < 0 ? moments.length : first
  return html`<ol class="timeline">
${moments.slice(0, cut).map(({ item }) => item)}<li class="today"><p class="when">${text.site.today}, ${time(text, view.date)}</p></li>
${moments.slice(cut).map(({ item }) => item)}</ol>`
}

/** Protocols whose rules change on the same day to the same are told together. */
function rules(text: Text, openings: readonly Opening[], date: string): readonly Moment[] {
  const groups = new Map<string, { period: Period; protocols: string[] }>()
  for (const { protocol, periods } of openings)
    for (const period of periods) {
      if (period.since === undefined) continue
      const key = `${period.since} ${JSON.stringify(period.opens)}`
      const group = groups.get(key) ?? { period, protocols: [] }
      group.protocols.push(text.known.protocol[protocol])
      groups.set(key, group)
    }
  return [...groups.values()].map(({ period, protocols }) => {
    const since = period.since as string
    const coming = firstDay(since) > fullDate(date)
    return {
      day: firstDay(since),
      item: html`<li class="rule ${coming ? 'coming' : 'past'}">
<p class="when">${time(text, since)} · ${protocols.join(', ')}</p>
<p>${tags(text, period.opens)}</p>
</li>
`,
    }
  })
}
