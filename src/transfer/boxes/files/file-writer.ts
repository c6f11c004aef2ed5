// The writing side of a backup: folders made and named, groups of messages, flags, moves and removals.

import { BoxRefusal, type Folder, type SpecialUse, type Writer } from '../../shapes.ts'
import { appendGroup, type FileGroup } from './append-group.ts'
import { deliver } from './deliver.ts'
import type { FolderStore } from './folder-store.ts'
import { openedFolder, splitFlags } from './status.ts'

export interface FileWriterOptions {
  readonly root: string
  store(folder: Folder): FolderStore
  create(path: readonly string[], use?: SpecialUse): Promise<Folder>
  subscribe(folder: Folder): Promise<void>
  rename(folder: Folder, path: readonly string[]): Promise<Folder>
  removeFolder(folder: Folder): Promise<void>
}

export function fileWriter({ root, store, create, subscribe, rename, removeFolder }: FileWriterOptions): Writer {
  const groups = new Set<FileGroup>()
  const group = (own: FolderStore) => {
    const made = appendGroup(root, own)
    groups.add(made)
    return {
      ...made,
      finish: async () => {
        try {
          await own.open()
          return await made.finish()
        } finally {
          groups.delete(made)
        }
      },
    }
  }
  const stop = () => {
    for (const one of groups) one.discard()
    groups.clear()
  }
  return {
    async open(folder) {
      return openedFolder((await store(folder).open()).totals)
    },
    append: (folder) => group(store(folder)),
    create,
    subscribe,
    rename,
    async store(folder, uids, { add = [], remove = [] }) {
      const own = store(folder)
      await own.open()
      const [more, less] = [splitFlags(add), splitFlags(remove)]
      await own.change(uids, (entry) => {
        const flags = changed(entry.flags, more.flags, less.flags)
        const keywords = changed(entry.keywords, more.keywords, less.keywords)
        return { ...(flags ? { flags } : {}), ...(keywords ? { keywords } : {}) }
      })
    },
    async move(folder, uids, to) {
      const [from, target] = [store(folder), store(to)]
      const manifest = await from.open()
      const moved = new Map<number, number | undefined>()
      const entries = new Map((await manifest.find([...new Set(uids)])).map((entry) => [entry.uid, entry]))
      const going = group(target)
      const gone: number[] = []
      for (const entry of entries.values()) {
        const delivery = await deliver(entry, from.shelf.lying(entry), from.shelf.lf, {
          begin: ({ size }) =>
            going.begin({
              size,
              flags: [...entry.flags, ...entry.keywords],
              date: entry.date,
              origin: entry.from ?? { folder: folder.name, uidValidity: manifest.totals.uidValidity, uid: entry.uid },
            }),
          data: going.data,
          end: going.end,
          ready: going.ready,
        })
        if (delivery === 'sent') gone.push(entry.uid)
      }
      const outcomes = await going.finish()
      for (const [at, outcome] of outcomes.entries()) {
        if (!outcome.ok) throw new BoxRefusal(outcome.refusal, `move ${folder.name} to ${to.name}`)
        moved.set(gone[at] as number, outcome.uid)
      }
      await from.remove(gone)
      return uids.map((uid) => moved.get(uid))
    },
    async remove(folder, uids) {
      const own = store(folder)
      await own.open()
      await own.remove(uids)
    },
    removeFolder,
    abort: stop,
    close() {
      stop()
    },
  }
}

/** Undefined when nothing changes. The case of letters does not tell flags apart (RFC 9051 §2.3.2). */
function changed(before: readonly string[], add: readonly string[], remove: readonly string[]): string[] | undefined {
  const is = (a: string) => (b: string) => a.toLowerCase() === b.toLowerCase()
  const kept = before.filter((flag) => !remove.some(is(flag)))
  const all = [...kept, ...add.filter((flag) => !kept.some(is(flag)))]
  return all.length === before.length && all.every((flag) => before.some(is(flag))) ? undefined : all
}
