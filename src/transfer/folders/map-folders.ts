// Which folder of the source goes into which of the target: pure, the same answer for the same two lists. No two folders ever fall together unless the person said so.

import { type FolderIndex, folderIndex } from '../../knowledge/folder-names.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import type { FolderPair, Limits, PairReason, Rules } from '../journey.ts'
import type { Folder, Inventory, SpecialUse } from '../shapes.ts'
import { nameRules, type RenameCause } from './legal-name.ts'
import { pathKey } from './name-key.ts'
import { wantedBy } from './patterns.ts'
import { type Placed, Places } from './places.ts'
import { type Specials, specialFolders } from './special-folders.ts'

export interface FolderMapRequest {
  readonly source: Inventory
  readonly target: Inventory
  readonly rules: Rules
  /** The target's. */
  readonly limits?: Limits
  /** Ids of the providers, where they are known. */
  readonly providers?: { readonly source?: string; readonly target?: string }
  /** Where folders went in a run before: they go there again, whatever has come since. The name of the source's folder, and the path. */
  readonly kept?: readonly { readonly source: string; readonly path: readonly string[] }[]
  /** Names of special folders; absent: those of the knowledge that this program was built with. */
  readonly names?: FolderIndex
}

/** `holds-no-messages`: a name that only holds other folders, which is not made real. `view`: Gmail's Starred and Important, whose messages are all elsewhere. */
export type LeftReason = 'holds-no-messages' | 'excluded' | 'not-included' | 'view'

export interface FolderMap {
  /** In the order in which they are best copied: the inbox, what people miss first, bins, and last (reason `label`) what shows messages of other folders again. */
  readonly pairs: readonly FolderPair[]
  readonly left: readonly { readonly folder: Folder; readonly reason: LeftReason }[]
  /** Several folders of one side look like the same special one, and its server does not say which is: they keep their names. */
  readonly unclear: readonly { readonly side: 'source' | 'target'; readonly use: SpecialUse; readonly folders: readonly Folder[] }[]
}

/** RFC 6154 §2: `\All` and `\Flagged` show messages of other folders; RFC 8457 the same of `\Important`. A pair of them has the reason `label`: copy only what no other folder has. */
const VIEWS: ReadonlySet<SpecialUse | undefined> = new Set<SpecialUse>(['all', 'flagged', 'important'])
const ORDER: readonly (SpecialUse | undefined)[] = [
  'inbox',
  'drafts',
  'sent',
  undefined,
  'archive',
  'junk',
  'trash',
  'flagged',
  'important',
  'all',
]

export function mapFolders(request: FolderMapRequest): FolderMap {
  const { source, target, rules, limits = {}, providers = {}, kept = [], names = folderIndex(loadKnowledge()) } = request
  const ends = (folders: readonly Folder[]) => new Set(folders.map((f) => f.path.at(-1)!))
  const from = specialFolders(source, { names, provider: providers.source, alike: ends(target.folders) })
  const to = specialFolders(target, { names, provider: providers.target, alike: ends(source.folders) })
  const places = new Places({ source, target, rules: nameRules(target, limits), under: rules.under, capitals: capitalsOf(target, limits) })
  const chosen = new Map<Folder, Choice>()
  const useOf = new Map([...from.of].map(([use, { folder }]) => [folder, use]))

  for (const { from, to } of rules.folders) places.point(from, to)
  const ruled = new Map(rules.folders.toReversed().map((rule) => [pathKey(rule.from, true), rule.to]))
  const before = new Map(kept.map(({ source, path }) => [source, path]))
  // What a person or an earlier run said comes first, then the inbox and the special folders, then everybody by name.
  for (const folder of source.folders) {
    const rule = ruled.get(pathKey(folder.path, true))
    const path = rule ?? before.get(folder.name)
    if (path === undefined) continue
    const placed = places.fix(folder, path, rule !== undefined)
    chosen.set(folder, { ...placed, reason: rule !== undefined ? 'rule' : reasonOf(placed, useOf.get(folder)) })
  }
  for (const folder of target.folders) if (VIEWS.has(folder.use)) places.take(folder.path)
  if (rules.under.length === 0) pairSpecials(places, source, from, to, chosen)
  else places.point(['INBOX'], [...rules.under, 'INBOX'])

  const isLeft = (folder: Folder): LeftReason | undefined => {
    if (!folder.selectable) return 'holds-no-messages'
    const wanted = wantedBy(rules, folder.path)
    if (wanted !== 'wanted') return wanted
    const isView = source.traits.gmail && (folder.use === 'flagged' || folder.use === 'important')
    return isView && chosen.get(folder)?.reason !== 'rule' ? 'view' : undefined
  }
  const rest = source.folders.filter((folder) => !chosen.has(folder) && isLeft(folder) === undefined)
  const archived = rest.find((folder) => source.traits.gmail && folder.use === 'all')
  for (const [folder, placed] of places.placeAll(rest.filter((one) => one !== archived)))
    chosen.set(folder, { ...placed, reason: VIEWS.has(folder.use) ? 'label' : reasonOf(placed, useOf.get(folder)) })
  if (archived !== undefined) {
    const name = from.of.has('archive') ? archived.path.at(-1)! : 'Archive'
    chosen.set(archived, { ...places.placeAs(archived, name), reason: 'label' })
  }

  const left = source.folders.flatMap((folder) => {
    const reason = isLeft(folder)
    return reason === undefined ? [] : [{ folder, reason }]
  })
  const pairs = source.folders.flatMap((folder): (FolderPair & { use?: SpecialUse | undefined })[] => {
    const place = chosen.get(folder)
    if (place === undefined || isLeft(folder) !== undefined) return []
    const use = useOf.get(folder)
    return [{ ...pairOf(folder, place, to, use), use }]
  })
  const rank = ({ use, reason }: { use?: SpecialUse | undefined; reason: PairReason }) =>
    reason === 'label' ? ORDER.length : ORDER.indexOf(use)
  const ordered = pairs.map((pair, i) => ({ pair, i })).sort((a, b) => rank(a.pair) - rank(b.pair) || a.i - b.i)
  return {
    pairs: ordered.map(({ pair: { use: _, ...pair } }) => pair),
    left,
    unclear: [...unclearOf('source', from), ...unclearOf('target', to)],
  }
}

