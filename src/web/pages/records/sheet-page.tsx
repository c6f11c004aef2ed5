// One sheet: what is due first, then the account, its parts, and its history; each part with the way to change it.

import type { VNode } from 'preact'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { SheetData, SheetView } from '../../records-view.ts'
import { DoneNote } from '../done-note.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { SheetsAlong } from './records-along.tsx'
import { SheetFacts } from './sheet-facts.tsx'
import { SheetPart } from './sheet-part.tsx'

export function SheetPage({ data, page }: { data: SheetData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).sheet
  const { view } = data
  return (
    <Frame page={page} wide>
      <SheetsAlong page={page} />
      <div class="case-head">
        <p class="eyebrow">{t.eyebrow}</p>
        <h1>{view.address}</h1>
      </div>
      <DoneNote done={data.done} />
      <p class="along">
        <a href={`${view.base}/before`}>{t.before}</a>
        <a href={`${view.base}/print`}>{t.print}</a>
        <a href={`${view.base}/export/yaml`} download>
          {t.yaml}
        </a>
        <a href={`${view.base}/export/markdown`} download>
          {t.markdown}
        </a>
      </p>
      {view.advice.length === 0 ? null : (
        <section aria-labelledby="advice">
          <h2 id="advice">{t.advice}</h2>
          <ul class="plain">
            {view.advice.map((words) => (
              <li key={words}>
                <StateSign state="warned" /> {words}
              </li>
            ))}
          </ul>
        </section>
      )}
      <DueLines view={view} page={page} />
      <SheetFacts view={view} lang={page.lang} change={`${view.base}/edit/account`} />
      {view.parts.map((part) => (
        <SheetPart part={part} lang={page.lang} key={part.id} />
      ))}
      <SheetHistory view={view} page={page} />
      <div class="buttons">
        <form method="post" action="/cases">
          <input type="hidden" name="address" value={view.address} />
          <button type="submit">{t.doctor}</button>
        </form>
        <a class="button danger" href={`${view.base}/delete`}>
          {t.remove}
        </a>
      </div>
    </Frame>
  )
}

export function DueLines({ view, page }: { view: SheetView; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).sheet
  return (
    <section aria-labelledby="due">
      <h2 id="due">{t.due}</h2>
      {view.due.length === 0 ? (
        <p>{t.nothingDue}</p>
      ) : (
        <ul class="plain">
          {view.due.map(({ what, when, late }) => (
            <li key={`${what} ${when}`}>
              <StateSign state={late ? 'warned' : 'waiting'} /> {t.dueAt(what, when)} {late ? <span class="tag late">{t.late}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export function SheetHistory({ view, page }: { view: SheetView; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).sheet
  const { moment } = deskIn(page.lang)
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t.history}</h2>
      <p class="hint">{t.historyLead}</p>
      <ol class="plain changes">
        {view.history.map(({ at, who, what, changes }) => (
          <li key={`${at} ${what} ${changes.join()}`}>
            <p>
              <time dateTime={at}>{moment(at)}</time> · {who} · <strong>{what}</strong>
            </p>
            {changes.length === 0 ? null : (
              <ul>
                {changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {view.historyLeft > 0 ? <p class="hint">{t.more(view.historyLeft)}</p> : null}
    </section>
  )
}
