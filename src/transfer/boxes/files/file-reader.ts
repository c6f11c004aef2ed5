// The reading side of a box of files: the manifest as a listing, the files as a stream.

import { BoxRefusal, type Folder, type Listing, type OpenedFolder, type Reader } from '../../shapes.ts'
import { deliver, messageOf } from './deliver.ts'
import type { FolderStore } from './folder-store.ts'
import type { FolderManifest } from './manifest.ts'
import { openedFolder } from './status.ts'

/** A message whose file is not what was kept: it is never handed on. */
export interface DamagedMessage {
  readonly folder: string
  readonly uid: number
  readonly file: string
}

export interface FileReaderOptions {
  store(folder: Folder): FolderStore
  damaged(message: DamagedMessage): void
}

export function fileReader({ store, damaged }: FileReaderOptions): Reader {
  let open: { readonly folder: Folder; readonly store: FolderStore; manifest: FolderManifest } | undefined
  const opened = () => {
    if (!open) throw new Error('no folder is open')
    return open
  }
  return {
    async open(folder): Promise<OpenedFolder> {
      const own = store(folder)
      const manifest = await own.open()
      open = { folder, store: own, manifest }
      return openedFolder(manifest.totals)
    },
    async list(each, { after = 0, modseq } = {}): Promise<Listing> {
      const { manifest } = opened()
      const since = modseq === undefined ? 0 : Number(modseq)
      // Written anew since then: what changed cannot be told from what did not.
      const complete = modseq === undefined || !Number.isSafeInteger(since) || since < manifest.oldestLine
      await manifest.each((entry) => each(messageOf(entry)), complete ? { after } : { after, since })
      return complete ? { complete } : { complete, vanished: manifest.goneSince(since).map((uid) => [uid, uid] as const) }
    },
    async fetch(uids, sink) {
      const { manifest, store: own, folder } = opened()
      const BLOCK = 512
      const broken: number[] = []
      for (let at = 0; at < uids.length; at += BLOCK) {
        for (const entry of await manifest.find(uids.slice(at, at + BLOCK))) {
          const lying = own.shelf.lying(entry)
          if ((await deliver(entry, lying, own.shelf.lf, sink)) !== 'damaged') continue
          broken.push(entry.uid)
          damaged({ folder: folder.name, uid: entry.uid, file: lying.path })
        }
      }
      if (broken.length === 0) return
      const said = 'the file is not what was kept: its bytes have another digest'
      throw new BoxRefusal({ meaning: 'message', said, code: 'CORRUPTION' }, `read ${folder.name}`, broken)
    },
    close() {
      open = undefined
    },
  }
}
