// What stands around the steps: what to avoid, what else to try, the dates that matter, where it comes from.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { GuideView } from '../view.ts'
import { Elsewhere, Rich } from './rich-text.tsx'

interface NoteProps {
  readonly guide: GuideView
  readonly lang: Lang
}

export function WhatToAvoid({ guide, lang }: NoteProps): VNode | null {
  if (guide.avoid.length === 0) return null
  return (
    <div class="avoid">
      <h3>{deskIn(lang).guide.avoid}</h3>
      <Sentences of={guide.avoid} lang={lang} />
    </div>
  )
}

export function Otherwise({ guide, lang }: NoteProps): VNode | null {
  if (guide.otherwise.length === 0) return null
  return (
    <>
      <h3>{deskIn(lang).guide.otherwise}</h3>
      <Sentences of={guide.otherwise} lang={lang} />
    </>
  )
}

function Sentences({ of, lang }: { of: readonly string[]; lang: Lang }): VNode {
  return (
    <ul class="sentences">
      {of.map((text) => (
        <li key={text}>
          <Rich text={text} lang={lang} />
        </li>
      ))}
    </ul>
  )
}

export function Deadlines({ guide, lang }: NoteProps): VNode | null {
  const t = deskIn(lang)
  if (guide.deadlines.length === 0) return null
  return (
    <>
      <h3>{t.guide.deadlines}</h3>
      <ul class="deadlines">
        {guide.deadlines.map(({ date, text }) => (
          <li key={`${date}-${text}`}>
            <time dateTime={date}>{t.day(date)}</time> <Rich text={text} lang={lang} />
          </li>
        ))}
      </ul>
    </>
  )
}

export function Sources({ guide, lang, open = false }: NoteProps & { readonly open?: boolean }): VNode {
  const t = deskIn(lang).guide
  return (
    <details class="sources" open={open}>
      <summary>
        {t.sources} <span class="hint">{t.checked(guide.checked)}</span>
      </summary>
      <ul>
        {guide.sources.map((source) => (
          <li key={source}>
            <Elsewhere href={source} lang={lang} />
          </li>
        ))}
      </ul>
    </details>
  )
}
