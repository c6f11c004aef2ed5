// Above a page made to be printed: the way back and the print button, neither of which is on the paper.

import type { VNode } from 'preact'
import type { Lang } from '../../../model/lang.ts'
import { deskIn } from '../../../text/desk.ts'

export function BackHead({ href, words, lang }: { href: string; words: string; lang: Lang }): VNode {
  const t = deskIn(lang).guide
  return (
    <div class="paper-head">
      <a href={href}>← {words}</a>
      <button type="button" class="script-only" data-print="">
        {t.printIt}
      </button>
      <span class="hint scriptless-only">{t.printHint}</span>
    </div>
  )
}
