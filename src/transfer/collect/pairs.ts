// Which folder of the source goes where when mail is collected: the inbox, and on wish the junk folder. Pure.

import { type FolderIndex, folderIndex } from '../../knowledge/folder-names.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { specialFolders } from '../folders/special-folders.ts'
import type { FolderPair } from '../journey.ts'
import type { Folder, Inventory } from '../shapes.ts'
import type { Collection } from './collection.ts'

export interface PairRequest {
  readonly source: Inventory
  readonly target: Inventory
  readonly collection: Pick<Collection, 'folder' | 'junk'>
  /** Ids of the providers, where they are known. */
  readonly providers: { readonly source?: string; readonly target?: string }
  readonly names?: FolderIndex
}

/** Empty when the source has no inbox. */
export function collectedPairs({ source, target, collection, providers, names = folderIndex(loadKnowledge()) }: PairRequest): FolderPair[] {
  const from = specialFolders(source, { names, ...(providers.source && { provider: providers.source }) }).of
  const to = specialFolders(target, { names, ...(providers.target && { provider: providers.target }) }).of
  const inbox = from.get('inbox')?.folder
  if (inbox === undefined) return []
  const pairs: FolderPair[] = [{ source: inbox, target: folderAt(target, collection.folder), reason: 'rule' }]
  const junk = collection.junk ? from.get('junk')?.folder : undefined
  if (junk !== undefined) {
    const place = to.get('junk')?.folder ?? { path: ['Junk'], use: 'junk' as const }
    pairs.push({ source: junk, target: place, reason: 'special-use' })
  }
  return pairs
}

/** RFC 9051 §5.1: INBOX in any case, all others as they are written. */
function folderAt({ folders }: Inventory, path: readonly string[]): Folder | { readonly path: readonly string[] } {
  const inbox = path.length === 1 && /^inbox$/i.test(path[0]!)
  const found = folders.find((folder) =>
    inbox
      ? folder.use === 'inbox' || /^inbox$/i.test(folder.name)
      : folder.path.length === path.length && folder.path.every((name, i) => name === path[i]),
  )
  return found ?? { path: inbox ? ['INBOX'] : path }
}
