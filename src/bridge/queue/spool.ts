// The messages of the queue as files of their owner only: written through to the disk before anybody is told that they are safe.

import { randomBytes } from 'node:crypto'
import { chmod, type FileHandle, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFolder } from '../../store/place.ts'

/** Being written; after a day it is somebody's who was killed. */
const PART = '.part'
/** Whole: dots stuffed, lines end in CRLF, without the final dot. */
const WHOLE = '.mail'
const DAY_MS = 86_400_000

export interface Spool {
  readonly folder: string
  /** A new message, to be written and then kept. */
  begin(): Promise<SpoolFile>
  /** Throws ENOENT when it is gone. */
  open(id: string): Promise<FileHandle>
  drop(id: string): Promise<void>
  /** What is left for us on the disk. */
  free(): Promise<number>
  /** Takes away what nobody knows: begun and never kept, or kept and never entered. */
  sweep(known: (id: string) => boolean, now: number): Promise<void>
}

export interface SpoolFile {
  readonly id: string
  write(piece: Buffer): Promise<void>
  /** When it resolves, the message survives a power cut. Throws what the disk says; the file is gone then. */
  keep(): Promise<void>
  /** As if it had never been; never throws. */
  drop(): Promise<void>
}

/** Throws what the file system says. */
export async function openSpool(data: string): Promise<Spool> {
  const folder = join(data, 'queue')
  await privateFolder(folder)
  await chmod(folder, 0o700)
  const file = (id: string) => join(folder, `${id}${WHOLE}`)
  return {
    folder,
    async begin() {
      const id = newId()
      const part = join(folder, `${id}${PART}`)
      const handle = await open(part, 'wx', 0o600)
      let closed = false
      const close = async () => {
        if (closed) return
        closed = true
        await handle.close()
      }
      const drop = async () => {
        await close().catch(() => {})
        await Promise.all([rm(part, { force: true }), rm(file(id), { force: true })]).catch(() => {})
      }
      return {
        id,
        async write(piece) {
          // `write` of a handle may write less than it was given.
          await handle.writeFile(piece)
        },
        async keep() {
          try {
            await handle.sync()
            await close()
            await rename(part, file(id))
            await syncFolder(folder)
          } catch (error) {
            await drop()
            throw error
          }
        },
        drop,
      }
    },
    open: (id) => open(file(id), 'r'),
    async drop(id) {
      await rm(file(id), { force: true })
    },
    async free() {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    async sweep(known, now) {
      for (const name of await readdir(folder)) {
        const id = name.slice(0, name.lastIndexOf('.'))
        if (name.endsWith(WHOLE) && known(id)) continue
        if (!name.endsWith(WHOLE) && !name.endsWith(PART)) continue
        const made = await stat(join(folder, name)).catch(() => null)
        if (made !== null && now - made.mtimeMs > DAY_MS) await rm(join(folder, name), { force: true })
      }
    },
  }
}

/** Windows knows no fsync of a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'

/** Short enough to be typed, without letters that look alike. */
function newId(): string {
  return [...randomBytes(10)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}
