// A backup as a box: folders by their own names, messages by UIDs of ours, whatever the layout of the files is.

import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { makeFolder } from '../../../store/make-folder.ts'
import { type Box, BoxRefusal, type Folder, type SpecialUse, type Traits } from '../../shapes.ts'
import { type BackupFile, type BackupFolder, ownFile, readBackup, writeBackup } from './backup.ts'
import { unreadable, unwritable } from './disk-trouble.ts'
import { type DamagedMessage, fileReader } from './file-reader.ts'
import { unlinkIfThere } from './file-shelf.ts'
import { fileWriter } from './file-writer.ts'
import { FolderStore, manifestFile } from './folder-store.ts'
import { FolderManifest } from './manifest.ts'
import { onlyOne } from './only-one.ts'
import { recover } from './recover.ts'
import type { Layout } from './shelf.ts'
import { folderStatus } from './status.ts'

/** A box of files tells which of them are not what they were; none of those is ever handed on. */
export interface FileBox extends Box {
  readonly damaged: readonly DamagedMessage[]
  /** Where the files are. */
  readonly path: string
  /** Rebuilt by a converter (a .pst): the bytes are never those of the mail itself. */
  readonly reconstructed: boolean
}

export const FILE_TRAITS: Traits = {
  groups: true,
  literals: 'plus',
  uidplus: true,
  condstore: true,
  qresync: true,
  move: true,
  idle: false,
  compress: false,
  specialUse: true,
  names: 'any',
  gmail: false,
}

const DELIMITER = '/'

/** The key of a folder in its box: a `/` that is in a name itself is told from one between two names. */
export function folderName(path: readonly string[]): string {
  return path.map((part) => part.replace(/[\\/]/g, (letter) => `\\${letter}`)).join(DELIMITER)
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at])
}

/** The inbox is the inbox in any case of its letters (RFC 9051 §5.1). */
export function ownPath(path: readonly string[]): readonly string[] {
  return path[0]?.toUpperCase() === 'INBOX' ? ['INBOX', ...path.slice(1)] : path
}

/** Makes an empty backup in a folder that has none. */
export async function makeBackup(root: string, layout: Layout, by: string): Promise<void> {
  try {
    makeFolder(root)
    for (const name of ['folders', 'spool']) makeFolder(ownFile(root, name))
  } catch (error) {
    throw unwritable(root, error)
  }
  await writeBackup(root, {
    sesame: 'backup',
    version: 1,
    format: layout.format,
    made: new Date().toISOString(),
    by,
    id: randomUUID(),
    nextFolder: 1,
    uidValidity: Math.floor(Date.now() / 1_000),
    folders: [],
  })
}

