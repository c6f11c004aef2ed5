// One device as its page shows it: what it may in words, and who came with its password.

import type { Lang } from '../../../model/lang.ts'
import { bridgeAudit, type Listener, listBridge } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { bridgeOnDesk, type DeskBridgeText } from '../../../text/desk-bridge.ts'
import type { DeviceActs, DeviceData } from '../../bridge-view.ts'
import type { DeskRoom } from '../desk.ts'
import { Problem } from '../problem.ts'
import { cardView, formatsFor } from './card-view.ts'
import { devicePath, lastWords, place, stateOf } from './overview.ts'

export type Device = Awaited<ReturnType<typeof listBridge>>['devices'][number]

const VISITS = 20

/** Not there: a page that is not there. */
export async function deviceNamed(room: DeskRoom, name: string): Promise<Device> {
  const { devices } = await listBridge(await room.bridge.request())
  const device = devices.find(({ id }) => id === name)
  if (device === undefined) throw new Problem(404, 'not-found')
  return device
}

export function actsOf({ id, title, protocols }: Device, doors: readonly Listener[]): DeviceActs {
  return {
    ...{ id, title, href: devicePath(id), running: doors.length > 0 },
    sends: protocols.includes('smtp'),
    formats: formatsFor(protocols),
  }
}

export async function deviceData(
  room: DeskRoom,
  device: Device,
  doors: readonly Listener[],
  lang: Lang,
): Promise<Omit<DeviceData, 'local'>> {
  const t = bridgeOnDesk(lang)
  const visits = await bridgeAudit(await room.bridge.request(), device.id, VISITS)
  const { card } = await cardView(room, { device: device.id, lang }, doors)
  return {
    ...{ device: actsOf(device, doors), account: device.account, state: stateOf(device), card },
    facts: factsOf(device, t, lang),
    visits: visits.map(({ at, kind, why, place: from, times }) => ({
      at: t.moment(at),
      what: [t.device.seen[kind] ?? kind, why === null ? '' : `(${t.device.why[why] ?? why})`].filter(Boolean).join(' '),
      from: place(from, t),
      times,
    })),
  }
}

function factsOf(device: Device, t: DeskBridgeText, lang: Lang): DeviceData['facts'] {
  const { device: words } = t
  const more = (['mend', 'queue', 'oldTls'] as const).filter((name) => device[name]).map((name) => words[name])
  const facts: readonly (readonly [string, string])[] = [
    [words.state, t.devices.states[stateOf(device)]],
    [words.may, device.protocols.map((protocol) => t.add.protocolWords[protocol]).join(', ')],
    [words.senders, device.protocols.includes('smtp') ? device.senders.join(', ') || device.account : ''],
    [words.networks, device.networks.join(', ') || words.here],
    [words.perMinute, device.perMinute === null ? '' : String(device.perMinute)],
    [words.expires, device.expires === null ? '' : deskIn(lang).day(device.expires)],
    [words.more, more.join(', ')],
    [words.made, t.moment(device.made)],
    [words.last, lastWords(device, t)],
  ]
  return facts.filter(([, value]) => value !== '')
}
