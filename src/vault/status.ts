// What can be said of a vault without asking anybody: where it is, what opens it, whether it is open now, how old its backup is.

import { stat } from 'node:fs/promises'
import { SesameError } from '../model/errors.ts'
import { agentUntil } from './agent/client.ts'
import { openVault } from './open.ts'
import { headerOf, vaultFile } from './place.ts'
import type { OpenRequest, Vault } from './vault.ts'

export interface VaultStatus {
  readonly file: string
  readonly format: Vault['format']
  readonly opens: readonly ('keyring' | 'passphrase')[]
  /** Nobody would be asked now. */
  readonly open: boolean
  /** Why it is not, when it is more than waiting for its passphrase. */
  readonly trouble: SesameError | null
  /** ISO date and time at which `sesame vault unlock` forgets, if nobody asks before. */
  readonly until: string | null
  /** Null when it is locked. */
  readonly entries: number | null
  /** ISO date and time of the backup. */
  readonly backup: string | null
}

/** Throws `vault-missing`, `vault-damaged` or `vault-newer`. */
export async function vaultStatus({ folder, env }: Omit<OpenRequest, 'ask'>): Promise<VaultStatus> {
  const header = await headerOf(folder)
  const file = header.kdbx ?? (await vaultFile(folder))
  const kinds = new Set(header.slots.map(({ kind }) => kind))
  if (header.kdbx !== undefined) kinds.add('passphrase')
  const opened = await count({ folder, env, quiet: true })
  return {
    file,
    format: header.kdbx === undefined ? 'sesame' : 'kdbx',
    opens: [...kinds],
    open: typeof opened === 'number',
    trouble: opened instanceof SesameError && opened.code !== 'vault-locked' ? opened : null,
    until: await agentUntil({ folder, env }),
    entries: typeof opened === 'number' ? opened : null,
    backup: await stat(`${file}.bak`).then(
      ({ mtime }) => mtime.toISOString(),
      () => null,
    ),
  }
}

async function count(request: OpenRequest): Promise<number | SesameError> {
  try {
    const vault = await openVault(request)
    try {
      return (await vault.list()).length
    } finally {
      vault.close()
    }
  } catch (error) {
    if (error instanceof SesameError) return error
    throw error
  }
}
