// Before the main password is changed: all that dies by it, what goes on, and what nobody knows.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { BeforeData } from '../../records-view.ts'
import { CardsTable } from '../cards-table.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { Elsewhere, Rich } from '../rich-text.tsx'
import { BackHead } from './back-head.tsx'

export function BeforePage({ data, page }: { data: BeforeData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).before
  return (
    <Frame page={page} wide>
      <article class="paper record-paper">
        <BackHead href={data.base} words={t.back} lang={page.lang} />
        <p class="eyebrow">
          {t.eyebrow} · {data.address}
        </p>
        <h1>{t.title(data.dies.length)}</h1>
        {data.notes.map((note) => (
          <p class="note warned" key={note}>
            <Rich text={note} lang={page.lang} />
          </p>
        ))}
        {data.dies.length === 0 ? null : (
          <section aria-labelledby="dies">
            <h2 id="dies">{t.dies}</h2>
            <CardsTable caption={t.dies} heads={[t.what, t.where, t.afterwards]}>
              {data.dies.map(({ what, where, afterwards }) => (
                <tr key={`${what} ${where}`}>
                  <th scope="row">
                    <StateSign state="broken" /> {what}
                  </th>
                  <td data-label={t.where}>{where}</td>
                  <td data-label={t.afterwards}>{afterwards}</td>
                </tr>
              ))}
            </CardsTable>
          </section>
        )}
        <List id="survives" title={t.survives} lead="" items={data.survives} sign="ok" />
        <List id="unknown" title={t.unknown} lead={t.unknownLead} items={data.unknown} sign="warned" />
        {data.path === '' ? null : (
          <p>
            {t.at} {data.path} {data.url === null ? null : <Elsewhere href={data.url} lang={page.lang} />}
          </p>
        )}
        {data.dies.length === 0 ? null : (
          <form method="post" action={`${data.base}/before`} class="no-paper">
            <button type="submit" class="primary">
              {t.start}
            </button>
          </form>
        )}
      </article>
    </Frame>
  )
}

interface ListProps {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly items: BeforeData['survives']
  readonly sign: 'ok' | 'warned'
}

function List({ id, title, lead, items, sign }: ListProps): VNode | null {
  if (items.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead === '' ? null : <p>{lead}</p>}
      <ul class="plain">
        {items.map(({ what, where }) => (
          <li key={`${what} ${where}`}>
            <StateSign state={sign} /> <strong>{what}</strong> {where}
          </li>
        ))}
      </ul>
    </section>
  )
}
