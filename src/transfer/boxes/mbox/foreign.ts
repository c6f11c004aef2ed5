// Mbox files that others wrote: one file, Thunderbird's folders (`Clients`, `Clients.sbd`), Apple Mail's (`Clients.mbox/mbox`), Takeout's.

import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readSync } from 'node:fs'
import { basename, join } from 'node:path'
import { unreadable } from '../files/disk-trouble.ts'
import { type ForeignFolder, numbered, walk } from '../files/foreign-folder.ts'
import { type ForeignMessage, foreignMessage } from './foreign-message.ts'
import { isFromLine } from './from-line.ts'
import { parseMbox } from './parse.ts'

/** A file, or a folder of files. Empty where no mbox is. */
export function foreignMbox(root: string): ForeignFolder[] {
  if (lstatSync(root).isFile()) return isMbox(root) ? [folderOf(root, [withoutEnding(basename(root))])] : []
  return walk(root).flatMap(({ names, path, files }) => {
    const parents = names.map(withoutEnding)
    return files.flatMap((name) => {
      const file = join(path, name)
      const empty = lstatSync(file).size === 0
      // Nothing in it, and still a folder: by its ending, by Thunderbird's index or its folders below.
      if (empty && !/\.mbox$|^mbox$/i.test(name) && !existsSync(`${file}.msf`) && !existsSync(`${file}.sbd`)) return []
      if (!empty && !isMbox(file)) return []
      const own = name.toLowerCase() === 'mbox' && parents.length > 0 ? parents : [...parents, withoutEnding(name)]
      return [folderOf(file, own)]
    })
  })
}

/** The first line says it. */
export function isMbox(file: string): boolean {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return false
    throw unreadable(file, error)
  }
  try {
    if (!fstatSync(fd).isFile()) return false
    const head = Buffer.alloc(512)
    const [line = ''] = head.toString('latin1', 0, readSync(fd, head, 0, head.length, 0)).split('\n')
    return isFromLine(line)
  } finally {
    closeSync(fd)
  }
}

function withoutEnding(name: string): string {
  return name.replace(/\.(sbd|mbox)$/i, '') || name
}

function folderOf(file: string, path: readonly string[]): ForeignFolder {
  return {
    path,
    subscribed: true,
    async load() {
      const found: ForeignMessage[] = []
      await parseMbox(file, (message) => found.push(foreignMessage(message)))
      const { size, mtimeMs } = lstatSync(file)
      return numbered(found, `${size} ${mtimeMs}`)
    },
    lying: (entry) => ({ path: file, from: entry.at ?? 0, length: entry.length ?? 0, quoted: !entry.unquoted }),
  }
}
