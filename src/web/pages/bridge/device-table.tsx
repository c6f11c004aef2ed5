// The devices of the bridge, each with when it was last there and whether it may enter.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { DeviceRow } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CardsTable } from '../cards-table.tsx'
import { StateSign } from '../icons.tsx'

export function DeviceTable({ devices, page }: { devices: readonly DeviceRow[]; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang)
  const { name, mailbox, last, state, states } = t.devices
  return (
    <CardsTable caption={t.devices.title} heads={[name, mailbox, t.device.may, last, state]}>
      {devices.map((device) => (
        <tr key={device.id} class={device.state === 'live' ? undefined : 'gone'}>
          <th scope="row">
            <a href={device.href}>{device.title}</a>
            {device.title === device.id ? null : <small class="device-id"> {device.id}</small>}
          </th>
          <td data-label={mailbox}>{device.account}</td>
          <td data-label={t.device.may}>{device.may}</td>
          <td data-label={last}>{device.last}</td>
          <td data-label={state}>
            <span>
              <StateSign state={device.state === 'live' ? 'ok' : 'skipped'} /> {states[device.state]}
            </span>
          </td>
        </tr>
      ))}
    </CardsTable>
  )
}
