// Mail that waits to be sent: why an account's mail stands still, each message with what can be done, and what is over on request.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { QueueData, QueuedRow } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CardsTable } from '../cards-table.tsx'
import { DoneNote } from '../done-note.tsx'
import { Frame } from '../frame.tsx'
import { BridgeAlong } from './bridge-along.tsx'

export function QueuePage({ data, page }: { data: QueueData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).queue
  const words = textIn(page.lang).bridgeQueue
  return (
    <Frame page={page} wide>
      <BridgeAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <DoneNote done={data.done} />
      {data.paused.map(({ what, next, said }) => (
        <div class="note warned" key={what}>
          <p>
            <strong>{what}</strong> {next}
          </p>
          {said === '' ? null : (
            <p>
              {t.said} <code>{said}</code>
            </p>
          )}
        </div>
      ))}
      <p>
        {data.waits} {data.all ? <a href="/bridge/queue">{t.open}</a> : <a href="/bridge/queue?all=1">{t.all}</a>}
      </p>
      {data.rows.length === 0 ? <p>{data.all ? words.noneAll : words.none}</p> : <Rows data={data} page={page} />}
      {data.waiting === 0 ? null : (
        <form method="post" action="/bridge/queue/flush">
          <button type="submit">{t.flush}</button>
        </form>
      )}
    </Frame>
  )
}

function Rows({ data, page }: { data: QueueData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).queue
  return (
    <CardsTable caption={t.title} heads={[t.to, t.device, t.handed, t.state, t.next]}>
      {data.rows.map((row) => (
        <tr key={row.id}>
          <th scope="row">
            {row.to} <Acts row={row} page={page} />
          </th>
          <td data-label={t.device}>{row.device}</td>
          <td data-label={t.handed}>{row.handed}</td>
          <td data-label={t.state}>
            <span>
              {row.state}
              {row.said === '' ? null : <span class="hint"> {row.said}</span>}
            </span>
          </td>
          <td data-label={t.next}>{row.next}</td>
        </tr>
      ))}
    </CardsTable>
  )
}

function Acts({ row, page }: { row: QueuedRow; page: PageContext }): VNode | null {
  const t = bridgeOnDesk(page.lang).queue
  if (row.may.length === 0) return null
  return (
    <span class="row-actions">
      {row.may.map((act) => (
        <form method="post" action={`/bridge/queue/${encodeURIComponent(row.id)}/${act}`} key={act}>
          <button type="submit" class="quiet" aria-label={act === 'cancel' ? t.cancelWhat(row.to) : t.retryWhat(row.to)}>
            {act === 'cancel' ? t.cancel : t.retry}
          </button>
        </form>
      ))}
    </span>
  )
}
