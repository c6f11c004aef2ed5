// Above every page made to be printed: the way back and the print button, neither of which is on the paper.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'

interface PaperHeadProps {
  readonly caseId: string
  readonly lang: Lang
  /** Instead of the case. */
  readonly back?: string | undefined
}

export function PaperHead({ caseId, lang, back = `/cases/${caseId}` }: PaperHeadProps): VNode {
  const t = deskIn(lang).guide
  return (
    <div class="paper-head">
      <a href={back}>← {t.back}</a>
      <button type="button" class="script-only" data-print="">
        {t.printIt}
      </button>
      <span class="hint scriptless-only">{t.printHint}</span>
    </div>
  )
}
