// The keys of one run: the vault of this machine, opened before anything is asked of anybody; the lab's forgets.

import { Secret } from '../model/secret.ts'
import type { GrantShelf, OAuthClient } from '../oauth/shapes.ts'
import { dataFolder } from '../store/place.ts'
import type { AskPassphrase, Vault } from '../vault/vault.ts'
import { grantShelf } from './grant-shelf.ts'
import type { OpenNetwork } from './network.ts'

export interface KeysRequest {
  /** `--data`; then SESAME_DATA, then the platform's own place. */
  readonly data?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absent where nobody can be asked. */
  readonly askPassphrase?: AskPassphrase | undefined
  /** Instead of the machine's own: whoever has one open already. It stays open. */
  readonly vault?: Vault | undefined
}

export interface Keys {
  readonly folder: string
  readonly vault: Vault
  readonly shelf: GrantShelf
  /** Nothing of it outlives the run. */
  readonly forgets: boolean
  close(): void
}

/** Throws what `openVault` throws: `vault-missing`, `vault-locked` ... */
export async function openKeys(
  { data, env, askPassphrase, vault: given }: KeysRequest,
  { running }: Partial<OpenNetwork> = {},
): Promise<Keys> {
  const folder = dataFolder({ folder: data, env })
  const forgets = given === undefined && running !== undefined && data === undefined
  const vault = given ?? (forgets ? await forgetting() : await own(folder, env, askPassphrase))
  const labClients = running === undefined ? [] : Object.values(running.oauthClients)
  return {
    folder,
    vault,
    forgets,
    shelf: grantShelf(vault, folder, labClients.map(labClient)),
    close: () => given === undefined && vault.close(),
  }
}

async function own(folder: string, env: KeysRequest['env'], ask: AskPassphrase | undefined): Promise<Vault> {
  const { openVault } = await import('../vault/open.ts')
  return openVault({ folder, env, ...(ask && { ask }) })
}

async function forgetting(): Promise<Vault> {
  return (await import('../vault/memory.ts')).memoryVault()
}

/** A client of the lab, worthless outside. */
export function labClient({ id, secret }: { readonly id: string; readonly secret?: string }): OAuthClient {
  return { id, ...(secret !== undefined && { secret: new Secret(secret) }) }
}
