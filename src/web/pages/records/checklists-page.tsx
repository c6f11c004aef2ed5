// The checklists on their way, and the templates from which one begins.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { ChecklistsData } from '../../records-view.ts'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { DueAlong } from './records-along.tsx'

export function ChecklistsPage({ data, page }: { data: ChecklistsData; page: PageContext }): VNode {
  const words = recordsOnDesk(page.lang)
  const t = words.checklists
  return (
    <Frame page={page}>
      <DueAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.running}</h2>
      {data.lists.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="plain lists">
          {data.lists.map(({ id, title, about, owner, due, late, done, all }) => (
            <li key={id}>
              <p>
                <StateSign state={done === all ? 'ok' : late ? 'warned' : 'waiting'} />{' '}
                <a href={`/checklists/${encodeURIComponent(id)}`}>
                  {title}
                  {about === '' ? '' : ` · ${about}`}
                </a>
              </p>
              <p class="hint">
                {[t.progress(done, all), owner, due].filter(Boolean).join(' · ')}{' '}
                {late ? <span class="tag late">{words.sheet.late}</span> : null}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p>{data.all ? <a href="/checklists">{t.openOnly}</a> : <a href="/checklists?all=1">{t.showAll}</a>}</p>
      <h2>{t.begin}</h2>
      <ul class="plain lists">
        {data.templates.map(({ id, title, about }) => (
          <li key={id}>
            <p>
              <a href={`/checklists/new?template=${encodeURIComponent(id)}`}>{title}</a>
            </p>
            {about === '' ? null : <p class="hint">{about}</p>}
          </li>
        ))}
      </ul>
    </Frame>
  )
}
