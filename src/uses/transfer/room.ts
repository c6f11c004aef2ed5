// What the ends of one transfer share: the network, the keys of this machine (opened when first needed), whoever can be asked, and what is told of a mailbox that stays shut.

import { setMaxListeners } from 'node:events'
import type { Lab } from '../../lab/lab.ts'
import type { SecretKind } from '../../model/case.ts'
import { SesameError } from '../../model/errors.ts'
import type { Lang } from '../../model/lang.ts'
import type { Secret } from '../../model/secret.ts'
import type { Network } from '../../net/network.ts'
import type { Keys, KeysRequest } from '../keys.ts'
import { type NetworkRequest, openNetwork } from '../network.ts'
import type { SideShut } from './shut.ts'

export type Role = 'from' | 'to'

export interface AskedSecret {
  readonly role: Role
  readonly label: string
  /** What the provider wants to hear. */
  readonly kind: Exclude<SecretKind, 'oauth'>
  /** The first one was refused. */
  readonly again: boolean
}

export interface RoomRequest extends NetworkRequest, KeysRequest {
  readonly lang: Lang
  readonly signal: AbortSignal
  /** Only what the vault keeps; without it the vault is looked into first, and the person asked next. */
  readonly saved?: boolean | undefined
  /** Absent where nobody can be asked. Null: no answer. */
  readonly askSecret?: ((about: AskedSecret) => Promise<Secret | null>) | undefined
  /** Kept sign-ins by the mailbox that they open: a delegate's address for a shared mailbox, `app:TENANT:CLIENT`. Lower case. */
  readonly signIns?: ReadonlyMap<string, string> | undefined
  /** Nobody sits in front of it, and what passes by itself is tried again on a schedule: told as BoxRefusal from the first connection on. */
  readonly scheduled?: boolean | undefined
  /** A sign-in was refused for good; told once for each end, before the error. */
  readonly onShut?: ((shut: SideShut) => void) | undefined
}

export interface Room {
  readonly network: Network
  readonly request: RoomRequest
  /** Servers and mailboxes of the lab: nothing of them outlives the run. */
  readonly lab: Lab | null
  /** Null where this machine has no vault. Throws `vault-locked` and its kin. */
  keys(): Promise<Keys | null>
  close(): Promise<void>
}

async function openedKeys(...wanted: Parameters<typeof import('../keys.ts')['openKeys']>): Promise<Keys> {
  const { openKeys } = await import('../keys.ts')
  return openKeys(...wanted)
}

/** Throws `network-config-invalid`. Must be closed. */
export async function openRoom(request: RoomRequest): Promise<Room> {
  // Each connection that is being made listens to it.
  setMaxListeners(0, request.signal)
  const opened = await openNetwork(request)
  let keys: Promise<Keys | null> | undefined
  return {
    network: opened.network,
    request,
    lab: opened.running ?? null,
    keys() {
      keys ??= openedKeys(request, opened).catch((error: unknown) => {
        if (error instanceof SesameError && error.code === 'vault-missing' && request.saved !== true) return null
        throw error
      })
      return keys
    },
    async close() {
      const open = await keys?.catch(() => null)
      open?.close()
      await opened.close()
    },
  }
}
