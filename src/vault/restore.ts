// Takes the backup back, once it was seen to open. What it replaces is kept: as the backup when it is sound, else under a name of its own.

import { link, readFile } from 'node:fs/promises'
import { SesameError } from '../model/errors.ts'
import { locked, lockFile } from '../store/lock.ts'
import { type Contents, openSealed } from './contents.ts'
import { bytesOfVault } from './file-vault.ts'
import { tryOnKdbx } from './open.ts'
import { headerOf, isThere, vaultFile } from './place.ts'
import { replaceFile } from './replace.ts'
import { type Header, readSealed } from './sealed.ts'
import { unlock } from './unlock.ts'
import type { OpenRequest } from './vault.ts'

export interface Restored {
  readonly file: string
  readonly entries: number
  /** What was the vault is the backup now. */
  readonly swapped: boolean
  /** Where the damaged file is now. */
  readonly aside: string | null
}

/** Throws what openVault throws about the backup; `file-unreadable` when there is none. */
export async function restoreVault(request: OpenRequest): Promise<Restored> {
  const main = await vaultFile(request.folder)
  const header = await headerOf(request.folder).catch((error: unknown) => {
    if (error instanceof SesameError && error.code === 'vault-damaged') return null
    throw error
  })
  const file = header?.kdbx ?? main
  const backup = `${file}.bak`
  if (!(await isThere(backup))) throw new SesameError('file-unreadable', { file: backup, why: 'ENOENT' })
  const bytes = await bytesOfVault(backup)
  const contents = header?.kdbx === undefined ? await fromSealed(request, bytes, backup) : await fromKdbx(request, header, bytes, backup)
  return locked(
    lockFile(request.folder, file),
    async () => {
      if (!(await readFile(backup)).equals(bytes)) throw new SesameError('lock-busy', { file })
      const sound = header !== null && (await isSound(header, file))
      const aside = sound || !(await isThere(file)) ? null : await setAside(file)
      await replaceFile(file, bytes, { keep: sound })
      return { file, entries: contents.list().length, swapped: sound, aside }
    },
    { about: file },
  )
}

async function fromSealed(request: OpenRequest, bytes: Buffer, backup: string): Promise<Contents> {
  const contents = await openSealed(bytes, await unlock(request, readSealed(bytes, backup).header), backup)
  if (contents === null) throw new SesameError('vault-damaged', { file: backup, why: 'changed', backup })
  return contents
}

async function fromKdbx(request: OpenRequest, header: Header, bytes: Buffer, backup: string): Promise<Contents> {
  const { openKdbxContents } = await import('./kdbx-contents.ts')
  const tryPassphrase = await tryOnKdbx(bytes, backup)
  const key = await unlock(request, header, { tryPassphrase })
  const contents = await openKdbxContents(bytes, key, backup)
  if (contents !== null) return contents
  // The backup may be older than the key that the keyring or the agent has.
  const again = await openKdbxContents(bytes, await unlock(request, header, { tryPassphrase, refused: key }), backup)
  if (again === null) throw new SesameError('vault-damaged', { file: backup, why: 'changed', backup })
  return again
}

/** As far as can be seen without its key: the sum of ours, the first bytes of a KeePass file. */
async function isSound(header: Header, file: string): Promise<boolean> {
  if (!(await isThere(file))) return false
  if (header.kdbx === undefined) return true
  const { looksLikeKdbx } = await import('./formats/kdbx.ts')
  return looksLikeKdbx(await readFile(file))
}

async function setAside(file: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const aside = `${file}.damaged-${stamp}`
  await link(file, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new SesameError('vault-unwritable', { file, why: error.code ?? 'unknown' }, error)
  })
  return aside
}
