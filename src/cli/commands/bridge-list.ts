// `sesame bridge list`: accounts and the devices that use them.

import { EXIT } from '../../model/errors.ts'
import { listBridge } from '../../sesame.ts'
import { bridgeRequest } from '../bridge-flags.ts'
import { renderTable } from '../render/table.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { text, json, out, err, lang } = invocation
  const { accounts, devices } = await listBridge(bridgeRequest(invocation))
  if (json) {
    out.write(`${JSON.stringify({ accounts, devices: devices.map(({ hash: _, ...device }) => device) })}\n`)
    return EXIT.works
  }
  const { column, state, never, none, everySender } = text.bridge
  if (devices.length === 0) {
    err.line(none)
    return EXIT.works
  }
  const day = (at: string) => new Date(at).toLocaleDateString(lang === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium' })
  renderTable(
    out,
    [
      { title: column.name },
      { title: column.account, shrinksTo: 14 },
      { title: column.protocols },
      { title: column.senders, shrinksTo: 10 },
      { title: column.lastUsed },
      { title: column.state },
    ],
    devices.map((device) => [
      device.id,
      device.account,
      device.protocols.join(' '),
      device.senders.join(' ') || everySender,
      device.lastUsed === null ? never : day(device.lastUsed),
      device.revoked !== null
        ? state.revoked
        : device.expires !== null && Date.parse(device.expires) < Date.now()
          ? state.expired
          : state.live,
    ]),
  )
  return EXIT.works
}
