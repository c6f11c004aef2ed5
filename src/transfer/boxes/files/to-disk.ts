// Bytes that are on the disk, and not only on their way.

import { closeSync, fdatasync, openSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { errnoOf } from './disk-trouble.ts'

export const datasync = promisify(fdatasync)

/** A name that a folder has just got stays after a power failure. */
export async function syncFolder(file: string): Promise<void> {
  // Windows has no such call, and keeps names by itself.
  if (process.platform === 'win32') return
  const fd = openSync(file.slice(0, Math.max(1, file.lastIndexOf('/'))), 'r')
  try {
    await datasync(fd)
  } catch (error) {
    // Some file systems cannot do it for a folder.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'].includes(errnoOf(error))) throw error
  } finally {
    closeSync(fd)
  }
}

/** A write may take a part only. */
export function writeWhole(fd: number, bytes: Buffer, at?: number): void {
  let done = 0
  while (done < bytes.length) done += writeSync(fd, bytes, done, bytes.length - done, at === undefined ? null : at + done)
}
