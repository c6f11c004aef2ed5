// Who is signed in, until when, what was refused; and the one field with which a sign-in begins.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import type { KeptSignIn, SignInsData } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { describedBy, Field } from '../field.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { KeysAlong } from './keys-along.tsx'
import { Refusal } from './refusal.tsx'
import { VaultNote } from './vault-note.tsx'

export function SignInsPage({ data, page }: { data: SignInsData; page: PageContext }): VNode {
  const t = keysIn(page.lang).list
  return (
    <Frame page={page}>
      <KeysAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <VaultNote vault={data.vault} lang={page.lang} />
      <form method="post" action="/keys" class="ask">
        <Field name="address" label={t.address} hint={t.addressHint} fault={data.fault}>
          <input
            id="address"
            name="address"
            type="email"
            required
            value={data.typed}
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            maxLength={320}
            aria-describedby={describedBy('address', true, data.fault !== null)}
            aria-invalid={data.fault === null ? undefined : true}
          />
        </Field>
        <p class="go">
          <button type="submit" class="primary">
            {t.go}
          </button>
        </p>
      </form>
      <section aria-labelledby="kept" class="kept">
        <h2 id="kept">{t.kept}</h2>
        {data.signIns.length === 0 ? <p>{t.none}</p> : data.signIns.map((kept) => <Kept kept={kept} page={page} key={kept.id} />)}
      </section>
      <Examples data={data} page={page} />
    </Frame>
  )
}

const SIGNS = { works: 'ok', renews: 'ok', over: 'warned', refused: 'broken' } as const

function Kept({ kept, page }: { kept: KeptSignIn; page: PageContext }): VNode {
  const t = keysIn(page.lang).list
  const desk = deskIn(page.lang)
  return (
    <article class="kept-one" aria-label={kept.address}>
      <h3>{kept.address}</h3>
      <p class="state">
        <StateSign state={SIGNS[kept.state]} /> {[kept.provider, t.states[kept.state]].filter(Boolean).join(' · ')}
      </p>
      <dl class="pairs">
        <dt>{t.since}</dt>
        <dd>
          <time dateTime={kept.since}>{desk.moment(kept.since)}</time>, {kept.flow}
        </dd>
        <dt>{t.until}</dt>
        <dd>{kept.until === null ? t.untilUnknown : <time dateTime={kept.until}>{desk.moment(kept.until)}</time>}</dd>
        <dt>{t.byHand}</dt>
        <dd>{kept.again ?? t.againNever}</dd>
      </dl>
      {kept.refusal === null ? null : (
        <div class="note broken">
          <p>
            <strong>{t.lastRefusal}</strong>
          </p>
          <Refusal refusal={kept.refusal} lang={page.lang} />
        </div>
      )}
      <div class="buttons">
        {kept.state === 'refused' || kept.state === 'over' ? (
          <form method="post" action="/keys">
            <input type="hidden" name="address" value={kept.address} />
            <button type="submit">{t.again}</button>
          </form>
        ) : null}
        <a class="button" href={`/keys/kept/${encodeURIComponent(kept.id)}/out`} aria-label={`${t.signOut} ${kept.address}`}>
          {t.signOut}
        </a>
      </div>
    </article>
  )
}

function Examples({ data, page }: { data: SignInsData; page: PageContext }): VNode | null {
  const t = keysIn(page.lang).list
  if (data.examples.length === 0) return null
  return (
    <section class="examples" aria-labelledby="try">
      <h2 id="try">{t.tryTitle}</h2>
      <p>{t.tryLead}</p>
      <ul>
        {data.examples.map(({ address, shows }) => (
          <li key={address}>
            <form method="post" action="/keys">
              <input type="hidden" name="address" value={address} />
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
