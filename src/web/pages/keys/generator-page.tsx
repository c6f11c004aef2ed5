// A password or a pass phrase made by chance: the answer to a form, shown once, in no address and in no history.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { GeneratorData } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CopyFrom } from '../copy-value.tsx'
import { Choice, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { KeysAlong } from './keys-along.tsx'

export function GeneratorPage({ data, page }: { data: GeneratorData; page: PageContext }): VNode {
  const t = keysIn(page.lang).generator
  const { made } = data
  return (
    <Frame page={page}>
      <KeysAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {made === null ? null : (
        <section class="sheet" aria-labelledby="made">
          <h2 id="made">{t.made}</h2>
          <p class="code-large made">
            <code id="made-value">{made.value}</code>
          </p>
          <p>{t.bits(made.bits)}</p>
          <p class="buttons">
            <CopyFrom id="made-value" words={t.copy} />
          </p>
          <p class="hint">{t.once}</p>
        </section>
      )}
      <form method="post" action="/vault/generator">
        <Choice name="kind" label={t.kind} choices={t.kinds} chosen={data.kind} />
        <Field name="size" label={t.size} hint={t.sizeHint}>
          <input id="size" name="size" type="number" min={4} max={64} value={data.size || undefined} aria-describedby="size-hint" />
        </Field>
        <button type="submit" class="primary">
          {t.go}
        </button>
      </form>
    </Frame>
  )
}
