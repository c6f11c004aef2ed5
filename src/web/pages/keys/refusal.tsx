// A refusal for people: what it means, the server's own words, and what to do, one step after the other.

import type { VNode } from 'preact'
import type { Lang } from '../../../model/lang.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import type { RefusalView } from '../../keys-view.ts'
import { Rich } from '../rich-text.tsx'

export function Refusal({ refusal, lang }: { refusal: RefusalView; lang: Lang }): VNode {
  return (
    <>
      <p>
        <Rich text={refusal.what} lang={lang} />
      </p>
      <Said said={refusal.said} lang={lang} />
      <Todo steps={refusal.steps} lang={lang} />
    </>
  )
}

export function Said({ said, lang }: { said: string; lang: Lang }): VNode | null {
  if (said === '') return null
  return (
    <blockquote>
      <span class="unseen">{keysIn(lang).attempt.said} </span>
      <code>{said}</code>
    </blockquote>
  )
}

export function Todo({ steps, lang }: { steps: readonly string[]; lang: Lang }): VNode | null {
  if (steps.length === 0) return null
  return (
    <>
      <p class="todo">{keysIn(lang).attempt.todo}</p>
      <ol class="sentences">
        {steps.map((step) => (
          <li key={step}>
            <Rich text={step} lang={lang} />
          </li>
        ))}
      </ol>
    </>
  )
}
