// Mail that others wrote, as a box that can be read: nothing is ever written into it.

import { basename, resolve } from 'node:path'
import { SesameError } from '../../../model/errors.ts'
import { type BoxKind, BoxRefusal, type Folder, type Message, type Traits } from '../../shapes.ts'
import { FILE_TRAITS, type FileBox, folderName, ownPath } from './backup-box.ts'
import { deliver, messageOf } from './deliver.ts'
import type { Entry } from './entry.ts'
import type { DamagedMessage } from './file-reader.ts'
import type { ForeignFolder, ForeignMessages } from './foreign-folder.ts'
import { SYSTEM_FLAGS } from './status.ts'

export interface ForeignBoxOptions {
  readonly kind: BoxKind
  readonly path: string
  readonly folders: readonly ForeignFolder[]
  readonly reconstructed?: boolean
  close?(): Promise<void>
}

const TRAITS: Traits = { ...FILE_TRAITS, condstore: false, qresync: false, specialUse: false }

export function foreignBox({ kind, path, folders, reconstructed = false, close }: ForeignBoxOptions): FileBox {
  const root = resolve(path)
  const damaged: DamagedMessage[] = []
  const loaded = new Map<ForeignFolder, Promise<ForeignMessages>>()
  const known = new Map(folders.map((folder) => [folderName(ownPath(folder.path)), folder]))
  const messages = (folder: ForeignFolder): Promise<ForeignMessages> => {
    const there = loaded.get(folder) ?? folder.load()
    loaded.set(folder, there)
    return there
  }
  const find = (folder: Folder): ForeignFolder => {
    const there = known.get(folder.name)
    if (there) return there
    throw new BoxRefusal({ meaning: 'folder', said: 'no such folder', code: 'NONEXISTENT' }, folder.name)
  }
  const statusOf = async (folder: ForeignFolder) => {
    const { entries, uidValidity, uidNext } = await messages(folder)
    return { messages: entries.length, uidValidity, uidNext, bytes: entries.reduce((sum, { size }) => sum + size, 0) }
  }
  return {
    kind,
    label: basename(root) || root,
    key: `${kind}:${root}`,
    path: root,
    reconstructed,
    damaged,
    async inventory() {
      const all: Folder[] = []
      for (const [name, folder] of known)
        all.push({
          name,
          path: ownPath(folder.path),
          delimiter: '/',
          selectable: true,
          subscribed: folder.subscribed,
          status: await statusOf(folder),
        })
      return { folders: all, traits: TRAITS, prefix: '', delimiter: '/' }
    },
    async reader() {
      let open: { readonly name: string; readonly folder: ForeignFolder; readonly messages: ForeignMessages } | undefined
      const opened = () => {
        if (!open) throw new Error('no folder is open')
        return open
      }
      return {
        async open(folder) {
          const own = find(folder)
          open = { name: folder.name, folder: own, messages: await messages(own) }
          return { ...(await statusOf(own)), flags: SYSTEM_FLAGS, keywords: true }
        },
        async list(each, { after = 0 } = {}) {
          for (const entry of opened().messages.entries) if (entry.uid > after) each(told(entry))
          return { complete: true }
        },
        async fetch(uids, sink) {
          const { name, folder, messages: there } = opened()
          const byUid = new Map(there.entries.map((entry) => [entry.uid, entry]))
          const broken: number[] = []
          for (const uid of uids) {
            const entry = byUid.get(uid)
            if (!entry) continue
            const lying = folder.lying(entry)
            if ((await deliver(entry, lying, true, sink)) !== 'damaged') continue
            broken.push(uid)
            damaged.push({ folder: name, uid, file: lying.path })
          }
          if (broken.length > 0)
            throw new BoxRefusal(
              { meaning: 'message', said: 'the file is cut short, or is no file', code: 'CORRUPTION' },
              `read ${name}`,
              broken,
            )
        },
        close() {
          open = undefined
        },
      }
    },
    async writer() {
      throw new SesameError('backup-foreign', { file: root })
    },
    async close() {
      loaded.clear()
      await close?.()
    },
  }
}

function told(entry: Entry & { readonly labels?: readonly string[] }): Message {
  return { ...messageOf(entry), ...(entry.labels === undefined ? {} : { labels: entry.labels }) }
}
