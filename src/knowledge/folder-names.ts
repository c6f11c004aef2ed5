// What a folder is for by its name alone, in any language that people's servers and apps speak: for servers that do not say it.

import { fold } from '../model/fold.ts'
import type { SpecialFolder } from '../model/knowledge.ts'
import type { Knowledge } from './knowledge.ts'

/** One name as it is known. */
export interface NamedFolder {
  readonly use: SpecialFolder
  /** Languages in which it is written so. */
  readonly langs: readonly string[]
  /** Providers whose servers name it so. */
  readonly providers: readonly string[]
  readonly clients: readonly string[]
}

export type FolderIndex = ReadonlyMap<string, NamedFolder>

const indexes = new WeakMap<Knowledge, FolderIndex>()

/** Built once per knowledge. */
export function folderIndex(knowledge: Knowledge): FolderIndex {
  const known = indexes.get(knowledge)
  if (known !== undefined) return known
  const index = build(knowledge)
  indexes.set(knowledge, index)
  return index
}

/** Capitals, accents and blanks vary between apps; nothing for a name that nobody gives to a special folder. */
export const namedFolder = (index: FolderIndex, name: string): NamedFolder | undefined => index.get(fold(name))

function build({ folders = [] }: Knowledge): FolderIndex {
  const index = new Map<string, NamedFolder>()
  for (const { use, lang, names, providers = [], clients = [] } of folders)
    for (const name of names) {
      const key = fold(name)
      const known = index.get(key)
      index.set(key, {
        use,
        langs: [...new Set([...(known?.langs ?? []), lang])],
        providers: [...new Set([...(known?.providers ?? []), ...providers])],
        clients: [...new Set([...(known?.clients ?? []), ...clients])],
      })
    }
  return index
}
