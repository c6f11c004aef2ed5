// Where the vault of a data folder is, and what is in that file: our entries, or the name of the KeePass file that has them.

import { access, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SesameError } from '../model/errors.ts'
import { bytesOfVault } from './file-vault.ts'
import { type Header, readSealed } from './sealed.ts'

/** The file that says everything: entries or a pointer to them. A link is followed: it stays a link when the vault is written. */
export async function vaultFile(folder: string): Promise<string> {
  const inside = await realpath(folder).catch(() => resolve(folder))
  const file = join(inside, 'vault.json')
  return realpath(file).catch(() => file)
}

/** Throws `vault-missing`, `vault-damaged` or `vault-newer`. */
export async function headerOf(folder: string): Promise<Header> {
  const file = await vaultFile(folder)
  if (!(await isThere(file))) {
    // Its backup without it: something went wrong, and it is not that nobody made one.
    if (await isThere(`${file}.bak`)) throw new SesameError('vault-damaged', { file, why: 'gone', backup: `${file}.bak` })
    throw new SesameError('vault-missing', { folder: resolve(folder) })
  }
  return readSealed(await bytesOfVault(file), file).header
}

export function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
}
