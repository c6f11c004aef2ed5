// Special folders that a mailbox has twice: the one that the server means, and those that an app of another time or language made beside it (Brouillons beside Drafts). Pure.

import { type FolderIndex, namedFolder } from '../../knowledge/folder-names.ts'
import { pathKey } from '../folders/name-key.ts'
import { isTop, specialFolders } from '../folders/special-folders.ts'
import type { Folder, Inventory, SpecialUse } from '../shapes.ts'

/** `flag`: the server says so. `name`: the only one, or the provider's own. `rule`: the person said so. */
export type KeptBecause = 'flag' | 'name' | 'rule'

export interface Double {
  /** Absent where only the person knows what the two have in common. */
  readonly use?: SpecialUse
  /** Where everything ends up. */
  readonly keep: Folder
  readonly because: KeptBecause
  /** What is poured into it. */
  readonly from: Folder
  /** Languages in which the name means that. */
  readonly langs: readonly string[]
}

export interface Doubles {
  readonly doubles: readonly Double[]
  /** Several names for one use and no word of the server: a person must say which is kept. */
  readonly unclear: readonly { readonly use: SpecialUse; readonly folders: readonly Folder[] }[]
  /** Names of rules that are no folders here. */
  readonly unknown: readonly string[]
}

export interface DoublesRequest {
  readonly inventory: Inventory
  readonly names: FolderIndex
  /** Id of the provider, where it is known. */
  readonly provider?: string | undefined
  readonly rules: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[]
}

/** Two folders that the server flags alike were meant so by whoever runs it: they are no double unless the person says so. */
export function doublesOf({ inventory, names, provider, rules }: DoublesRequest): Doubles {
  const { folders } = inventory
  const { of, unclear } = specialFolders(inventory, { names, ...(provider !== undefined && { provider }) })
  const byPath = (path: readonly string[]) => folders.find((f) => f.selectable && pathKey(f.path, true) === pathKey(path, true))
  const unknown: string[] = []
  const said = rules.flatMap(({ from, to }): Double[] => {
    const [source, keep] = [byPath(from), byPath(to)]
    if (source === undefined) unknown.push(from.join('/'))
    if (keep === undefined) unknown.push(to.join('/'))
    if (source === undefined || keep === undefined || source === keep) return []
    const known = namedFolder(names, source.path.at(-1)!)
    const use = keep.use ?? known?.use
    return [{ ...(use !== undefined && use !== 'inbox' && { use }), keep, because: 'rule', from: source, langs: known?.langs ?? [] }]
  })
  const taken = new Set(said.flatMap(({ from, keep }) => [from, keep]))
  const found = folders.flatMap((folder): Double[] => {
    if (!folder.selectable || folder.use !== undefined || taken.has(folder) || !isTop(folder, of.get('inbox')?.folder)) return []
    const known = namedFolder(names, folder.path.at(-1)!)
    const special = known === undefined ? undefined : of.get(known.use)
    if (known === undefined || special === undefined || special.folder === folder) return []
    return [{ use: known.use, keep: special.folder, because: special.how, from: folder, langs: known.langs }]
  })
  const open = [...unclear].flatMap(([use, all]) => {
    const rest = all.filter((folder) => !taken.has(folder))
    return rest.length > 1 ? [{ use, folders: rest }] : []
  })
  const doubles = [...said, ...found].toSorted((a, b) => ORDER.indexOf(a.use) - ORDER.indexOf(b.use))
  return { doubles, unclear: open, unknown }
}

/** What people miss first. */
const ORDER: readonly (SpecialUse | undefined)[] = [undefined, 'sent', 'drafts', 'archive', 'junk', 'trash']
