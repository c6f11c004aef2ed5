// Where a folder lies in a layout whose folders lie in folders, under names that every file system takes and tells apart.

import { type BackupFolder, OWN_FOLDER } from './backup.ts'
import { diskName, freeName, nameKey } from './disk-name.ts'

export interface Nesting {
  /** What the places inside this one begin with. */
  inside(place: string): string
  /** The name as this layout can have it. */
  safe?(name: string): string
}

export function nestedPlace(path: readonly string[], folders: readonly BackupFolder[], nesting: Nesting): string {
  const taken = new Set([OWN_FOLDER, ...folders.map((folder) => nameKey(folder.place))])
  let place = ''
  for (let depth = 1; depth <= path.length; depth++) {
    // A parent that is no folder of the mailbox has its place by the folders below it.
    const there = folders.find((folder) => folder.path.length === depth && folder.path.every((part, at) => part === path[at]))
    const before = place === '' ? '' : nesting.inside(place)
    const safe = diskName(path[depth - 1] as string)
    place = there?.place ?? `${before}${freeName(nesting.safe?.(safe) ?? safe, (tried) => taken.has(nameKey(before + tried)))}`
  }
  return place
}
