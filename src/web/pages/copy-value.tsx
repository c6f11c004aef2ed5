// A value to copy: selected whole by one click, copied by the button where the island is there to do it.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'

export function CopyValue({ value, lang }: { value: string; lang: Lang }): VNode {
  const t = deskIn(lang).guide
  return (
    <span class="value">
      <code>{value}</code>
      <button type="button" class="copy script-only" data-copy={value} aria-label={t.copyWhat(value)}>
        {t.copy}
      </button>
    </span>
  )
}

/** For a long text that stands on the page already, under this id. */
export function CopyFrom({ id, words }: { id: string; words: string }): VNode {
  return (
    <button type="button" class="script-only" data-copy-from={id}>
      {words}
    </button>
  )
}
