// Messages as files of their own, as Maildir and EML trees keep them: spooled, noted in the manifest, and then given their name.
// A crash between the last two leaves a message that is known and lies in the spool: readers find it there, the next writer names it.

import { closeSync, existsSync, fdatasync, futimesSync, lstatSync, renameSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BackupFolder, ownFile } from './backup.ts'
import { isMissing } from './disk-trouble.ts'
import type { Entry } from './entry.ts'
import type { Landed } from './incoming.ts'
import { instantOf } from './internal-date.ts'
import type { Arrival, Lying, Shelf } from './shelf.ts'
import { syncFolder } from './to-disk.ts'

const datasync = promisify(fdatasync)

export interface FileShelfPlace {
  readonly root: string
  readonly folder: BackupFolder
  /** The file's name in the folder's place. */
  name(arrival: Arrival): string
}

/** The part that Maildir and EML have in common. */
export interface FileShelf {
  arrived: Shelf['arrived']
  settle(arrivals: readonly Arrival[]): Promise<Entry[]>
  publish(arrivals: readonly Arrival[], entries: readonly Entry[]): Promise<void>
  takeBack(arrivals: readonly Arrival[]): void
  lying(entry: Entry): Lying
  drop(entries: readonly Entry[]): void
}

/** Where a message waits between the manifest's word and its name. */
export function waitingName(root: string, folder: string, uid: number): string {
  return ownFile(root, 'spool', `${folder}-${uid}`)
}

export function fileShelf({ root, folder, name }: FileShelfPlace): FileShelf {
  const path = (entry: Entry) => join(root, folder.place, entry.file ?? '')
  return {
    arrived: ({ landed, date }) => toDisk(landed, date),
    async settle(arrivals) {
      const entries: Entry[] = []
      for (const arrival of arrivals) {
        const { landed, entry } = arrival
        renameSync(landed.spool, waitingName(root, folder.id, entry.uid))
        entries.push({ ...entry, file: name(arrival) })
      }
      await syncFolder(ownFile(root, 'spool', '.'))
      return entries
    },
    async publish(_arrivals, entries) {
      for (const entry of entries) renameSync(waitingName(root, folder.id, entry.uid), path(entry))
    },
    takeBack(arrivals) {
      for (const { landed, entry } of arrivals) {
        for (const file of [landed.spool, waitingName(root, folder.id, entry.uid)]) unlinkIfThere(file)
      }
    },
    lying(entry) {
      const file = path(entry)
      const waiting = waitingName(root, folder.id, entry.uid)
      return { path: !existsSync(file) && existsSync(waiting) ? waiting : file, from: 0 }
    },
    drop(entries) {
      for (const entry of entries) unlinkIfThere(path(entry))
    },
  }
}

async function toDisk({ fd }: Landed, date: string | null): Promise<void> {
  try {
    const at = date === null ? undefined : instantOf(date)
    if (at !== undefined) futimesSync(fd, at / 1_000, at / 1_000)
    await datasync(fd)
  } finally {
    closeSync(fd)
  }
}

export function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/** The change time of a folder: another one after a name in it came, went or changed. */
export function folderMood(path: string): string {
  try {
    const stat = lstatSync(path, { bigint: true })
    return `${stat.mtimeNs}`
  } catch (error) {
    if (isMissing(error)) return 'missing'
    throw error
  }
}
