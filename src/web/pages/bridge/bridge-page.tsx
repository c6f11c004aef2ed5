// The bridge at a glance: is it running and where, the mailboxes with what to do, the devices, and mail that waits.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { BridgeData } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { DoneNote } from '../done-note.tsx'
import { Frame } from '../frame.tsx'
import { VaultNote } from '../keys/vault-note.tsx'
import { AccountCard } from './account-card.tsx'
import { BridgeAlong } from './bridge-along.tsx'
import { DeviceTable } from './device-table.tsx'
import { Running } from './running.tsx'

export function BridgePage({ data, page }: { data: BridgeData; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang)
  return (
    <Frame page={page} wide>
      <BridgeAlong page={page} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <DoneNote done={data.done} />
      {data.forgets ? <p class="hint">{t.lab}</p> : null}
      <VaultNote vault={data.vault} lang={page.lang} />
      <Running data={data} page={page} />
      <section aria-labelledby="devices">
        <h2 id="devices">{t.devices.title}</h2>
        {data.devices.length === 0 ? (
          <div class="empty">
            <p class="sentence">{t.devices.none}</p>
            <p>{t.devices.noneLead}</p>
          </div>
        ) : (
          <DeviceTable devices={data.devices} page={page} />
        )}
        {data.strangers === '' ? null : <p class="hint">{data.strangers}</p>}
        <p>
          <a class={data.devices.length === 0 ? 'button primary' : 'button'} href="/bridge/add">
            {t.devices.add}
          </a>
        </p>
      </section>
      <section aria-labelledby="mailboxes">
        <h2 id="mailboxes">{t.accounts.title}</h2>
        {data.accounts.length === 0 ? <p>{t.accounts.none}</p> : null}
        {data.accounts.map((account) => (
          <AccountCard account={account} page={page} key={account.id} />
        ))}
      </section>
      {data.waiting + data.failed === 0 ? null : (
        <p class="note">
          {t.queue.summary(data.waiting)} {t.queue.failed(data.failed)}{' '}
          <a href={data.failed > 0 ? '/bridge/queue?all=1' : '/bridge/queue'}>{t.queue.see}</a>
        </p>
      )}
    </Frame>
  )
}
