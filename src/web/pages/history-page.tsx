// Past cases of this machine: a table that becomes cards where it is narrow, with search, export and deletion.

import type { VNode } from 'preact'
import { deskIn } from '../../text/desk.ts'
import type { HistoryData, PageContext } from '../page-data.ts'
import type { PastCase } from '../view.ts'
import { Frame } from './frame.tsx'
import { StateSign } from './icons.tsx'

export function HistoryPage({ data, page }: { data: HistoryData; page: PageContext }): VNode {
  const t = deskIn(page.lang).history
  return (
    <Frame page={page} wide>
      <h1>{t.title}</h1>
      {data.total === 0 ? (
        <div class="empty">
          <p class="sentence">{t.empty}</p>
          <p>{t.emptyLead}</p>
          <p>
            <a class="button" href="/">
              {t.begin}
            </a>
          </p>
        </div>
      ) : (
        <>
          <p class="lead">{t.lead}</p>
          <div data-island="history">
            <Search data={data} page={page} />
            {data.cases.length === 0 ? <p>{t.nothing(data.query)}</p> : <PastCases cases={data.cases} page={page} />}
          </div>
          <p class="along">
            <a href="/history/export.json" download>
              {t.export}
            </a>
            <a href="/history/delete-all">{t.deleteAll}</a>
          </p>
        </>
      )}
    </Frame>
  )
}

function Search({ data, page }: { data: HistoryData; page: PageContext }): VNode {
  const t = deskIn(page.lang).history
  return (
    <form method="get" action="/history" class="search">
      <label for="q">{t.search}</label>
      <input id="q" name="q" type="search" value={data.query} maxLength={200} autocomplete="off" />
      <button type="submit">{t.searchGo}</button>
      {data.query ? <a href="/history">{t.all}</a> : null}
      <span class="hint">{t.found(data.cases.length, data.total)}</span>
    </form>
  )
}

function PastCases({ cases, page }: { cases: readonly PastCase[]; page: PageContext }): VNode {
  const t = deskIn(page.lang).history
  return (
    <table class="cards past">
      <caption class="unseen">{t.title}</caption>
      <thead>
        <tr>
          {[t.cause, t.outcome, t.address, t.provider, t.app, t.when, t.actions].map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.map((past) => (
          <Line past={past} page={page} key={past.id} />
        ))}
      </tbody>
    </table>
  )
}

const SIGNS = { works: 'ok', fault: 'broken', unknown: 'warned' } as const

function Line({ past, page }: { past: PastCase; page: PageContext }): VNode {
  const desk = deskIn(page.lang)
  const t = desk.history
  const when = desk.moment(past.when)
  // A sound mailbox has no cause to be named after.
  const title = past.title || t.sound
  return (
    <tr data-entry={past.id}>
      <th scope="row">
        <a href={`/cases/${past.id}`}>{title}</a>
      </th>
      <td data-label={t.outcome}>
        <span class="state">
          <StateSign state={past.proved ? 'ok' : SIGNS[past.outcome]} /> {past.proved ? t.proved : t.outcomes[past.outcome]}
        </span>
      </td>
      <td data-label={t.address}>
        <span>{past.address}</span>
      </td>
      <td data-label={t.provider}>
        <span>{past.provider ?? t.unknown}</span>
      </td>
      <td data-label={t.app}>
        <span>{past.app ?? t.unknown}</span>
      </td>
      <td data-label={t.when}>
        <time dateTime={past.when}>{when}</time>
      </td>
      <td>
        <details class="sure-delete">
          <summary aria-label={t.deleteOne(title, when)}>{t.delete}</summary>
          <form method="post" action={`/history/${past.id}/delete`}>
            <button type="submit" class="danger">
              {t.deleteYes}
            </button>
          </form>
        </details>
      </td>
    </tr>
  )
}
