// Opens the vault of this machine, whichever file keeps it.

import { openSealed } from './contents.ts'
import { fileVault } from './file-vault.ts'
import { headerOf, vaultFile } from './place.ts'
import { readSealed } from './sealed.ts'
import { unlock } from './unlock.ts'
import type { OpenRequest, Vault } from './vault.ts'

/** Must be closed. Throws `vault-missing`, `vault-locked`, `vault-passphrase`, `vault-damaged`, `vault-newer`, `vault-readable`, `keyring-unavailable`. */
export async function openVault(request: OpenRequest): Promise<Vault> {
  await headerOf(request.folder)
  const file = vaultFile(request.folder)
  const vault = fileVault({
    file,
    format: 'sesame',
    folder: request.folder,
    open: openSealed,
    unlock: (bytes) => unlock(request, readSealed(bytes, file).header),
  })
  await vault.ready()
  return vault
}
