// The ask form: three things on one screen, the rest folded away; it works as a plain form and is made easier by the island.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { AskData, PageContext } from '../page-data.ts'
import { AskMore } from './ask-more.tsx'
import { describedBy, Field } from './field.tsx'
import { Frame } from './frame.tsx'

export function AskPage({ data, page }: { data: AskData; page: PageContext }): VNode {
  const t = deskIn(page.lang).ask
  const { typed, fault } = data
  const faultOf = (field: string) => (fault?.field === field ? fault : null)
  const about = (name: string) => ({
    id: name,
    name,
    'aria-describedby': describedBy(name, true, faultOf(name) !== null),
    'aria-invalid': faultOf(name) === null ? undefined : true,
  })
  return (
    <Frame page={page}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {fault && !['address', 'app', 'message'].includes(fault.field) ? (
        <p class="note broken" role="alert">
          <strong>{fault.what}</strong> {fault.next}
        </p>
      ) : null}
      <form method="post" action="/cases" class="ask" data-island="ask">
        <div class="pair">
          <Field name="address" label={t.address} hint={t.addressHint} fault={faultOf('address')}>
            <input
              {...about('address')}
              type="email"
              required
              value={typed.address ?? ''}
              autocomplete="email"
              autocapitalize="none"
              spellcheck={false}
              maxLength={320}
            />
          </Field>
          <Field name="app" label={t.app} optional={t.optional} hint={t.appHint} fault={faultOf('app')}>
            <input
              {...about('app')}
              type="text"
              list="apps"
              value={typed.app ?? ''}
              autocomplete="off"
              spellcheck={false}
              maxLength={200}
            />
            <datalist id="apps">
              {data.apps.map(({ id, name }) => (
                <option value={name} key={id} />
              ))}
            </datalist>
          </Field>
        </div>
        <Field name="message" label={t.message} optional={t.optional} hint={t.messageHint} fault={faultOf('message')}>
          <textarea {...about('message')} rows={3} maxLength={8000} spellcheck={false}>
            {typed.message ?? ''}
          </textarea>
          {/* Filled by the island: the messages of the app that is chosen, and the place where a picture is dropped. */}
          <div class="parts">
            <div data-part="messages" />
            <div data-part="picture" />
          </div>
        </Field>
        <AskMore lang={page.lang} typed={typed} />
        <p class="go">
          <button type="submit" class="primary">
            {t.go}
          </button>
          <span class="hint">{t.calm}</span>
        </p>
      </form>
      {data.examples.length === 0 ? null : <Examples data={data} page={page} />}
    </Frame>
  )
}

/** Each is a form of its own: one click, and a whole case runs without touching the world. */
function Examples({ data, page }: { data: AskData; page: PageContext }): VNode {
  const t = deskIn(page.lang).ask
  return (
    <section class="examples" aria-labelledby="try">
      <h2 id="try">{t.tryTitle}</h2>
      <p>{t.tryLead}</p>
      <ul>
        {data.examples.map(({ address, shows }) => (
          <li key={address}>
            <form method="post" action="/cases">
              <input type="hidden" name="address" value={address} />
              <input type="hidden" name="lab" value="1" />
              <button type="submit">
                <strong>{address}</strong> <span>{shows}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