export function backupBox(path: string, layout: Layout): FileBox {
  const root = resolve(path)
  let backup: BackupFile = readBackup(root)
  const damaged: DamagedMessage[] = []
  const stores = new Map<string, FolderStore>()
  let owned: Promise<() => Promise<void>> | undefined
  /** Changes of the list of folders follow each other. */
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  const own = (): Promise<() => Promise<void>> => {
    owned ??= (async () => {
      const release = await onlyOne(root)
      try {
        backup = readBackup(root)
        await finishRenames()
        await recover(root, backup.folders)
        return release
      } catch (error) {
        await release()
        throw error
      }
    })()
    owned.catch(() => {
      owned = undefined
    })
    return owned
  }
  const mayWrite = () =>
    own().then(
      () => true,
      () => false,
    )
  const save = async (next: Partial<BackupFile>) => {
    const changed = { ...backup, ...next }
    await writeBackup(root, changed)
    backup = changed
    if (next.folders) {
      for (const id of stores.keys()) {
        const now = backup.folders.find((folder) => folder.id === id)
        if (now?.place !== stores.get(id)?.folder.place) stores.delete(id)
      }
      layout.subscriptions?.(root, backup.folders)
    }
  }
  const finishRenames = async () => {
    const moving = backup.folders.filter((folder) => folder.was !== undefined)
    if (moving.length === 0) return
    for (const { was, place } of moving) if (was !== undefined) renamePlace(was, place)
    await save({ folders: backup.folders.map(({ was: _, ...folder }) => folder) })
  }
  const renamePlace = (from: string, to: string) => {
    if (existsSync(join(root, from)) && !existsSync(join(root, to))) layout.rename(root, from, to)
  }
  const storeOf = (folder: BackupFolder): FolderStore => {
    let store = stores.get(folder.id)
    if (!store) {
      store = new FolderStore(folder, { root, layout, mayWrite })
      stores.set(folder.id, store)
    }
    return store
  }
  const find = (name: string): BackupFolder | undefined => backup.folders.find((folder) => folderName(folder.path) === name)
  const known = (folder: Folder): BackupFolder => {
    const there = find(folder.name)
    if (there) return there
    throw new BoxRefusal({ meaning: 'folder', said: 'no such folder in the backup', code: 'NONEXISTENT' }, folder.name)
  }
  const folderOf = async (folder: BackupFolder): Promise<Folder> => ({
    name: folderName(folder.path),
    path: folder.path,
    delimiter: DELIMITER,
    ...(folder.use === undefined ? {} : { use: folder.use }),
    selectable: true,
    subscribed: folder.subscribed,
    status: folderStatus(await storeOf(folder).status()),
  })
  const update = async (folder: BackupFolder, change: Partial<BackupFolder>): Promise<BackupFolder> => {
    const next = { ...folder, ...change }
    await save({ folders: backup.folders.map((one) => (one.id === folder.id ? next : one)) })
    return next
  }
  const create = (wanted: readonly string[], use?: SpecialUse) =>
    inTurn(async () => {
      const path = ownPath(wanted)
      const there = backup.folders.find((folder) => samePath(folder.path, path))
      if (there) return folderOf(use !== undefined && there.use === undefined ? await update(there, { use }) : there)
      const folder: BackupFolder = {
        id: String(backup.nextFolder),
        path,
        ...(use === undefined ? {} : { use }),
        subscribed: false,
        place: layout.place(path, backup.folders),
      }
      const uidValidity = Math.max(backup.uidValidity + 1, Math.floor(Date.now() / 1_000))
      try {
        layout.make(root, folder.place)
        await FolderManifest.make(manifestFile(root, folder.id), uidValidity)
      } catch (error) {
        throw unwritable(join(root, folder.place), error)
      }
      await save({ nextFolder: backup.nextFolder + 1, uidValidity, folders: [...backup.folders, folder] })
      return folderOf(folder)
    })
  const rename = (folder: Folder, wanted: readonly string[]) =>
    inTurn(async () => {
      const from = known(folder)
      const path = ownPath(wanted)
      // RFC 9051 §6.3.6 gives another meaning to renaming the inbox: nobody needs it here.
      if (samePath(from.path, ['INBOX']))
        throw new BoxRefusal({ meaning: 'folder', said: 'the inbox keeps its name', code: 'CANNOT' }, 'rename INBOX')
      if (backup.folders.some((one) => samePath(one.path, path)))
        throw new BoxRefusal(
          { meaning: 'folder', said: 'a folder of this name is there already', code: 'ALREADYEXISTS' },
          `rename ${folder.name}`,
        )
      await restAll()
      // RFC 9051 §6.3.6: the folders below go with it.
      const below = (one: BackupFolder) => one.path.length > from.path.length && samePath(one.path.slice(0, from.path.length), from.path)
      const inside = layout.inside(from.place)
      const others = backup.folders.filter((one) => one.id !== from.id && !below(one))
      const top = layout.place(path, others)
      const moved = new Map<string, BackupFolder>([[from.id, { ...from, path, place: top, was: from.place }]])
      for (const one of backup.folders.filter(below)) {
        const next = [...path, ...one.path.slice(from.path.length)]
        // What lies inside moves with it, under the name that it has there.
        if (inside !== undefined && one.place.startsWith(inside))
          moved.set(one.id, { ...one, path: next, place: `${layout.inside(top)}${one.place.slice(inside.length)}` })
        else moved.set(one.id, { ...one, path: next, place: layout.place(next, [...others, ...moved.values()]), was: one.place })
      }
      const moves = [...moved.values()]
      const folders = backup.folders.map((one) => moved.get(one.id) ?? one)
      await save({ folders })
      try {
        for (const { was, place } of moves) if (was !== undefined && was !== place) renamePlace(was, place)
      } catch (error) {
        throw unwritable(join(root, from.place), error)
      }
      await save({ folders: backup.folders.map(({ was: _, ...one }) => one) })
      return folderOf(backup.folders.find((one) => one.id === from.id) as BackupFolder)
    })
  const removeFolder = (folder: Folder) =>
    inTurn(async () => {
      const gone = known(folder)
      const { messages } = await storeOf(gone).status()
      if (messages > 0)
        throw new BoxRefusal({ meaning: 'folder', said: 'the folder is not empty', code: 'CANNOT' }, `remove ${folder.name}`)
      await save({ folders: backup.folders.filter((one) => one.id !== gone.id) })
      try {
        layout.remove(root, gone.place)
        for (const file of [manifestFile(root, gone.id), ownFile(root, 'folders', `${gone.id}.state.json`)]) unlinkIfThere(file)
      } catch {
        // Files of others are in it, or another program reads them: they stay, and no folder of the backup is there any more.
      }
    })
  const restAll = async () => {
    for (const store of stores.values()) await store.rest()
  }
  return {
    kind: layout.format,
    label: basename(root) || root,
    key: `backup:${backup.id}`,
    path: root,
    reconstructed: false,
    damaged,
    async inventory() {
      try {
        if (!owned) backup = readBackup(root)
        if (backup.folders.some((folder) => folder.was !== undefined)) await mayWrite()
        if (!backup.folders.some((folder) => samePath(folder.path, ['INBOX'])) && (await mayWrite())) await create(['INBOX'])
        const folders: Folder[] = []
        for (const folder of backup.folders) folders.push(await folderOf(folder))
        return { folders, traits: FILE_TRAITS, prefix: '', delimiter: DELIMITER }
      } catch (error) {
        throw error instanceof SesameError || error instanceof BoxRefusal ? error : unreadable(root, error)
      }
    },
    async reader() {
      return fileReader({ store: (folder) => storeOf(known(folder)), damaged: (message) => damaged.push(message) })
    },
    async writer() {
      await own()
      return fileWriter({
        root,
        store: (folder) => storeOf(known(folder)),
        create,
        async subscribe(folder) {
          await inTurn(async () => {
            const one = known(folder)
            if (!one.subscribed) await update(one, { subscribed: true })
          })
        },
        rename,
        removeFolder,
      })
    },
    async close() {
      try {
        if (owned) await restAll()
      } finally {
        const release = owned
        owned = undefined
        await (await release?.catch(() => undefined))?.()
      }
    },
  }
}
