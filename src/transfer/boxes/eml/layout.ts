// A backup as a tree of .eml files: a message's own bytes, CR LF and all, in folders that are folders.

import { lstatSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../../store/make-folder.ts'
import { isMissing } from '../files/disk-trouble.ts'
import { fileShelf, folderMood } from '../files/file-shelf.ts'
import { nestedPlace } from '../files/nested-place.ts'
import type { Layout, Shelf, ShelfPlace } from '../files/shelf.ts'
import { foreignEml } from './foreign-file.ts'
import { emlName } from './name.ts'

export const emlLayout: Layout = {
  format: 'eml',
  place: (path, folders) => nestedPlace(path, folders, { inside }),
  make(root, place) {
    makeFolder(join(root, place))
  },
  inside,
  rename(root, from, to) {
    makeFolder(dirname(join(root, to)))
    renameSync(join(root, from), join(root, to))
  },
  remove(root, place) {
    rmdirSync(join(root, place))
  },
  shelf: emlShelf,
}

function inside(place: string): string {
  return `${place}/`
}

function emlShelf({ root, folder }: ShelfPlace): Shelf {
  const home = join(root, folder.place)
  const files = fileShelf({ root, folder, name: ({ landed, entry }) => emlName(landed.head, entry.date, entry.uid) })
  return {
    lf: false,
    ...files,
    mark: () => ({}),
    mood: () => folderMood(home),
    async compare(manifest) {
      const there = new Set(listEml(home))
      const gone: number[] = []
      await manifest.each((entry) => {
        if (!there.delete(entry.file ?? '') && files.lying(entry).path === join(home, entry.file ?? '')) gone.push(entry.uid)
      })
      return { changed: [], gone, added: [...there].sort().flatMap((file) => foreignEml(home, file) ?? []) }
    },
  }
}

/** The messages of a folder, by name. */
export function listEml(home: string): string[] {
  try {
    return readdirSync(home).filter((name) => /\.eml$/i.test(name) && !name.startsWith('.') && lstatSync(join(home, name)).isFile())
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
