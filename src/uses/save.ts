// Writes a case so that nobody else on this machine can read it, and so that a full disk or a kill leaves the old file whole.

import { lstat, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SesameError } from '../model/errors.ts'

/** Throws `file-unwritable`; nothing is left behind then. A link is followed; a pipe or a device is written to, never replaced. */
export const savePrivately = (named: string, value: unknown): Promise<void> =>
  saveTextPrivately(named, `${JSON.stringify(value, null, 2)}\n`)

/** The same for a text as it is. */
export async function saveTextPrivately(named: string, text: string): Promise<void> {
  if (await isPlanted(named)) throw new SesameError('file-unwritable', { file: named, why: 'EACCES' })
  const file = await realpath(named).catch(() => named)
  const temporary = `${file}.${process.pid}.part`
  try {
    const there = await stat(file).catch(() => null)
    if (there !== null && !there.isFile() && !there.isDirectory()) return await writeFile(file, text)
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new SesameError('file-unwritable', { file: named, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}

/** A link that somebody else put into a folder that is everybody's, such as /tmp: the kernel of Linux follows none either (proc_sys_fs(5), protected_symlinks). */
async function isPlanted(named: string): Promise<boolean> {
  const link = await lstat(named).catch(() => null)
  if (link?.isSymbolicLink() !== true || process.getuid === undefined || link.uid === process.getuid()) return false
  const folder = await stat(dirname(named)).catch(() => null)
  return folder !== null && (folder.mode & 0o1002) === 0o1002 && folder.uid !== link.uid
}
