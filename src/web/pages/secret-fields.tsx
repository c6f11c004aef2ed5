// The password and which one it is, under a plain statement of what it is used for, where it goes, and that it is not kept.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import { Choice } from './field.tsx'

export function SecretFields({ lang, kind = '', needed = false }: { lang: Lang; kind?: string | undefined; needed?: boolean }): VNode {
  const t = deskIn(lang).ask
  return (
    <fieldset class="secret">
      <legend>
        {t.secret} {needed ? null : <span class="optional">{t.optional}</span>}
      </legend>
      <ul id="secret-facts" class="facts">
        <li>{t.secretWhat}</li>
        <li>{t.secretWhere}</li>
        <li>{t.secretKept}</li>
      </ul>
      <div class="field">
        <label for="password">{t.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={4096}
          required={needed}
          aria-describedby="secret-facts"
        />
      </div>
      <Choice name="secret-kind" label={t.secretKind} choices={t.secretKinds} chosen={kind} />
    </fieldset>
  )
}
