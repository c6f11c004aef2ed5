// A folder with a vault in it, cheap to open, and what every test of vaults needs.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SesameError } from '../../src/model/errors.ts'
import { Secret } from '../../src/model/secret.ts'
import { makeVault } from '../../src/vault/make.ts'
import { openVault } from '../../src/vault/open.ts'
import type { NewEntry, Vault } from '../../src/vault/vault.ts'

/** A passphrase whose guess costs a millisecond. */
export const CHEAP = { log2n: 10, r: 8, p: 1 } as const
export const PASSPHRASE = 'correct horse “battery” staple é'

export interface Folder {
  readonly folder: string
  remove(): void
}

export function emptyFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-vault-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function vaultIn(folder: string): Promise<Vault> {
  await makeVault({ folder, passphrase: new Secret(PASSPHRASE), cost: CHEAP })
  return openIn(folder)
}

export function openIn(folder: string, passphrase = PASSPHRASE): Promise<Vault> {
  return openVault({ folder, env: {}, ask: async () => new Secret(passphrase) })
}

export function entry(name: string, more: Partial<NewEntry> = {}): NewEntry {
  return { name, sort: 'password', title: name, ...more }
}

export const code = (expected: string) => (error: unknown) => error instanceof SesameError && error.code === expected
