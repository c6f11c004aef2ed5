// The bridge's accounts and devices, as the store keeps them and as the bridge speaks of them.

import type { Roll } from '../../bridge/door.ts'
import type { Account, Device } from '../../bridge/shapes.ts'
import {
  allAccounts,
  allDevices,
  anyDigestDevice,
  deviceByHash,
  digestDevices,
  findAccount,
  findDevice,
  type StoredDevice,
  usedDevice,
} from '../../store/bridge.ts'
import type { Store } from '../../store/database.ts'
import type { Vault } from '../../vault/vault.ts'

/** What of a device is kept as JSON beside its columns. */
export type Told = Omit<Device, 'id' | 'account' | 'hash' | 'made' | 'revoked' | 'lastUsed' | 'lastFrom'>

export function deviceOf({ told, ...columns }: StoredDevice): Device {
  return { ...(told as Told), ...columns }
}

export const accountIn = (db: Store, id: string): Account | null => findAccount(db, id) as Account | null
export const accountsIn = (db: Store): readonly Account[] => allAccounts(db) as Account[]
export const devicesIn = (db: Store): readonly Device[] => allDevices(db).map(deviceOf)
export function deviceIn(db: Store, id: string): Device | null {
  const found = findDevice(db, id)
  return found && deviceOf(found)
}

/** Where the password of a device lies that answers challenges. */
export const digestEntry = (id: string): string => `bridge/device/${id}`

/** Reads at each knock: a device added or revoked by another process counts from the next sign-in on. */
export function rollOf(db: Store, now: () => string, vault?: Vault): Roll {
  return {
    deviceByHash(hash) {
      const found = deviceByHash(db, hash)
      return found && deviceOf(found)
    },
    account: (id) => accountIn(db, id),
    anyDigest: () => anyDigestDevice(db),
    digestDevices: () => digestDevices(db).map(deviceOf),
    digestPassword: async ({ id }) => (await vault?.read(digestEntry(id)))?.secret ?? null,
    used: (device, from) => usedDevice(db, device.id, now(), from),
  }
}
