// Evidence as bars around a middle line: to the right speaks for, to the left against (hollow), with its words beside, so that no colour is needed.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { BecauseView } from '../view.ts'

export function BecauseChart({ because, lang }: { because: readonly BecauseView[]; lang: Lang }): VNode {
  const t = deskIn(lang).because
  if (because.length === 0) return <p class="hint">{t.none}</p>
  return (
    <>
      <p class="axis" aria-hidden="true">
        <span>− {t.against}</span>
        <span>{t.for} +</span>
      </p>
      <ul class="because">
        {because.map((one, i) => (
          <li key={`${i}-${one.says}`}>
            <Bar weight={one.weight} />
            <div>
              <p>
                <strong class="strength">
                  <span aria-hidden="true">{one.weight < 0 ? '−' : '+'} </span>
                  <span class="unseen">{one.weight < 0 ? t.against : t.for} · </span>
                  {one.strength}
                </strong>{' '}
                {one.says}
              </p>
              {one.quote ? (
                <blockquote>
                  <code>{one.quote}</code>
                </blockquote>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** 200 units wide, the middle at 100; even the weakest is seen. */
function Bar({ weight }: { weight: number }): VNode {
  const width = Math.max(4, Math.min(1, Math.abs(weight)) * 96)
  return (
    <svg class="bar" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="7.5" width="200" height="1" />
      {weight < 0 ? (
        <rect class="against" x={100 - width} y="2.5" width={width} height="11" />
      ) : (
        <rect class="for" x="100" y="2" width={width} height="12" />
      )}
      <rect class="middle" x="99" y="0" width="2" height="16" />
    </svg>
  )
}
