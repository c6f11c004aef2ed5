// Which folder of a box is for what: what its server flags, and where it says nothing of a use, the one folder whose name can mean only that.

import type { FolderIndex, NamedFolder } from '../../knowledge/folder-names.ts'
import { namedFolder } from '../../knowledge/folder-names.ts'
import type { Folder, Inventory, SpecialUse } from '../shapes.ts'

export interface SpecialFolder {
  readonly folder: Folder
  readonly how: 'flag' | 'name'
}

export interface Specials {
  /** One folder for each use, or none. */
  readonly of: ReadonlyMap<SpecialUse, SpecialFolder>
  /** Uses for which several names would do: a person must say which. */
  readonly unclear: ReadonlyMap<SpecialUse, readonly Folder[]>
}

export interface SpecialsOptions {
  readonly names: FolderIndex
  /** The id of the provider, where it is known: its own names come first. */
  readonly provider?: string
  /** Names of the other side's folders: of two that are flagged alike the one of the same name is meant. */
  readonly alike?: ReadonlySet<string>
}

/** Trap T16: a name says nothing where the server itself flags another folder for that use. */
export function specialFolders({ folders }: Inventory, { names, provider, alike }: SpecialsOptions): Specials {
  const of = new Map<SpecialUse, SpecialFolder>()
  const unclear = new Map<SpecialUse, readonly Folder[]>()
  const inbox = folders.find((f) => f.use === 'inbox') ?? folders.find((f) => f.path.length === 1 && /^inbox$/i.test(f.path[0]!))
  if (inbox !== undefined) of.set('inbox', { folder: inbox, how: 'flag' })
  const usable = folders.filter((f) => f.selectable && f !== inbox)
  for (const [use, flagged] of grouped(usable, (f) => f.use)) {
    // Dovecot's own example configuration flags both `Sent` and `Sent Messages`.
    if (use !== 'inbox') of.set(use, { folder: mostUsual(flagged, alike), how: 'flag' })
  }
  const known = (f: Folder): NamedFolder | undefined =>
    f.use === undefined && isTop(f, inbox) ? namedFolder(names, f.path.at(-1)!) : undefined
  for (const [use, named] of grouped(usable, (f) => known(f)?.use)) {
    if (of.has(use)) continue
    const own = provider === undefined ? [] : named.filter((f) => known(f)?.providers.includes(provider))
    const chosen = named.length === 1 ? named[0] : own.length === 1 ? own[0] : undefined
    if (chosen !== undefined) of.set(use, { folder: chosen, how: 'name' })
    else unclear.set(use, named)
  }
  return { of, unclear }
}

/** Special folders stand at the top, or directly below the inbox where clients put them (`INBOX.Sent`). */
export function isTop({ path }: Folder, inbox: Folder | undefined): boolean {
  return path.length === 1 || (path.length === 2 && inbox !== undefined && path[0]!.toUpperCase() === 'INBOX')
}

function mostUsual(folders: readonly Folder[], alike: ReadonlySet<string> | undefined): Folder {
  const rank = (f: Folder) => [alike?.has(f.path.at(-1)!) ? 0 : 1, f.subscribed ? 0 : 1, f.path.length, f.name.length]
  return [...folders].sort((a, b) => compare(rank(a), rank(b)))[0]!
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, n] of a.entries()) if (n !== b[i]) return n - b[i]!
  return 0
}

function grouped<K>(folders: readonly Folder[], by: (f: Folder) => K | undefined): ReadonlyMap<K, readonly Folder[]> {
  const groups = new Map<K, Folder[]>()
  for (const folder of folders) {
    const key = by(folder)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [folder])
    else group.push(folder)
  }
  return groups
}
