// Places of the target, given out one after the other: every folder gets one that is legal there and that no other folder has.

import type { Folder, Inventory } from '../shapes.ts'
import { legalName, type NameRules, numbered, type RenameCause } from './legal-name.ts'
import { isBelow, pathKey, samePath } from './name-key.ts'

export interface Placed {
  readonly path: readonly string[]
  /** The target's folder of that path. */
  readonly there?: Folder
  /** Why the name is another one, its parents' too. */
  readonly causes: readonly RenameCause[]
}

export interface PlacesOptions {
  readonly source: Inventory
  readonly target: Inventory
  readonly rules: NameRules
  readonly under: readonly string[]
  /** `tell`: capitals tell folders apart there. `ignored`: they do not. `unknown`: folders are kept apart that would be the same without them. */
  readonly capitals: 'tell' | 'ignored' | 'unknown'
}

export class Places {
  readonly #taken = new Map<string, readonly string[]>()
  /** Of folders of the source, by their own exact path. */
  readonly #fixed = new Map<string, Placed>()
  readonly #there = new Map<string, Folder>()
  /** The next number for a name that is wished for again. */
  readonly #numbers = new Map<string, number>()
  /** Of parents that are no folders themselves. */
  readonly #parents = new Map<string, Placed>()
  readonly #options: PlacesOptions
  /** Where Gmail keeps its own folders: nothing of anybody else's is below. */
  readonly #ownTops: { readonly source: readonly string[]; readonly target: readonly string[] }

  constructor(options: PlacesOptions) {
    this.#options = options
    const { source, target, capitals } = options
    for (const folder of target.folders) this.#there.set(pathKey(folder.path, true), folder)
    // Exact names win where a server that ignores capitals lists the folder otherwise.
    if (capitals === 'ignored')
      for (const folder of target.folders)
        if (!this.#there.has(pathKey(folder.path, false))) this.#there.set(pathKey(folder.path, false), folder)
    this.#ownTops = { source: ownTops(source), target: ownTops(target) }
  }

  take(path: readonly string[]): void {
    this.#taken.set(this.#key(path), path)
  }

  isTaken(path: readonly string[]): boolean {
    return this.#taken.has(this.#key(path))
  }

  /** Goes exactly there. `shared`: others may go there too, because the person said so. */
  fix(folder: Folder, path: readonly string[], shared: boolean): Placed {
    if (!shared || !this.isTaken(path)) this.take(path)
    return this.#keep(folder, { path, causes: [], ...this.#found(path) })
  }

  /** What is below `from` follows to there; `from` itself need not be a folder. */
  point(from: readonly string[], path: readonly string[]): void {
    this.#fixed.set(pathKey(from, true), { path, causes: [], ...this.#found(path) })
  }

  /** As if the folder had this name at the top. */
  placeAs(folder: Folder, name: string): Placed {
    const { under, rules } = this.#options
    const legal = legalName(name, under.length, rules)
    const path = [...under, legal.name]
    return this.#give(folder, { path, causes: legal.causes, ...this.#found(path) })
  }

  /** Names that can stay as they are are given out first, so that a changed one never drives them away. */
  placeAll(folders: readonly Folder[]): readonly (readonly [Folder, Placed])[] {
    const placed: (readonly [Folder, Placed])[] = []
    const byDepth = new Map<number, Folder[]>()
    for (const folder of folders) {
      const level = byDepth.get(folder.path.length)
      if (level === undefined) byDepth.set(folder.path.length, [folder])
      else level.push(folder)
    }
    for (const depth of [...byDepth.keys()].sort((a, b) => a - b)) {
      const level = byDepth.get(depth)!.map((folder) => ({ folder, wish: this.#wish(folder.path) }))
      const rank = ({ wish }: { wish: Placed }) => (wish.causes.length > 0 ? 2 : wish.there === undefined ? 1 : 0)
      for (const { folder, wish } of level.sort((a, b) => rank(a) - rank(b))) placed.push([folder, this.#give(folder, wish)])
    }
    return placed
  }

  #give(folder: Folder, wish: Placed): Placed {
    let { path } = wish
    const causes = new Set(wish.causes)
    const wished = this.#key(path)
    // Where a server lists thousands of names that are one here, counting begins where it ended.
    for (let n = this.#numbers.get(wished) ?? 2; this.isTaken(path); n++) {
      this.#numbers.set(wished, n + 1)
      const other = this.#taken.get(this.#key(path))!
      causes.add(causes.has('case') || samePath(other, path) ? 'taken' : 'case')
      path = [...wish.path.slice(0, -1), numbered(wish.path.at(-1)!, n, this.#options.rules.bytes)]
    }
    this.take(path)
    return this.#keep(folder, { path, causes: [...causes], ...this.#found(path) })
  }

  /** Where a path of the source would go if nobody else did. Children follow their parents. */
  #wish(path: readonly string[]): Placed {
    const { under, rules, target } = this.#options
    const known = this.#fixed.get(pathKey(path, true))
    if (known !== undefined) return known
    if (path.length === 0 || (path.length === 1 && this.#ownTops.source.includes(path[0]!))) return { path: under, causes: [] }
    const parent = this.#parentOf(path)
    const { name, causes } = legalName(path.at(-1)!, parent.path.length, rules)
    const all = [...new Set([...parent.causes, ...causes])]
    // One name made of all where there are no folders within folders.
    if (target.delimiter === null && parent.path.length > under.length) {
      const flat = legalName(`${parent.path.slice(under.length).join('-')}-${name}`, under.length, rules)
      const wished = [...under, flat.name]
      return { path: wished, causes: [...new Set<RenameCause>([...all, 'flat', ...flat.causes])], ...this.#found(wished) }
    }
    const wished = [...parent.path, name]
    const found = this.#found(wished)
    return { path: found.there?.path ?? wished, causes: all, ...found }
  }

  #parentOf(path: readonly string[]): Placed {
    const { under, target, rules } = this.#options
    const above = path.slice(0, -1)
    const key = pathKey(above, true)
    let parent = this.#fixed.get(key) ?? this.#parents.get(key)
    if (parent === undefined) {
      parent = this.#wish(above)
      this.#parents.set(key, parent)
    }
    const isInbox = above.length === 1 && /^inbox$/i.test(above[0]!)
    // Courier keeps every folder below the inbox anyway: `INBOX.Clients` is at the top there.
    if (isInbox && under.length === 0 && /^inbox/i.test(target.prefix)) return { path: [], causes: ['inbox'] }
    if (this.#ownTops.target.some((top) => isBelow(parent.path, [top]))) {
      const { name, causes } = legalName(above.at(-1)!, under.length, rules)
      return { path: [...under, name], causes }
    }
    return isInbox && under.length === 0 ? { ...parent, path: ['INBOX'] } : parent
  }

  #keep(folder: Folder, placed: Placed): Placed {
    this.#fixed.set(pathKey(folder.path, true), placed)
    return placed
  }

  #found(path: readonly string[]): { readonly there?: Folder } {
    const there =
      this.#there.get(pathKey(path, true)) ?? (this.#options.capitals === 'ignored' ? this.#there.get(pathKey(path, false)) : undefined)
    return there === undefined ? {} : { there }
  }

  #key(path: readonly string[]): string {
    return pathKey(path, this.#options.capitals === 'tell')
  }
}

const ownTops = ({ folders, traits }: Inventory): readonly string[] =>
  traits.gmail ? folders.filter((f) => f.use === 'all' && f.path.length > 1).map((f) => f.path[0]!) : []
