// One device: what it may, what to type on it, who came with its password, and the ways to renew it, to shut it out and to try it.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { DeviceData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CardsTable } from '../cards-table.tsx'
import { Frame } from '../frame.tsx'
import { BridgeAlong } from './bridge-along.tsx'
import { FileForm, TestForm } from './device-forms.tsx'
import { SettingsCard } from './settings-card.tsx'

export function DevicePage({ data, page }: { data: DeviceData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang)
  const { device, state } = data
  return (
    <Frame page={page}>
      <BridgeAlong page={page} />
      <h1>{device.title}</h1>
      <p class="lead">{t.device.about(data.account)}</p>
      <dl class="pairs">{data.facts.map(([label, words]) => [<dt key={label}>{label}</dt>, <dd key={`${label} words`}>{words}</dd>])}</dl>
      <p class="buttons">
        <a class="button" href={`${device.href}/renew`}>
          {t.device.renew}
        </a>
        <a class="button danger" href={`${device.href}/revoke`}>
          {t.device.revoke}
        </a>
      </p>
      {state !== 'live' ? null : (
        <>
          <section aria-labelledby="card">
            <h2 id="card">{t.device.card}</h2>
            <SettingsCard card={data.card} page={page} />
          </section>
          {data.card.trouble !== null ? null : (
            <section aria-labelledby="file">
              <h2 id="file">{t.ready.file}</h2>
              <p>{t.device.fileLead}</p>
              <FileForm device={device} page={page} password={null} />
            </section>
          )}
          {data.local ? (
            <section aria-labelledby="try">
              <h2 id="try">{t.ready.test}</h2>
              <TestForm device={device} page={page} password={null} />
            </section>
          ) : null}
        </>
      )}
      <section aria-labelledby="visits">
        <h2 id="visits">{t.device.visits}</h2>
        {data.visits.length === 0 ? <p>{t.device.noVisits}</p> : <Visits data={data} page={page} />}
      </section>
    </Frame>
  )
}

function Visits({ data, page }: { data: DeviceData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).device
  return (
    <CardsTable caption={t.visits} heads={[t.when, t.what, t.from, t.times]}>
      {data.visits.map(({ at, what, from, times }) => (
        <tr key={`${at} ${what} ${from}`}>
          <th scope="row">{at}</th>
          <td data-label={t.what}>{what}</td>
          <td data-label={t.from}>{from}</td>
          <td data-label={t.times}>{times}</td>
        </tr>
      ))}
    </CardsTable>
  )
}
