// Devices of the bridge: added with a password that is shown once, listed, given a new one, revoked.

import { hashDevicePassword, makeDevicePassword } from '../../bridge/device-password.ts'
import { isNetwork } from '../../bridge/networks.ts'
import type { Account, Device } from '../../bridge/shapes.ts'
import { SesameError } from '../../model/errors.ts'
import type { Protocol } from '../../model/protocol.ts'
import type { Secret } from '../../model/secret.ts'
import { addDevice, deleteDevice, keepAccount, renewDevice, revokeDevice } from '../../store/bridge.ts'
import { openStore, type Store } from '../../store/database.ts'
import type { Vault } from '../../vault/vault.ts'
import { addressOf } from '../address-of.ts'
import { type KeysRequest, openKeys } from '../keys.ts'
import { type NetworkRequest, openNetwork } from '../network.ts'
import { accountFor } from './account-for.ts'
import { hashKey } from './hash-key.ts'
import { accountsIn, deviceIn, devicesIn, digestEntry, type Told } from './roll.ts'

export interface BridgeRequest extends NetworkRequest, KeysRequest {}

export interface NewDevice {
  /** `printer`: letters, digits, dashes. */
  readonly name: string
  readonly title?: string | undefined
  /** The mailbox. */
  readonly address: string
  /** Signs in for a shared mailbox. */
  readonly delegate?: string | undefined
  /** The name of a kept sign-in that is not the mailbox's own: an app's. */
  readonly signIn?: string | undefined
  readonly protocols?: readonly Protocol[] | undefined
  readonly senders?: readonly string[]
  readonly networks?: readonly string[]
  readonly perMinute?: number | undefined
  /** ISO date. */
  readonly expires?: string | undefined
  readonly mend?: boolean
  /** CRAM-MD5: its password is then kept, in the vault. */
  readonly digest?: boolean
  readonly queue?: boolean
  readonly oldTls?: boolean
  readonly graph?: boolean
}

export interface AddedDevice {
  readonly device: Device
  readonly account: Account
  /** Shown once. */
  readonly password: Secret
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/

/** Throws `record-invalid` for what cannot be, `sign-in-unknown` when nothing is kept for the address, and what the vault and the store throw. */
export async function addBridgeDevice(request: BridgeRequest, wanted: NewDevice): Promise<AddedDevice> {
  const name = checked(wanted)
  return withRoom(request, async ({ db, vault, open }) => {
    const account = await accountFor({ ...open, vault, db }, wanted)
    const protocols = wanted.protocols ?? (Object.keys(account.endpoints) as Protocol[])
    const password = makeDevicePassword()
    const told: Told = {
      title: wanted.title ?? name,
      protocols,
      senders: wanted.senders ?? [],
      networks: wanted.networks ?? [],
      perMinute: wanted.perMinute ?? null,
      expires: wanted.expires ?? null,
      mend: wanted.mend ?? false,
      queue: wanted.queue ?? account.sending === 'graph',
      digest: wanted.digest ?? false,
      oldTls: wanted.oldTls ?? false,
    }
    keepAccount(db, account.id, account)
    const hash = hashDevicePassword(password, await hashKey(vault))
    if (!addDevice(db, { id: name, account: account.id, hash, made: new Date().toISOString(), told }))
      throw new SesameError('bridge-device-exists', { name })
    if (told.digest) await keepForDigest(vault, name, password)
    return { device: deviceIn(db, name) as Device, account, password }
  })
}

/** Whoever checks a digest must know the password: the one case in which it is kept. */
function keepForDigest(vault: Vault, name: string, password: Secret): Promise<void> {
  return vault.write({ name: digestEntry(name), sort: 'bridge', title: `Bridge: ${name}` }, password)
}

export interface BridgeList {
  readonly accounts: readonly Account[]
  readonly devices: readonly Device[]
}

export async function listBridge(request: Pick<BridgeRequest, 'data' | 'env'>): Promise<BridgeList> {
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    return { accounts: accountsIn(db), devices: devicesIn(db) }
  } finally {
    db.close()
  }
}

/** The old password is dead from the next sign-in on. Throws `bridge-device-unknown`. */
export async function renewBridgeDevice(request: BridgeRequest, name: string): Promise<AddedDevice> {
  return withRoom(request, async ({ db, vault }) => {
    const password = makeDevicePassword()
    if (!renewDevice(db, name, hashDevicePassword(password, await hashKey(vault)))) throw unknown(db, name)
    const device = deviceIn(db, name) as Device
    if (device.digest) await keepForDigest(vault, name, password)
    return { device, account: accountsIn(db).find(({ id }) => id === device.account) as Account, password }
  })
}

/** True when it was live. `forget` takes it off the list too. Throws `bridge-device-unknown`. */
export async function revokeBridgeDevice(request: Pick<BridgeRequest, 'data' | 'env'>, name: string, forget = false): Promise<boolean> {
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    if (deviceIn(db, name) === null) throw unknown(db, name)
    return forget ? deleteDevice(db, name) : revokeDevice(db, name, new Date().toISOString())
  } finally {
    db.close()
  }
}

function checked({ name, protocols, senders = [], networks = [], perMinute, expires, address, delegate }: NewDevice): string {
  const wrong = (field: string, value: string, allowed = '') => new SesameError('record-invalid', { field, value, allowed })
  if (!NAME.test(name)) throw wrong('NAME', name, 'a-z, 0-9, -')
  for (const one of [address, ...(delegate === undefined ? [] : [delegate]), ...senders]) addressOf(one)
  if (protocols?.length === 0) throw wrong('--protocols', '', 'imap, pop3, smtp')
  const network = networks.find((one) => !isNetwork(one))
  if (network !== undefined) throw wrong('--networks', network, '192.168.1.0/24')
  if (perMinute !== undefined && !(Number.isInteger(perMinute) && perMinute > 0))
    throw wrong('--per-minute', String(perMinute), '1, 2, 3 …')
  if (expires !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expires)) throw wrong('--expires', expires, '2027-12-31')
  return name
}

function unknown(db: Store, name: string): SesameError {
  return new SesameError('bridge-device-unknown', {
    name,
    near: devicesIn(db)
      .map(({ id }) => id)
      .join(', '),
  })
}

interface Room {
  readonly db: Store
  readonly vault: Vault
  readonly open: Awaited<ReturnType<typeof openNetwork>>
}

async function withRoom<T>(request: BridgeRequest, work: (room: Room) => Promise<T>): Promise<T> {
  const open = await openNetwork(request)
  try {
    const keys = await openKeys(request, open)
    try {
      const db = await openStore({ folder: request.data, env: request.env })
      try {
        return await work({ db, vault: keys.vault, open })
      } finally {
        db.close()
      }
    } finally {
      keys.close()
    }
  } finally {
    await open.close()
  }
}
