// What is due: late first, each with its day and the button that says it is done.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import type { DueData } from '../../records-view.ts'
import { DoneNote } from '../done-note.tsx'
import { Frame } from '../frame.tsx'
import { StateSign } from '../icons.tsx'
import { DueAlong } from './records-along.tsx'

export function DuePage({ data, page }: { data: DueData; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).due
  return (
    <Frame page={page}>
      <DueAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <DoneNote done={data.done} />
      <form method="get" action="/due" class="search">
        <label for="days">{t.days}</label>
        <input id="days" name="days" type="number" min={0} max={3650} value={data.days} aria-describedby="days-hint" />
        <button type="submit">{t.show}</button>
        <span class="hint" id="days-hint">
          {t.daysHint}
        </span>
      </form>
      {data.total === 0 ? <p>{t.none}</p> : null}
      {data.groups
        .filter(({ items }) => items.length > 0)
        .map((group) => (
          <Group group={group} page={page} key={group.title} />
        ))}
      <p class="along">
        <a href={`/due.ics?days=${data.days}`} download>
          {t.ics}
        </a>
      </p>
    </Frame>
  )
}

function Group({ group, page }: { group: DueData['groups'][number]; page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).due
  return (
    <section class={group.late ? 'dues late' : 'dues'}>
      <h2>
        {group.late ? <StateSign state="warned" /> : null} {group.title}
      </h2>
      <ul class="plain">
        {group.items.map(({ when, date, left, what, about, href, done }) => (
          <li key={`${date} ${what} ${about}`}>
            <p>
              <strong>{what}</strong> {href === null || about === '' ? about : <a href={href}>{about}</a>}
            </p>
            <p>
              <time dateTime={date}>{when}</time> · <span class="state">{left}</span>
            </p>
            {done === null ? null : (
              <form method="post" action="/due/done">
                {Object.entries(done).map(([name, value]) => (
                  <input type="hidden" name={name} value={value} key={name} />
                ))}
                <button type="submit" aria-label={t.doneOne(what, about)}>
                  {t.done}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
