// The account life sheet: what must be known of a mailbox when its owner, its phone or its administrator is gone. It holds references to secrets, never a secret.

import type { Protocol } from '../model/protocol.ts'

export const SIGN_INS = ['oauth', 'password', 'app-password', 'unknown'] as const
/** How an app on a device gets in. */
export type SignIn = (typeof SIGN_INS)[number]

export const ACCOUNT_KINDS = ['personal', 'work', 'unknown'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

export const DEVICE_STATES = ['in-use', 'lost', 'retired'] as const
export type DeviceState = (typeof DEVICE_STATES)[number]

export const FACTOR_KINDS = ['totp', 'prompt', 'sms', 'call', 'key', 'passkey', 'email', 'other'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]

export const SECRET_KINDS = ['password', 'oauth', 'recovery', 'admin', 'other'] as const
export type SecretRefKind = (typeof SECRET_KINDS)[number]

/** One app on one device. Several apps of a device are several of these. */
export interface Device {
  /** What its owner calls it: `iPhone de Marie`. */
  readonly device: string
  /** An app id of the knowledge, or free words. */
  readonly app?: string
  readonly signIn: SignIn
  readonly protocols?: readonly Protocol[]
  readonly holder?: string
  /** Days, `YYYY-MM-DD`. `since`: the last sign-in that a person made; `reauthorize`: when one is asked for again. */
  readonly since?: string
  readonly reauthorize?: string
  readonly state: DeviceState
  readonly note?: string
}

export interface Factor {
  /** Unique on its sheet. */
  readonly name: string
  readonly kind: FactorKind
  /** The device, or the place where the key lies. */
  readonly where?: string
  /** Where the spare codes are kept: a reference, never the codes. */
  readonly spareCodes?: string
  readonly since?: string
  readonly note?: string
}

/** What has a date on which it should be changed. */
export interface Rotated {
  readonly made?: string
  readonly changed?: string
  /** Wins over `every`. */
  readonly due?: string
  /** Months between changes; 0: never; absent: those of the sheet. */
  readonly every?: number
}

export interface SecretRef extends Rotated {
  /** Unique on its sheet: `main password`. */
  readonly name: string
  readonly kind: SecretRefKind
  /** Name of the entry of the vault that holds it, or where else it is kept. */
  readonly vault?: string
  readonly note?: string
}

export interface AppPasswordRef extends Rotated {
  /** Unique on its sheet, and the same that the provider shows: `iPhone de Marie`. */
  readonly label: string
  readonly device: string
  readonly app?: string
  readonly vault?: string
  readonly state: 'active' | 'revoked'
  readonly revoked?: string
  readonly note?: string
}

export interface Redirection {
  readonly to: string
  readonly keepsCopy?: boolean
  readonly since?: string
  readonly note?: string
}

/** What the doctor found once. */
export interface SheetFinding {
  /** The case's id, as the history keeps it. */
  readonly case: string
  readonly at: string
  readonly outcome: 'works' | 'fault' | 'unknown'
  readonly cause?: string
  readonly app?: string
  /** A message went and came back. */
  readonly proved: boolean
}

/** Who said it, where it was not a person. What a person writes has none, and is never written over by what has one. */
export interface Origin {
  readonly from: 'doctor' | 'history' | 'import'
  /** ISO day. */
  readonly at: string
  readonly about?: string
}

export interface Sheet {
  readonly address: string
  /** A provider id of the knowledge, or free words. */
  readonly provider?: string
  readonly kind: AccountKind
  readonly owners: readonly string[]
  readonly delegates: readonly string[]
  readonly secondAdmin?: string
  readonly aliases: readonly string[]
  readonly redirections: readonly Redirection[]
  /** Masked: enough to recognise them. */
  readonly recovery: { readonly email?: string; readonly phone?: string }
  /** `imaps://imap.mail.me.com:993`. */
  readonly servers: readonly string[]
  readonly devices: readonly Device[]
  readonly factors: readonly Factor[]
  readonly secrets: readonly SecretRef[]
  readonly appPasswords: readonly AppPasswordRef[]
  /** Months between changes of a secret where nothing else is said. */
  readonly rotation: number
  readonly findings: readonly SheetFinding[]
  /** Dated changes at the provider that were dealt with: policy id to the day. */
  readonly settled: Readonly<Record<string, string>>
  readonly notes?: string
  /** By field, or by field and name: `provider`, `devices/Thunderbird`. */
  readonly origins: Readonly<Record<string, Origin>>
}

/** A sheet as it is kept. */
export interface KeptSheet {
  readonly sheet: Sheet
  /** Rises by one with each change: who writes over says which one they read. */
  readonly version: number
  /** ISO dates and times. */
  readonly created: string
  readonly changed: string
}

export const ROTATION_MONTHS = 12

export function emptySheet(address: string): Sheet {
  return {
    address,
    kind: 'unknown',
    owners: [],
    delegates: [],
    aliases: [],
    redirections: [],
    recovery: {},
    servers: [],
    devices: [],
    factors: [],
    secrets: [],
    appPasswords: [],
    rotation: ROTATION_MONTHS,
    findings: [],
    settled: {},
    origins: {},
  }
}
