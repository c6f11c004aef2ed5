// What keeps secrets by name on this machine. Two files can do it, ours or a KeePass one; who uses a vault does not see which.

import type { Secret } from '../model/secret.ts'

export type SecretSort = 'password' | 'app-password' | 'oauth' | 'oauth-client' | 'bridge' | 'key' | 'note'

/** Everything about a secret but itself. */
export interface VaultEntry {
  /** Unique: `password/marie@icloud.com`, `oauth/paul@outlook.com` ... */
  readonly name: string
  readonly sort: SecretSort
  /** What a person calls it. */
  readonly title: string
  readonly user?: string
  readonly url?: string
  readonly note?: string
  /** ISO dates and times. */
  readonly made: string
  readonly changed: string
  /** ISO date on which it should be changed. */
  readonly due?: string
}

export type NewEntry = Omit<VaultEntry, 'made' | 'changed'>

/**
 * Every call reads the file anew when another process changed it, and a write is on the disk when it resolves.
 * Throws SesameError: `vault-locked`, `vault-passphrase`, `vault-damaged`, `vault-newer`, `vault-unwritable`, `lock-busy`.
 */
export interface Vault {
  readonly file: string
  readonly format: 'sesame' | 'kdbx'
  list(): Promise<readonly VaultEntry[]>
  read(name: string): Promise<{ readonly entry: VaultEntry; readonly secret: Secret } | null>
  /** Writes over what had the name; `made` stays. */
  write(entry: NewEntry, secret: Secret): Promise<void>
  /** All or none of them. */
  writeAll(entries: readonly { readonly entry: NewEntry; readonly secret: Secret }[]): Promise<void>
  /** True when there was one. */
  delete(name: string): Promise<boolean>
  /** Runs alone for this name among all processes of this machine; never nest it for the same name. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Forgets the key. */
  close(): void
}

/** How a vault is opened when nobody typed anything yet. Asked at most three times. */
export type AskPassphrase = (again: boolean) => Promise<Secret | null>

export interface OpenRequest {
  /** Folder of this machine's data (store/place.ts). */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absent where nobody can be asked. */
  readonly ask?: AskPassphrase
  /** Only looks: the agent does not count it as use, so that a page which asks every minute keeps nothing unlocked. */
  readonly quiet?: boolean
}
