// Says why a condition, as authors write it, can never hold. Pure; what it cannot prove it lets pass.

import type { Path } from './yaml-source.ts'

export interface Bounds {
  /** True for a fact that holds one value in a case. */
  readonly single: (fact: string) => boolean
  readonly familyOf: ReadonlyMap<string, string>
  readonly kindOf: ReadonlyMap<string, string>
  /** The first day of a date. */
  readonly day: (date: string) => string
}

export interface Contradiction {
  readonly path: Path
  readonly why: string
}

interface Wish {
  readonly fact: string
  readonly values: readonly string[]
  readonly path: Path
}

/** `outer`: what is asked for around it, so that a list inside `all` is read together with its neighbours. */
export function contradiction(condition: unknown, bounds: Bounds, outer: readonly Wish[] = [], path: Path = []): Contradiction | null {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return null
  const wishes = [...outer, ...wishesOf(condition, path)]
  const clash = clashOf(wishes, bounds) ?? deniedBy(condition as Record<string, unknown>, wishes, path)
  if (clash !== null) return clash
  const { any } = condition as { any?: unknown }
  if (!Array.isArray(any)) return null
  const ways = any.map((one, i) => contradiction(one, bounds, wishes, [...path, 'any', i]))
  // One way that never holds is a dead line; it is shown even where another way saves the whole.
  return ways.find((way) => way !== null) ?? null
}

/** What must hold: the facts of this level and of every `all` below it. */
function wishesOf(condition: object, path: Path): Wish[] {
  return Object.entries(condition).flatMap(([key, value]): Wish[] => {
    if (key === 'any' || key === 'not') return []
    if (key === 'all') return Array.isArray(value) ? value.flatMap((one, i) => (isMap(one) ? wishesOf(one, [...path, 'all', i]) : [])) : []
    return [{ fact: key, values: [value].flat().map(String), path: [...path, key] }]
  })
}

function clashOf(wishes: readonly Wish[], bounds: Bounds): Contradiction | null {
  for (const [i, wish] of wishes.entries()) {
    for (const other of wishes.slice(0, i)) {
      if (other.fact === wish.fact && bounds.single(wish.fact) && !meet(other.values, wish.values, bounds.day))
        return { path: wish.path, why: `${wish.fact} cannot be ${other.values.join(' or ')} and ${wish.values.join(' or ')} at once` }
    }
    const owner = wish.fact === 'provider' ? bounds.familyOf : wish.fact === 'client' ? bounds.kindOf : undefined
    const owned = wishes.find((other) => other.fact === (wish.fact === 'provider' ? 'family' : 'client.kind'))
    if (owner !== undefined && owned !== undefined && !wish.values.some((id) => !owner.has(id) || owned.values.includes(owner.get(id)!)))
      return { path: wish.path, why: `${wish.values.join(', ')} is not of ${owned.fact} ${owned.values.join(' or ')}` }
  }
  return null
}

/** `not` of something that is asked for. */
function deniedBy({ not }: Record<string, unknown>, wishes: readonly Wish[], path: Path): Contradiction | null {
  if (!isMap(not) || Object.keys(not).length !== 1) return null
  const [fact, raw] = Object.entries(not)[0]!
  const denied = [raw].flat().map(String)
  const wish = wishes.find((one) => one.fact === fact)
  return wish?.values.every((value) => denied.includes(value)) ? { path: [...path, 'not'], why: `${fact} is asked for and denied` } : null
}

/** Whether one value can satisfy both lists; bounds of dates and numbers are compared. */
function meet(a: readonly string[], b: readonly string[], day: Bounds['day']): boolean {
  return a.some((x) => b.some((y) => together(x, y, day)))
}

function together(x: string, y: string, day: Bounds['day']): boolean {
  const [p, q] = [bound(x, day), bound(y, day)]
  if (p === null && q === null) return x === y
  if (p?.sign === '>=' && q?.sign === '<') return p.limit < q.limit
  if (p?.sign === '<' && q?.sign === '>=') return q.limit < p.limit
  return true
}

function bound(value: string, day: Bounds['day']): { readonly sign: string; readonly limit: string } | null {
  const found = /^(>=|<)\s*(\d{4}(?:-\d\d){0,2})$/.exec(value)
  return found === null ? null : { sign: found[1]!, limit: day(found[2]!) }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
