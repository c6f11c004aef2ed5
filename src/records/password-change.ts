// What stops working when the main password of a mailbox is changed, and in which order it is mended. Pure.

import type { Client, Provider } from '../model/knowledge.ts'
import type { AppPasswordRef, Device, Sheet } from './sheet.ts'
import { nameKey } from './sheet-shape.ts'

/** `surely`: it has the password itself, or the provider says so. `perhaps`: nobody knows how it signs in, or what the provider does. */
export type Stops = 'surely' | 'perhaps' | 'no'

export interface StoppedDevice {
  readonly device: Device
  readonly stops: Stops
  /** What mends it. */
  readonly mend: 'type-new-password' | 'new-app-password' | 'sign-in-again' | 'look'
  /** A machine or program that tries again by itself: with the old password it may lock the account, so it comes first. */
  readonly triesByItself: boolean
}

export interface PasswordChange {
  readonly appPasswords: 'die' | 'stay' | 'unknown'
  readonly signIns: 'die' | 'stay' | 'unknown'
  /** Those that die, all of them, whether their device is known or not. */
  readonly dying: readonly AppPasswordRef[]
  /** In the order in which they are mended; those that go on working come last. */
  readonly devices: readonly StoppedDevice[]
}

export function passwordChange(
  sheet: Sheet,
  provider: Provider | undefined,
  clientOf: (app: string | undefined) => Client | undefined,
): PasswordChange {
  const appPasswords = fate(provider?.appPassword?.killedBy)
  const signIns = fate(provider?.oauth?.tokens?.killedBy)
  const active = sheet.appPasswords.filter((one) => one.state === 'active')
  const devices = sheet.devices
    .filter((one) => one.state === 'in-use')
    .map((device): StoppedDevice => {
      const kind = clientOf(device.app)?.kind
      const triesByItself = kind === 'device' || kind === 'server' || kind === 'program'
      return { device, triesByItself, ...stopOf(device, active, appPasswords, signIns) }
    })
    .sort((a, b) => rank(a) - rank(b))
  return { appPasswords, signIns, dying: appPasswords === 'stay' ? [] : active, devices }
}

function fate(killedBy: readonly string[] | undefined): PasswordChange['appPasswords'] {
  return killedBy === undefined ? 'unknown' : killedBy.includes('password-change') ? 'die' : 'stay'
}

function stopOf(
  device: Device,
  active: readonly AppPasswordRef[],
  appPasswords: PasswordChange['appPasswords'],
  signIns: PasswordChange['signIns'],
): Pick<StoppedDevice, 'stops' | 'mend'> {
  const has = active.some((one) => nameKey(one.device) === nameKey(device.device))
  if (device.signIn === 'password') return { stops: 'surely', mend: 'type-new-password' }
  if (device.signIn === 'app-password' || (device.signIn === 'unknown' && has))
    return { stops: word(appPasswords), mend: 'new-app-password' }
  if (device.signIn === 'oauth') return { stops: word(signIns), mend: 'sign-in-again' }
  return { stops: 'perhaps', mend: 'look' }
}

const word = (fate: PasswordChange['signIns']): Stops => (fate === 'die' ? 'surely' : fate === 'stay' ? 'no' : 'perhaps')

/** What could lock the account first; then what surely stops; then what may; then what goes on. */
function rank({ stops, triesByItself, mend }: StoppedDevice): number {
  const order = { surely: 0, perhaps: 10, no: 20 }[stops] + ['type-new-password', 'new-app-password', 'sign-in-again', 'look'].indexOf(mend)
  return stops !== 'no' && triesByItself ? order - 100 : order
}
