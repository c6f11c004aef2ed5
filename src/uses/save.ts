// Writes a case so that nobody else on this machine can read it, and so that a full disk or a kill leaves the old file whole.

import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { SesameError } from '../model/errors.ts'

/** Throws `file-unwritable`; nothing is left behind then. A link is followed; a pipe or a device is written to, never replaced. */
export const savePrivately = (named: string, value: unknown): Promise<void> =>
  saveTextPrivately(named, `${JSON.stringify(value, null, 2)}\n`)

/** The same for a text as it is. */
export async function saveTextPrivately(named: string, text: string): Promise<void> {
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
