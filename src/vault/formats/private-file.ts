// Bytes to a file that nobody else on this machine can read: whole, or not at all.

import { link, open, rename, rm, stat } from 'node:fs/promises'
import { SesameError } from '../../model/errors.ts'

/** Throws `file-unwritable` (`EEXIST` for a file that is there and must stay) and leaves nothing behind then. */
export async function writePrivately(file: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
  const temporary = `${file}.${process.pid}.part`
  try {
    const there = await stat(file).catch(() => null)
    if (there !== null && (!overwrite || !there.isFile())) throw Object.assign(new Error(), { code: 'EEXIST' })
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (overwrite) await rename(temporary, file)
    else await place(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}

/** A second name fails when somebody took it in the meantime; a disk that knows no second names gets the file by renaming. */
async function place(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    return rename(temporary, file)
  }
  await rm(temporary, { force: true })
}
