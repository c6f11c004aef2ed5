// What the pages of the bridge show, as plain data made by the server. A device's password is in `ReadyData` alone: the answer to the form that made it.

import type { VaultView } from './keys-view.ts'

export interface DoorView {
  readonly protocol: string
  readonly address: string
  readonly port: number
  readonly security: string
  readonly visitors: number
}

/** One process that runs a bridge on this data. */
export interface RunView {
  /** Of this desk: it can be stopped here. */
  readonly own: boolean
  readonly pid: number
  readonly host: string
  /** In words. */
  readonly since: string
  readonly state: 'running' | 'silent' | 'draining'
  readonly doors: readonly DoorView[]
  /** What is wrong with its certificate, in words; empty when nothing is. */
  readonly certificate: string
  /** What is wrong with settings that are not in force. */
  readonly settings: string | null
}

export interface StartView {
  /** Doors of the settings file: they win over what a form says. */
  readonly kept: readonly { readonly protocol: string; readonly address: string; readonly port: number }[] | null
  /** Addresses of this computer that other devices reach. */
  readonly addresses: readonly string[]
  readonly typed: Readonly<Record<string, string>>
  readonly fault: { readonly what: string; readonly next: string } | null
}

export interface AccountView {
  readonly id: string
  readonly state: 'works' | 'shut' | 'fresh'
  readonly how: string
  /** What is so, and since when. */
  readonly says: string
  /** The provider's own words. */
  readonly said: string
  readonly likely: string
  readonly steps: readonly string[]
  /** When a person must sign in again, in words. */
  readonly again: string
  /** What opens it again. `wait`: nothing is to be done. */
  readonly next: { readonly kind: 'sign-in' | 'command'; readonly value: string } | { readonly kind: 'wait' | 'ask' } | null
  /** A letter that is ready to be sent to whoever can act; null where none fits. */
  readonly letter: string | null
}

export interface DeviceRow {
  readonly id: string
  readonly title: string
  readonly href: string
  readonly account: string
  readonly may: string
  /** In words. */
  readonly last: string
  readonly state: 'live' | 'revoked' | 'expired'
}

/** `BridgePage`. */
export interface BridgeData {
  readonly vault: VaultView
  readonly runs: readonly RunView[]
  readonly start: StartView
  /** Of the lab, without a folder of its own. */
  readonly forgets: boolean
  readonly accounts: readonly AccountView[]
  readonly devices: readonly DeviceRow[]
  readonly strangers: string
  readonly waiting: number
  readonly failed: number
  readonly done: string
}

/** `AddDevicePage`. */
export interface AddDeviceData {
  readonly vault: VaultView
  readonly local: boolean
  /** Of the vault: entry, address, sort. */
  readonly signIns: readonly { readonly entry: string; readonly address: string; readonly sort: string }[]
  /** The network of this computer. */
  readonly network: string
  readonly typed: Readonly<Record<string, string>>
  readonly protocols: readonly string[]
  readonly fault: { readonly field: string; readonly what: string; readonly next: string } | null
}

export interface CardView {
  readonly parts: readonly {
    readonly title: string
    /** `copied`: it is typed as it stands, not chosen from a list. */
    readonly rows: readonly { readonly label: string; readonly value: string; readonly copied: boolean }[]
  }[]
  readonly notes: readonly string[]
  /** Protocols for which nobody listens where it can come. */
  readonly missing: string
  /** It has to trust the bridge's authority. */
  readonly trusts: boolean
  /** Why there is no card; null when there is one. */
  readonly trouble: { readonly what: string; readonly next: string } | null
}

/** What can be done with a device from its page. */
export interface DeviceActs {
  readonly id: string
  readonly title: string
  readonly href: string
  /** It may send; else only its sign-in is tried. */
  readonly sends: boolean
  /** Files that can be made for it. */
  readonly formats: readonly string[]
  readonly running: boolean
}

/** `DeviceReadyPage`: shown once, as the answer to a form. */
export interface ReadyData {
  readonly device: DeviceActs
  readonly account: string
  readonly password: string
  readonly card: CardView
  readonly qr: readonly (readonly boolean[])[] | null
}

/** `DevicePage`. */
export interface DeviceData {
  readonly device: DeviceActs
  readonly account: string
  readonly state: DeviceRow['state']
  /** Label and words. */
  readonly facts: readonly (readonly [label: string, words: string])[]
  readonly card: CardView
  readonly local: boolean
  readonly visits: readonly { readonly at: string; readonly what: string; readonly from: string; readonly times: number }[]
}

/** `SurePage`: before a device is renewed or revoked. */
export interface SureData {
  readonly title: string
  readonly lead: readonly string[]
  readonly action: string
  readonly yes: string
  readonly no: string
  readonly back: string
  /** A box to tick, by its name. */
  readonly box: { readonly name: string; readonly words: string } | null
  /** Why it cannot be done from here. */
  readonly barred: string
  readonly fault: { readonly what: string; readonly next: string } | null
}

/** `TestedPage`. */
export interface TestedData {
  readonly href: string
  readonly outcome: string
  readonly ok: boolean
  readonly said: string
}

export interface QueuedRow {
  readonly id: string
  readonly to: string
  readonly device: string
  readonly handed: string
  readonly state: string
  readonly next: string
  readonly said: string
  readonly may: readonly ('cancel' | 'retry')[]
}

/** `QueuePage`. */
export interface QueueData {
  readonly all: boolean
  readonly waits: string
  readonly paused: readonly { readonly what: string; readonly next: string; readonly said: string }[]
  readonly rows: readonly QueuedRow[]
  readonly waiting: number
  readonly done: string
}
