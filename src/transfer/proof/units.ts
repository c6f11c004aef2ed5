// Which folders of two boxes are compared with which: as a copy would map them, so that a folder in another language or under another prefix is no difference.

import { mapFolders } from '../folders/map-folders.ts'
import { wantedBy } from '../folders/patterns.ts'
import type { Limits, Rules } from '../journey.ts'
import type { Folder, Inventory, SpecialUse } from '../shapes.ts'

export interface UnitFolder {
  readonly folder: Folder
  readonly unit: string
  /** Of the source: its messages are named as left out by this. */
  readonly leftOut?: string
  /** It shows messages of other folders again. */
  readonly view?: boolean
}

export interface Units {
  readonly source: readonly UnitFolder[]
  readonly target: readonly UnitFolder[]
}

export interface UnitsRequest {
  readonly source: Inventory
  readonly target: Inventory
  readonly rules: Rules
  readonly limits?: Limits | undefined
  readonly providers?: { readonly source?: string; readonly target?: string } | undefined
}

/** RFC 6154 §2, RFC 8457: they show messages of other folders again. */
export const VIEWS: ReadonlySet<SpecialUse | undefined> = new Set<SpecialUse>(['all', 'flagged', 'important'])

/** A unit is a folder of the target, with all that comes into it. */
export function unitsOf({ source, target, rules, limits, providers }: UnitsRequest): Units {
  const { pairs, left } = mapFolders({ source, target, rules, ...(limits && { limits }), ...(providers && { providers }) })
  const from = pairs.map(({ source: folder, target: to, reason }): UnitFolder => {
    const unit = 'name' in to ? to.name : `/${to.path.join('/')}`
    return { folder, unit, ...(reason === 'label' && { view: true }) }
  })
  const excluded = left.flatMap(({ folder, reason }): readonly UnitFolder[] =>
    reason === 'excluded' || reason === 'not-included' ? [{ folder, unit: `-${folder.name}`, leftOut: 'rule' }] : [],
  )
  const paired = new Set(from.map(({ unit }) => unit))
  const to = target.folders.flatMap((folder): readonly UnitFolder[] => {
    if (!folder.selectable) return []
    // A view that nothing goes into shows what its other folders hold; a folder that a rule leaves out has no counterpart to be compared with.
    const wanted = paired.has(folder.name) || (!VIEWS.has(folder.use) && wantedBy(rules, folder.path) === 'wanted')
    return wanted ? [{ folder, unit: folder.name }] : []
  })
  return { source: [...from, ...excluded], target: to }
}
