// All sheets: searched by the server, some at a time, however many there are.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { SheetsData } from '../../records-view.ts'
import { DoneNote } from '../done-note.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { SheetsAlong } from './records-along.tsx'

export function SheetsPage({ data, page }: { data: SheetsData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).sheets
  return (
    <Frame page={page} wide>
      <SheetsAlong page={page} />
      <h1>{t.title}</h1>
      <DoneNote done={data.done} />
      {data.total === 0 ? (
        <div class="empty">
          <p class="sentence">{t.none}</p>
          <p>{t.noneLead}</p>
          <p>
            <a class="button" href="/sheets/new">
              {t.new}
            </a>
          </p>
        </div>
      ) : (
        <>
          <p class="lead">{t.lead}</p>
          <form method="get" action="/sheets" class="search">
            <label for="q">{t.search}</label>
            <input id="q" name="q" type="search" value={data.query} maxLength={200} autocomplete="off" placeholder={t.searchHint} />
            <button type="submit">{t.go}</button>
            {data.query ? <a href="/sheets">{t.all}</a> : null}
            <span class="hint">{t.found(data.found, data.total)}</span>
          </form>
          {data.rows.length === 0 ? <p>{t.nothing(data.query)}</p> : <Rows data={data} page={page} />}
          <Turn data={data} page={page} />
          <p class="along">
            <a href="/sheets/export/yaml" download>
              {t.exportYaml}
            </a>
            <a href="/sheets/export/markdown" download>
              {t.exportMarkdown}
            </a>
          </p>
        </>
      )}
    </Frame>
  )
}

function Rows({ data, page }: { data: SheetsData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang)
  return (
    <table class="cards past">
      <caption class="unseen">{t.sheets.title}</caption>
      <thead>
        <tr>
          {[t.sheets.address, t.sheets.provider, t.sheets.owners, t.sheets.due].map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.rows.map(({ address, href, provider, owners, due, late }) => (
          <tr key={address}>
            <th scope="row">
              <a href={href}>{address}</a>
            </th>
            <td data-label={t.sheets.provider}>
              <span>{provider || t.none}</span>
            </td>
            <td data-label={t.sheets.owners}>
              <span>{owners || t.none}</span>
            </td>
            <td data-label={t.sheets.due}>
              <span>
                {late ? <StateSign state="warned" /> : null} {due || t.none} {late ? <span class="tag late">{t.sheet.late}</span> : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Turn({ data, page }: { data: SheetsData; page: PageContext }): VNode | null {
  const t = recordsOnDesk(page.lang).sheets
  if (data.pages < 2) return null
  const to = (n: number) => `/sheets?${new URLSearchParams({ ...(data.query && { q: data.query }), page: String(n) })}`
  return (
    <nav class="turn" aria-label={t.pages}>
      {data.page > 1 ? (
        <a href={to(data.page - 1)} rel="prev">
          ← {t.before}
        </a>
      ) : null}
      <span>{t.page(data.page, data.pages)}</span>
      {data.page < data.pages ? (
        <a href={to(data.page + 1)} rel="next">
          {t.after} →
        </a>
      ) : null}
    </nav>
  )
}
