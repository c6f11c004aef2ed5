// What a crash left of a backup: messages that the manifest knows get their names, everything else in the spool goes.

import { existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../../store/make-folder.ts'
import { type BackupFolder, ownFile } from './backup.ts'
import { unwritable } from './disk-trouble.ts'
import { unlinkIfThere } from './file-shelf.ts'
import { manifestFile } from './folder-store.ts'
import { FolderManifest } from './manifest.ts'

/** For the one who writes: nobody else may have passing files in there. */
export async function recover(root: string, folders: readonly BackupFolder[]): Promise<void> {
  const spool = ownFile(root, 'spool')
  try {
    makeFolder(spool)
    const waiting = new Map<string, number[]>()
    for (const name of readdirSync(spool)) {
      const [, folder, uid] = /^(\d+)-(\d+)$/.exec(name) ?? []
      if (folder === undefined) {
        // A rewritten mbox is the manifest's to speak of.
        if (name.endsWith('.part') || name.endsWith('.partx')) unlinkIfThere(join(spool, name))
      } else waiting.set(folder, [...(waiting.get(folder) ?? []), Number(uid)])
    }
    for (const [id, uids] of waiting) {
      const folder = folders.find((one) => one.id === id)
      const known = folder && existsSync(manifestFile(root, id)) ? await (await FolderManifest.open(manifestFile(root, id))).find(uids) : []
      for (const uid of uids) {
        const file = known.find((entry) => entry.uid === uid)?.file
        const name = join(spool, `${id}-${uid}`)
        const final = folder && file !== undefined ? join(root, folder.place, file) : undefined
        if (final !== undefined && !existsSync(final)) renameSync(name, final)
        else unlinkIfThere(name)
      }
    }
  } catch (error) {
    throw unwritable(spool, error)
  }
}
