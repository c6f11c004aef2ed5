// What each mail server said to the sign-in: a sign, a word, its own words, and on a refusal what to do.

import type { VNode } from 'preact'
import type { Lang } from '../../../model/lang.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import type { ProofLine } from '../../keys-view.ts'
import type { HopState } from '../../view.ts'
import { StateSign } from '../icons.tsx'
import { Rich } from '../rich-text.tsx'
import { Said, Todo } from './refusal.tsx'

const SIGNS: Readonly<Record<ProofLine['state'], HopState>> = {
  waiting: 'waiting',
  looking: 'looking',
  ok: 'ok',
  broken: 'broken',
  skipped: 'skipped',
}

export function Proofs({ lines, lang }: { lines: readonly ProofLine[]; lang: Lang }): VNode | null {
  const t = keysIn(lang).attempt
  if (lines.length === 0) return null
  return (
    <>
      <h3>{t.proof}</h3>
      <ul class="proofs">
        {lines.map(({ protocol, host, state, says, said, steps }) => (
          <li key={`${protocol} ${host}`} class={state}>
            <p>
              <StateSign state={SIGNS[state]} /> <strong>{t.protocols[protocol] ?? protocol}</strong>{' '}
              <span class="state">{t.lineStates[state]}</span> <span class="hint">{host}</span>
            </p>
            {says === '' ? null : (
              <p>
                <Rich text={says} lang={lang} />
              </p>
            )}
            <Said said={said} lang={lang} />
            <Todo steps={steps} lang={lang} />
          </li>
        ))}
      </ul>
    </>
  )
}
