// The vault of this machine, for whoever keeps or needs a secret: the same calls as in `vault/`, with the place found first.

import { SesameError } from '../model/errors.ts'
import type { Lang } from '../model/lang.ts'
import type { Secret } from '../model/secret.ts'
import { dataFolder, type PlaceRequest } from '../store/place.ts'
import { lockAgent } from '../vault/agent/client.ts'
import { type ChangeRequest, changePassphrase } from '../vault/change-passphrase.ts'
import { keyringTrouble as troubleOfKeyring } from '../vault/keyring.ts'
import { type MakeRequest, makeVault as make } from '../vault/make.ts'
import { memoryVault } from '../vault/memory.ts'
import { openVault as open } from '../vault/open.ts'
import { passphraseFromFile } from '../vault/passphrase-file.ts'
import { isThere, vaultFile } from '../vault/place.ts'
import { type Restored, restoreVault as restore } from '../vault/restore.ts'
import { vaultStatus as status, type VaultStatus } from '../vault/status.ts'
import { unlockFor } from '../vault/unlock-for.ts'
import type { AskPassphrase, OpenRequest, Vault } from '../vault/vault.ts'

export interface VaultPlace extends PlaceRequest {
  /** Absent where nobody can be asked. */
  readonly ask?: AskPassphrase | undefined
}

/** Must be closed. */
export const openVault = (place: VaultPlace): Promise<Vault> => open(requestOf(place))

/** One that forgets everything with this process: the lab's. */
export const forgettingVault = (): Vault => memoryVault()

/** Gives the file that has the entries. */
export const makeVault = (place: PlaceRequest, how: Omit<MakeRequest, 'folder'>): Promise<string> =>
  make({ folder: dataFolder(place), ...how })

/** The old passphrase is asked for by `ask`, the new one by `next`. */
export const changeVaultPassphrase = (place: VaultPlace, next: ChangeRequest['next']): Promise<void> =>
  changePassphrase({ ...requestOf(place), next })

export const unlockVault = (place: VaultPlace, idleMs: number): Promise<void> => unlockFor(requestOf(place), idleMs)

/** True when an agent held its key. */
export const lockVault = (place: PlaceRequest): Promise<boolean> => lockAgent(requestOf(place))

export const restoreVault = (place: VaultPlace): Promise<Restored> => restore(requestOf(place))

export const vaultStatus = (place: PlaceRequest): Promise<VaultStatus> => status(requestOf(place))

/** Null when the system's keyring keeps and gives back; else why not. */
export const keyringTrouble = troubleOfKeyring

/** Throws `vault-exists` when there is one, so that nobody thinks of a passphrase in vain. */
export async function noVaultYet(place: PlaceRequest): Promise<void> {
  const file = await vaultFile(dataFolder(place))
  if (await isThere(file)) throw new SesameError('vault-exists', { file })
}

/** Null when none is named. Throws `vault-readable`, `file-unreadable` or `no-secret`. */
export const vaultPassphraseFile = passphraseFromFile

function requestOf({ ask, ...place }: VaultPlace): OpenRequest {
  return { folder: dataFolder(place), env: place.env, ...(ask !== undefined && { ask }) }
}

/** Six words, for who would rather not think of one. */
export async function suggestedPassphrase(lang: Lang): Promise<Secret> {
  const { generatePhrase, PHRASE_WORDS, wordsOf } = await import('../vault/generate/phrase.ts')
  return generatePhrase(PHRASE_WORDS.usual, await wordsOf(lang)).secret
}
