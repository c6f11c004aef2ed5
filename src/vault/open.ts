// Opens the vault of this machine, whichever file keeps it.

import { openSealed } from './contents.ts'
import { fileVault } from './file-vault.ts'
import { headerOf, vaultFile } from './place.ts'
import { type Header, readSealed } from './sealed.ts'
import { type TryPassphrase, tryOf, unlock } from './unlock.ts'
import type { OpenRequest, Vault } from './vault.ts'

/** Must be closed. Throws `vault-missing`, `vault-locked`, `vault-passphrase`, `vault-damaged`, `vault-newer`, `vault-readable`, `keyring-unavailable`. */
export async function openVault(request: OpenRequest): Promise<Vault> {
  const header = await headerOf(request.folder)
  const vault =
    header.kdbx === undefined ? sealedVault(request, await vaultFile(request.folder)) : await kdbxVault(request, header, header.kdbx)
  await vault.ready()
  return vault
}

function sealedVault(request: OpenRequest, file: string) {
  let typed: Buffer | null = null
  return fileVault({
    ...{ file, format: 'sesame', folder: request.folder, open: openSealed },
    async unlock(bytes, refused) {
      // A slot that opened has proved its key: nobody is asked a second time for a file that somebody tampered with.
      if (refused !== null && typed?.equals(refused)) return refused
      const { header } = readSealed(bytes, file)
      const tryPassphrase: TryPassphrase = async (passphrase) => {
        typed = await tryOf(header)(passphrase)
        return typed
      }
      return unlock(request, header, { tryPassphrase, refused })
    },
  })
}

/** The library for it is loaded only where such a file is. */
async function kdbxVault(request: OpenRequest, header: Header, file: string) {
  const { openKdbxContents } = await import('./kdbx-contents.ts')
  return fileVault({
    ...{ file, format: 'kdbx', folder: request.folder, open: openKdbxContents },
    unlock: async (bytes, refused) => unlock(request, header, { tryPassphrase: await tryOnKdbx(bytes, file), refused }),
  })
}

export async function tryOnKdbx(bytes: Buffer, file: string): Promise<TryPassphrase> {
  const { bookOf, keyOf } = await import('./kdbx-contents.ts')
  return async (passphrase) => {
    const key = keyOf(passphrase)
    return (await bookOf(bytes, key, file)) === null ? null : key
  }
}
