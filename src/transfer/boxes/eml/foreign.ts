// A tree of .eml files that others wrote, Apple Mail's .emlx too.

import { lstatSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { type ForeignFolder, numbered, walk } from '../files/foreign-folder.ts'
import { foreignEml } from './foreign-file.ts'

const ENDING = /\.(eml|emlx)$/i
/** Apple puts the messages of `Clients.mbox` into `Clients.mbox/<uuid>/Data/3/1/Messages`. */
const APPLE = /^([0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}|Data|Messages|\d|V\d+|MailData)$/i

/** A file, or a folder. Empty where no message is. */
export function foreignEmlTree(root: string): ForeignFolder[] {
  if (lstatSync(root).isFile()) return ENDING.test(root) ? [folderOf(dirname(root), ['INBOX'], [basename(root)])] : []
  const found = walk(root).map((folder) => ({
    ...folder,
    files: folder.files.filter((name) => ENDING.test(name) && !name.startsWith('.')),
  }))
  const apple = found.some(({ files }) => files.some((name) => /\.emlx$/i.test(name)))
  const folders = new Map<string, { path: readonly string[]; files: string[] }>()
  for (const { names, path, files } of found) {
    const own = apple ? names.filter((name) => !APPLE.test(name)).map((name) => name.replace(/\.mbox$/i, '')) : names
    const parents = own.length === 0 ? ['INBOX'] : own
    // A folder that only holds others is none of its own, and an empty one at the end of a branch is.
    if (files.length === 0 && (names.length === 0 || apple || hasFolders(found, names))) continue
    const there = folders.get(parents.join('\0')) ?? { path: parents, files: [] }
    for (const name of files) there.files.push(join(relative(root, path), name))
    folders.set(parents.join('\0'), there)
  }
  const all = [...folders.values()]
  return all.some(({ files }) => files.length > 0) ? all.map(({ path, files }) => folderOf(root, path, files)) : []
}

function hasFolders(found: readonly { readonly names: readonly string[] }[], names: readonly string[]): boolean {
  return found.some((one) => one.names.length === names.length + 1 && names.every((name, at) => one.names[at] === name))
}

function folderOf(root: string, path: readonly string[], files: readonly string[]): ForeignFolder {
  // `10.eml` comes after `9.eml`, as the program that numbered them meant it.
  const sorted = [...files].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1))
  return {
    path,
    subscribed: true,
    load: async () =>
      numbered(
        sorted.flatMap((file) => foreignEml(root, file) ?? []),
        sorted.join('\n'),
      ),
    lying: (entry) => ({
      path: join(root, entry.file ?? ''),
      from: entry.at ?? 0,
      ...(entry.length === undefined ? {} : { length: entry.length }),
    }),
  }
}
