// One checklist, walked from the top: what is to be done, why, where; the buttons that say what became of it, and who cares for it.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { ChecklistData, ItemView } from '../../records-view.ts'
import { CopyValue } from '../copy-value.tsx'
import { Fault } from '../fault.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { Elsewhere, Rich } from '../rich-text.tsx'
import { DueAlong } from './records-along.tsx'

export function ChecklistPage({ data, page }: { data: ChecklistData; page: PageContext }): VNode {
  const words = recordsOnDesk(page.lang)
  const t = words.checklists
  const base = `/checklists/${encodeURIComponent(data.id)}`
  const next = data.items.find(({ state }) => state === 'open')
  return (
    <Frame page={page}>
      <DueAlong page={page} />
      <p class="eyebrow">{t.of}</p>
      <h1>{data.title}</h1>
      <p class="lead">{[data.about, data.owner, data.due].filter(Boolean).join(' · ')}</p>
      <Fault fault={data.fault} />
      {data.lost ? <p class="note warned">{words.lost.first}</p> : null}
      <p role="status" class="large-state">
        <StateSign state={next === undefined ? 'ok' : data.late ? 'warned' : 'waiting'} />{' '}
        {next === undefined ? t.complete : t.progress(data.doneCount, data.items.length)}{' '}
        {data.late ? <span class="tag late">{words.sheet.late}</span> : null}
      </p>
      <ol class="plain items">
        {data.items.map((item) => (
          <Item item={item} base={base} first={item === next} page={page} key={item.id} />
        ))}
      </ol>
      {next === undefined ? null : <p class="hint">{words.lost.later}</p>}
      <p>
        <a href="/checklists">{t.back}</a>
      </p>
    </Frame>
  )
}

interface ItemProps {
  readonly item: ItemView
  readonly base: string
  /** The one to do now. */
  readonly first: boolean
  readonly page: PageContext
}

function Item({ item, base, first, page }: ItemProps): VNode {
  const words = recordsOnDesk(page.lang)
  const t = words.checklists
  const { state } = item
  return (
    <li class={`item ${state}`} id={`item-${item.id}`} aria-current={first ? 'step' : undefined}>
      <p class="do-what">
        <StateSign state={state === 'done' ? 'ok' : state === 'not-needed' ? 'skipped' : item.late ? 'warned' : 'waiting'} />{' '}
        <span class="unseen">{t.states[state]}: </span>
        <span>
          <Rich text={item.text} lang={page.lang} />
        </span>
      </p>
      {item.why === '' ? null : (
        <p class="hint">
          <Rich text={item.why} lang={page.lang} />
        </p>
      )}
      {item.url === null ? null : (
        <p>
          <Elsewhere href={item.url} lang={page.lang} />
        </p>
      )}
      {item.command === null ? null : (
        <p>
          <span class="hint">{t.command}</span> <CopyValue value={item.command} lang={page.lang} />
        </p>
      )}
      {item.note === '' ? null : <p>{item.note}</p>}
      <p class="hint">
        {[item.owner, item.due, item.said].filter(Boolean).join(' · ')}{' '}
        {item.late ? <span class="tag late">{words.sheet.late}</span> : null}
      </p>
      <form method="post" action={`${base}/items/${encodeURIComponent(item.id)}`} class="buttons">
        {(state === 'open' ? (['done', 'not-needed'] as const) : (['open'] as const)).map((mark) => (
          <button type="submit" name="state" value={mark} key={mark} aria-label={t.markOne(t.mark[mark] ?? mark, item.text)}>
            {t.mark[mark]}
          </button>
        ))}
      </form>
      <details>
        <summary aria-label={`${t.more}: ${item.text}`}>{t.more}</summary>
        <form method="post" action={`${base}/items/${encodeURIComponent(item.id)}`} class="inline-form">
          <label>
            {t.owner} <input name="owner" type="text" maxLength={200} value={item.owner} autocomplete="off" />
          </label>
          <label>
            {t.due} <input name="due" type="date" value={item.day} />
          </label>
          <label>
            {t.note} <input name="note" type="text" maxLength={500} value={item.note} autocomplete="off" />
          </label>
          <button type="submit">{t.save}</button>
        </form>
      </details>
    </li>
  )
}
