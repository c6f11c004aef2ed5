// The client ids that are kept, the providers at which one can be made, and those that take nobody new.

import type { VNode } from 'preact'
import { keysIn } from '../../../text/desk-keys.ts'
import type { RegistrationsData } from '../../keys-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CardsTable } from '../cards-table.tsx'
import { Frame } from '../frame.tsx'
import { Rich } from '../rich-text.tsx'
import { KeysAlong } from './keys-along.tsx'

export function RegistrationsPage({ data, page }: { data: RegistrationsData; page: PageContext }): VNode {
  const t = keysIn(page.lang).registrations
  return (
    <Frame page={page}>
      <KeysAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.kept}</h2>
      {data.kept.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <CardsTable caption={t.kept} heads={[t.provider, t.client, t.tenant]}>
          {data.kept.map(({ name, provider, client, tenant }) => (
            <tr key={name}>
              <th scope="row">{provider}</th>
              <td data-label={t.client}>
                <code>{client}</code>
              </td>
              <td data-label={t.tenant}>{tenant ?? '–'}</td>
            </tr>
          ))}
        </CardsTable>
      )}
      <h2>{t.open}</h2>
      <p>{t.openLead}</p>
      <ul class="buttons plain">
        {data.open.map(({ id, name }) => (
          <li key={id}>
            <a class="button" href={`/keys/register/${encodeURIComponent(id)}`}>
              {name}
            </a>
          </li>
        ))}
      </ul>
      {data.closed.length === 0 ? null : (
        <>
          <h2>{t.closed}</h2>
          <p>{t.closedLead}</p>
          <dl class="pairs">
            {data.closed.map(({ name, instead }) => [
              <dt key={name}>{name}</dt>,
              <dd key={`${name} instead`}>
                <Rich text={instead} lang={page.lang} />
              </dd>,
            ])}
          </dl>
        </>
      )}
    </Frame>
  )
}