type Choice = Placed & { readonly reason: PairReason; readonly byName?: FolderPair['byName'] }

/** Trap T16: only what both sides flag, or what can be nothing else. A folder that is left out keeps its counterpart: nobody else goes into it. */
function pairSpecials(places: Places, source: Inventory, from: Specials, to: Specials, chosen: Map<Folder, Choice>): void {
  for (const [use, { folder, how }] of from.of) {
    if (chosen.has(folder)) continue
    // What Gmail shows in All Mail and nowhere else was archived.
    const archived = use === 'all' && source.traits.gmail && !from.of.has('archive')
    if (VIEWS.has(use) && !archived) continue
    // A box of files has no inbox before the first message came.
    if (use === 'inbox' && !to.of.has('inbox')) chosen.set(folder, { ...places.fix(folder, ['INBOX'], false), reason: 'inbox' })
    const there = to.of.get(archived ? 'archive' : use)
    if (there === undefined || places.isTaken(there.folder.path)) continue
    const placed = places.fix(folder, there.folder.path, false)
    const byName = how === 'name' ? (there.how === 'name' ? 'both' : 'source') : there.how === 'name' ? 'target' : undefined
    const reason = archived ? 'label' : use === 'inbox' ? 'inbox' : 'special-use'
    chosen.set(folder, { ...placed, reason, ...(byName !== undefined && { byName }) })
  }
}

function reasonOf({ there, causes }: Placed, use: SpecialUse | undefined): PairReason {
  if (use === 'inbox') return 'inbox'
  if (use !== undefined && there?.use === use) return 'special-use'
  if (causes.length > 0) return 'renamed'
  return there?.selectable === true ? 'same-name' : 'made'
}

function pairOf(source: Folder, { path, there, causes, reason, byName }: Choice, to: Specials, use: SpecialUse | undefined): FolderPair {
  // RFC 6154 §3: a folder may be made with its use, where the target has none of that use yet.
  const made = use !== undefined && use !== 'inbox' && !VIEWS.has(use) && !to.of.has(use) && reason !== 'rule' ? { path, use } : { path }
  return {
    source,
    target: there?.selectable === true ? there : made,
    reason,
    ...(causes.length > 0 && { because: causes.join(',') }),
    ...(byName !== undefined && { byName }),
  }
}

function unclearOf(side: 'source' | 'target', { unclear }: Specials): FolderMap['unclear'] {
  return [...unclear].map(([use, folders]) => ({ side, use, folders }))
}

/** Nobody knows of most servers: then `trash` and `Trash` are kept apart, which costs a name and never a message. */
function capitalsOf({ folders, traits, greeting = '' }: Inventory, { caseSensitive }: Limits): 'tell' | 'ignored' | 'unknown' {
  if (caseSensitive !== undefined) return caseSensitive ? 'tell' : 'ignored'
  if (traits.names !== undefined || /\bdovecot\b/i.test(greeting)) return 'tell'
  return new Set(folders.map((f) => pathKey(f.path, false))).size < folders.length ? 'tell' : 'unknown'
}

/** Why a pair has another name, as written in its `because`. */
export const causesOf = ({ because }: FolderPair): readonly RenameCause[] => (because?.split(',') ?? []) as readonly RenameCause[]
