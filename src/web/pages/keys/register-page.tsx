// Making a client id of one's own: the steps of the provider with their check boxes, and a form for what came out of them.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import type { RegisterData } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { describedBy, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { Elsewhere, Rich } from '../rich-text.tsx'
import { Steps } from '../steps.tsx'
import { KeysAlong } from './keys-along.tsx'
import { Passphrase } from './passphrase.tsx'
import { VaultNote } from './vault-note.tsx'

export function RegisterPage({ data, page }: { data: RegisterData; page: PageContext }): VNode {
  const t = keysIn(page.lang).register
  const guide = deskIn(page.lang).guide
  return (
    <Frame page={page}>
      <KeysAlong page={page} />
      <h1>{t.title(data.name)}</h1>
      <p class="lead">{t.lead}</p>
      {data.why === '' ? null : (
        <p>
          <Rich text={data.why} lang={page.lang} />
        </p>
      )}
      <h2>{guide.title}</h2>
      <Steps steps={data.steps} caseId={`register-${data.provider}`} lang={page.lang} />
      <Form data={data} page={page} />
      {data.sources.length === 0 ? null : (
        <details class="sources">
          <summary>
            {guide.sources} <span class="hint">{guide.checked(data.checked)}</span>
          </summary>
          <ul>
            {data.sources.map((source) => (
              <li key={source}>
                <Elsewhere href={source} lang={page.lang} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Frame>
  )
}

function Form({ data, page }: { data: RegisterData; page: PageContext }): VNode {
  const t = keysIn(page.lang).register
  const optional = deskIn(page.lang).ask.optional
  const faultOf = (field: string) => (data.fault?.field === field ? data.fault : null)
  const about = (name: string, hint: boolean) => ({
    id: name,
    name,
    value: data.typed[name] ?? '',
    autocomplete: 'off' as const,
    autocapitalize: 'none' as const,
    spellcheck: false,
    'aria-describedby': describedBy(name, hint, faultOf(name) !== null),
    'aria-invalid': faultOf(name) === null ? undefined : true,
  })
  return (
    <form method="post" id="form" class="sheet" action={`/keys/register/${encodeURIComponent(data.provider)}`} data-secret-form="">
      <h2>{t.form}</h2>
      {data.fields.secret ? <VaultNote vault={data.vault} lang={page.lang} /> : null}
      <Field name="client" label={t.client} hint={t.clientHint} fault={faultOf('client')}>
        <input {...about('client', true)} type="text" required maxLength={300} />
      </Field>
      {data.fields.tenant ? (
        <Field name="tenant" label={t.tenant} hint={t.tenantHint} optional={optional} fault={faultOf('tenant')}>
          <input {...about('tenant', true)} type="text" maxLength={200} />
        </Field>
      ) : null}
      {!data.fields.secret ? null : data.local ? (
        <Passphrase name="secret" label={t.secret} hint={t.secretHint} optional={optional} fault={faultOf('secret')} />
      ) : (
        <p class="note warned">{t.secretNotHere}</p>
      )}
      <Field name="address" label={t.address} optional={optional}>
        <input {...about('address', false)} type="email" value={data.typed.address ?? data.address} maxLength={320} />
      </Field>
      <button type="submit" class="primary">
        {t.go}
      </button>
    </form>
  )
}
