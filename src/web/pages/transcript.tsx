// What was said at one station, line by line with its time; the secrets were struck out before it came here.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { HopView } from '../view.ts'

export function Transcript({ hop, lang }: { hop: HopView; lang: Lang }): VNode {
  const t = deskIn(lang)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section class="transcript" aria-label={t.road.transcript(t.hops[hop.hop])} tabIndex={0}>
      <p>{hop.says || t.road.nothing}</p>
      <Lines hop={hop} lang={lang} />
    </section>
  )
}

export function Lines({ hop, lang }: { hop: HopView; lang: Lang }): VNode | null {
  const t = deskIn(lang).road
  if (hop.lines.length === 0) return null
  return (
    <table class="lines">
      <caption class="unseen">{t.transcript(deskIn(lang).hops[hop.hop])}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{t.time}</th>
          <th scope="col">{t.who}</th>
          <th scope="col">{t.words}</th>
        </tr>
      </thead>
      <tbody>
        {hop.lines.map((line, i) => (
          <tr class={`from-${line.from}`} key={`${i}-${line.ms}`}>
            <td>{t.ms(Math.round(line.ms))}</td>
            <td>{t.from[line.from]}</td>
            <td>
              <code>{line.text}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
