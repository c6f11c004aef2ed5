// Writes a case so that nobody else on this machine can read it, and so that a full disk or a kill leaves the old file whole.

import { open, rename, rm } from 'node:fs/promises'
import { SesameError } from '../model/errors.ts'

/** Throws `file-unwritable`; nothing is left behind then. */
export async function savePrivately(file: string, value: unknown): Promise<void> {
  const temporary = `${file}.${process.pid}.part`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new SesameError('file-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
