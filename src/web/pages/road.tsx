// The road from the app to the mailbox: nine stations of fixed size that light up in turn, each opening on what was said there.

import type { VNode } from 'preact'
import { type DeskText, deskIn } from '../../text/desk.ts'
import type { CaseView, HopView } from '../view.ts'
import { HopGlyph, StateSign } from './icons.tsx'
import { Transcript } from './transcript.tsx'

export function Road({ view, sending }: { view: CaseView; sending: boolean }): VNode {
  const t = deskIn(view.lang)
  return (
    <section aria-labelledby="road" class="road-section">
      <div class="titled">
        <h2 id="road">{t.road.title}</h2>
        {view.stage === 'looking' ? (
          <form method="post" action={`/cases/${view.id}/stop`} data-send="stop">
            <button type="submit" class="quiet" disabled={sending}>
              {t.road.stop}
            </button>
          </form>
        ) : null}
      </div>
      <p class="hint">{t.road.lead}</p>
      <ol class="road">
        {view.road.map((hop) => (
          <Station hop={hop} view={view} key={hop.hop} />
        ))}
      </ol>
      <p class={`road-says ${telling(view.road)?.state ?? ''}`} role="status">
        {roadSays(view, t)}
      </p>
    </section>
  )
}

function Station({ hop, view }: { hop: HopView; view: CaseView }): VNode {
  const t = deskIn(view.lang)
  return (
    <li class={`hop ${hop.state}`}>
      <details name="hop">
        <summary>
          <span class="disc">
            <HopGlyph hop={hop.hop} />
            <StateSign state={hop.state} />
          </span>
          <span class="hop-name">{t.hops[hop.hop]}</span> <span class="hop-state">{t.states[hop.state]}</span>
        </summary>
        <Transcript hop={hop} lang={view.lang} />
      </details>
    </li>
  )
}

/** The station that matters now: the first broken one, else the one looked at, else the first with something to say. */
function telling(road: readonly HopView[]): HopView | undefined {
  const first = (state: HopView['state']) => road.find((hop) => hop.state === state)
  return first('broken') ?? first('looking') ?? first('warned')
}

/** One sentence under the road, which is also what a screen reader hears while the run goes on. */
export function roadSays(view: CaseView, t: DeskText): string {
  const hop = telling(view.road)
  if (hop?.state === 'looking') return t.road.looking(t.hops[hop.hop])
  if (hop !== undefined) return `${t.road.stands(t.hops[hop.hop], t.states[hop.state])} ${hop.says}`.trim()
  if (view.stage === 'looking') return t.road.starting
  if (view.stage === 'stopped' || !view.road.some(({ state }) => state === 'ok')) return t.road.ended
  const unseen = view.road.filter(({ state }) => state !== 'ok')
  return unseen.length === 0 ? t.road.clear : t.road.clearAsFar(unseen.map(({ hop }) => t.hops[hop]))
}
