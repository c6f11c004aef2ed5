// A file is replaced whole or not at all, and the last good one stays beside it as `.bak`. Call it alone: the names of its steps are fixed.

import { chmod, copyFile, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SesameError } from '../model/errors.ts'

const WINDOWS_TRIES = 40

export interface ReplaceOptions {
  /** False for the first one, and where the present one is not worth keeping. */
  readonly keep: boolean
}

/** Throws `vault-unwritable`; then the file is what it was. After it resolves, a power cut loses nothing. */
export async function replaceFile(file: string, bytes: Buffer, { keep }: ReplaceOptions): Promise<void> {
  const next = `${file}.new`
  try {
    await write(next, bytes)
    if (keep) await keepOld(file)
    await takePlace(next, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(next, { force: true }).catch(() => {})
    throw new SesameError('vault-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
}

async function write(file: string, bytes: Buffer): Promise<void> {
  // A run that was killed may have left one.
  await rm(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A second name for the same bytes costs nothing; a disk without links gets a copy. At no moment is there no backup. */
async function keepOld(file: string): Promise<void> {
  const aside = `${file}.bak.new`
  await rm(aside, { force: true })
  try {
    await link(file, aside)
  } catch {
    await copyFile(file, aside)
    const handle = await open(aside, 'r+')
    await handle.sync().finally(() => handle.close())
  }
  // Somebody else's KeePass file may have been open to others; one that is not ours keeps its rights.
  await chmod(aside, 0o600).catch(() => {})
  await takePlace(aside, `${file}.bak`)
  // Two names of one file are left alone by rename(2): after a kill between these steps, the backup is that file already.
  await rm(aside, { force: true })
}

/** Windows refuses while anybody, a virus scanner too, has the old file open: for moments. */
async function takePlace(next: string, file: string): Promise<void> {
  for (let tries = process.platform === 'win32' ? WINDOWS_TRIES : 0; ; tries--)
    try {
      return await rename(next, file)
    } catch (error) {
      if (tries <= 0 || !['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      await wait(50)
    }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
