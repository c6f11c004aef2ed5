// What the bridge's first page shows: runs, mailboxes with the next step, devices; everything in words.

import { hostname } from 'node:os'
import type { Lang } from '../../../model/lang.ts'
import { type BridgeStatus, bridgeStatus, listMailQueue } from '../../../sesame.ts'
import { bridgeOnDesk, type DeskBridgeText } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { AccountView, BridgeData, DeviceRow, RunView } from '../../bridge-view.ts'
import type { DeskRoom } from '../desk.ts'

type AccountStatus = BridgeStatus['accounts'][number]

export const devicePath = (id: string): string => `/bridge/devices/${encodeURIComponent(id)}`

const letterPath = (account: string): string => `/bridge/mailboxes/${encodeURIComponent(account)}/letter`

export async function overview(room: DeskRoom, lang: Lang): Promise<Omit<BridgeData, 'start' | 'done'>> {
  const t = bridgeOnDesk(lang)
  const request = await room.bridge.request()
  const [status, { counts }, vault] = await Promise.all([bridgeStatus({ ...request, lang }), listMailQueue(request), room.vault.view(lang)])
  const { times, from } = status.strangers
  return {
    vault,
    forgets: room.bridge.forgets,
    runs: status.runs.map((run) => runView(run, room, lang)),
    accounts: status.accounts.map((account) => accountView(account, t)),
    devices: status.devices.map((device) => deviceRow(device, t)),
    strangers: times === 0 ? '' : t.devices.strangers(times, place(from, t)),
    waiting: counts.waiting,
    failed: counts.failed,
  }
}

function runView(
  { pid, host, since, state, draining, doors, settings }: BridgeStatus['runs'][number],
  room: DeskRoom,
  lang: Lang,
): RunView {
  const own = room.bridge.isRunning() && pid === process.pid && host === hostname()
  const leftOut = own ? room.bridge.leftOut() : []
  return {
    ...{ own, pid, host, doors, settings, since: bridgeOnDesk(lang).moment(since), state: draining ? 'draining' : state },
    certificate: leftOut.length === 0 ? '' : textIn(lang).bridgeSetup.event.namesLeftOut(leftOut.join(', ')),
  }
}

function accountView({ id, opens, signer, sending, lastOk, signInAgain, shut }: AccountStatus, t: DeskBridgeText): AccountView {
  const { accounts } = t
  const again = signInAgain === null ? '' : againWords(signInAgain, t)
  const how = [opens === 'oauth' ? accounts.oauth(signer) : accounts.password, sending === 'graph' ? accounts.graph : '']
  const told = { id, how: how.filter(Boolean).join(' '), again }
  if (shut === null)
    return {
      ...{ ...told, said: '', likely: '', steps: [], letter: null },
      state: lastOk === null ? 'fresh' : 'works',
      says: lastOk === null ? accounts.freshLead : accounts.lastOk(t.moment(lastOk)),
      next: signInAgain?.kind === 'now' ? { kind: 'sign-in', value: signer } : null,
    }
  return {
    ...told,
    state: 'shut',
    says: `${accounts.why[shut.kind]} ${accounts.shutSince(t.moment(shut.since))}`,
    said: shut.said,
    likely: shut.diagnosis?.title ?? '',
    steps: shut.diagnosis?.steps ?? [],
    letter: shut.diagnosis?.letter ? letterPath(id) : null,
    next: nextStep(opens, signer, shut),
  }
}

function nextStep(opens: AccountStatus['opens'], signer: string, { kind, next }: NonNullable<AccountStatus['shut']>): AccountView['next'] {
  if (kind === 'unavailable' || kind === 'throttled') return { kind: 'wait' }
  if (kind === 'policy') return { kind: 'ask' }
  return opens === 'oauth' ? { kind: 'sign-in', value: signer } : { kind: 'command', value: next ?? '' }
}

function againWords(again: NonNullable<AccountStatus['signInAgain']>, { accounts, moment }: DeskBridgeText): string {
  if (again.kind === 'kept') return accounts.again.kept(again.days)
  if (again.kind === 'end') return accounts.again.end(moment(again.until))
  return accounts.again[again.kind]
}

type Row = BridgeStatus['devices'][number]

function deviceRow(device: Row, t: DeskBridgeText): DeviceRow {
  return {
    ...{ id: device.id, title: device.title, account: device.account, href: devicePath(device.id) },
    may: device.protocols.map((protocol) => protocol.toUpperCase()).join(', '),
    last: lastWords(device, t),
    state: stateOf(device),
  }
}

export const lastWords = ({ lastUsed, lastFrom }: Pick<Row, 'lastUsed' | 'lastFrom'>, t: DeskBridgeText): string =>
  lastUsed === null ? t.devices.never : t.devices.from(t.moment(lastUsed), place(lastFrom, t))

export const place = (from: string | null, t: DeskBridgeText): string =>
  from === null || /^(::ffff:)?127\.|^::1$/.test(from) ? t.devices.here : from.replace(/^::ffff:/, '')

export function stateOf({ revoked, expires }: Pick<Row, 'revoked' | 'expires'>): DeviceRow['state'] {
  if (revoked !== null) return 'revoked'
  return expires !== null && Date.parse(expires) < Date.now() ? 'expired' : 'live'
}
