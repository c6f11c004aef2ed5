// The steps in large type, each with its check box, what one sees after it, and its values to copy.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { StepView } from '../view.ts'
import { CopyValue } from './copy-value.tsx'
import { Rich } from './rich-text.tsx'

interface StepsProps {
  readonly steps: readonly StepView[]
  readonly caseId: string
  readonly lang: Lang
}

export function Steps({ steps, caseId, lang }: StepsProps): VNode {
  const t = deskIn(lang).guide
  return (
    <div data-guide={caseId} class="steps-box">
      <h3>{t.steps}</h3>
      <p class="hint script-only">{t.tick}</p>
      <ol class="steps">
        {steps.map((step, i) => (
          <li key={step.id}>
            <label class="do">
              <input type="checkbox" data-step={step.id} autocomplete="off" />
              <span class="number" aria-hidden="true">
                {i + 1}
              </span>
              <span>
                <Rich text={step.do} lang={lang} />
              </span>
            </label>
            {step.copy.length > 0 ? (
              <p class="copies">
                {step.copy.map((value) => (
                  <CopyValue value={value} lang={lang} key={value} />
                ))}
              </p>
            ) : null}
            {step.see ? (
              <p class="see">
                <strong>{t.see}</strong> <Rich text={step.see} lang={lang} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      <p class="steps-foot script-only">
        <span data-steps-done="" />
        <button type="button" class="quiet" data-clear-steps="">
          {t.clear}
        </button>
      </p>
    </div>
  )
}
