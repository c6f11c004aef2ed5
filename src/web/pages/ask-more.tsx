// The folded part of the ask form: what sharpens the judgement, none of it needed. It stands open when something was typed in it.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import { Choice, Field } from './field.tsx'
import { SecretFields } from './secret-fields.tsx'

const FOLDED = ['tell', 'changed', 'since', 'account', 'protocol', 'secret-kind', 'kept'] as const

export function AskMore({ lang, typed }: { lang: Lang; typed: Readonly<Record<string, string>> }): VNode {
  const t = deskIn(lang).ask
  return (
    <details class="more" open={FOLDED.some((name) => Boolean(typed[name]))}>
      <summary>{t.more}</summary>
      <Field name="changed" label={t.changed} hint={t.changedHint}>
        <input id="changed" name="changed" type="text" value={typed.changed ?? ''} maxLength={1000} aria-describedby="changed-hint" />
      </Field>
      <Field name="since" label={t.since}>
        <input id="since" name="since" type="date" value={typed.since ?? ''} />
      </Field>
      <Field name="tell" label={t.tell} hint={t.tellHint}>
        <textarea id="tell" name="tell" rows={2} maxLength={4000} aria-describedby="tell-hint">
          {typed.tell ?? ''}
        </textarea>
      </Field>
      <Choice name="protocol" label={t.protocol} choices={t.protocols} chosen={typed.protocol ?? ''} />
      <Choice name="account" label={t.account} choices={t.accounts} chosen={typed.account ?? ''} />
      <p class="check">
        <label>
          <input type="checkbox" name="kept" value="1" checked={Boolean(typed.kept)} /> <span>{t.kept}</span>
        </label>
      </p>
      <SecretFields lang={lang} kind={typed['secret-kind']} />
    </details>
  )
}
