// Whether a bridge runs, where devices knock, and how it is started, stopped, or made to run for good.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { BridgeData, RunView } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CardsTable } from '../cards-table.tsx'
import { CopyValue } from '../copy-value.tsx'
import { StateSign } from '../icons.tsx'
import { StartForm } from './start-form.tsx'

export function Running({ data, page }: { data: BridgeData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang)
  return (
    <section aria-labelledby="running">
      <h2 id="running">{t.running.title}</h2>
      {data.runs.map((run) => (
        <Run run={run} page={page} key={`${run.host} ${run.pid}`} />
      ))}
      {data.runs.length > 0 ? null : (
        <>
          <p class="large-state">
            <StateSign state="skipped" /> {t.running.none}
          </p>
          <p>{t.running.noneLead}</p>
        </>
      )}
      {data.runs.some(({ own, state }) => own || state === 'running') ? null : <StartForm data={data} page={page} />}
      <details class="more" open={data.runs.length === 0 && data.devices.length > 0 && data.start.fault === null}>
        <summary>{t.service.title}</summary>
        <p>{t.service.lead}</p>
        <p>
          <CopyValue value={t.service.command} lang={page.lang} />
        </p>
        <p class="hint">{t.service.does}</p>
      </details>
    </section>
  )
}

function Run({ run, page }: { run: RunView; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).running
  const silent = run.state === 'silent'
  return (
    <div class="kept-one run">
      <h3 class="large-state">
        <StateSign state={silent ? 'warned' : 'ok'} /> {silent ? t.silent(run.pid) : run.own ? t.own : t.elsewhere(run.host, run.pid)}
      </h3>
      <p class="hint">
        {t.since(run.since)} {silent ? t.silentLead : run.own ? t.ownLead : t.elsewhereLead}
      </p>
      {run.state === 'draining' ? <p>{t.draining}</p> : null}
      {run.certificate === '' ? null : <p class="note warned">{run.certificate}</p>}
      {run.settings === null ? null : <p class="note warned">{t.settings(run.settings)}</p>}
      {run.doors.length === 0 ? null : <Doors run={run} page={page} />}
      {run.own ? (
        <form method="post" action="/bridge/stop" class="buttons">
          <button type="submit">{t.stop}</button>
        </form>
      ) : null}
    </div>
  )
}

function Doors({ run, page }: { run: RunView; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).running
  return (
    <CardsTable caption={t.doors} heads={[t.protocol, t.address, t.port, t.security, t.visitors]} look="doors">
      {run.doors.map(({ protocol, address, port, security, visitors }) => (
        <tr key={`${protocol} ${address} ${port}`}>
          <th scope="row">{protocol.toUpperCase()}</th>
          <td data-label={t.address}>
            <code>{address}</code>
          </td>
          <td data-label={t.port}>
            <code>{port}</code>
          </td>
          <td data-label={t.security}>{t.securities[security] ?? security}</td>
          <td data-label={t.visitors}>{visitors}</td>
        </tr>
      ))}
    </CardsTable>
  )
}
