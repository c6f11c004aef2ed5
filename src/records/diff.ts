// What changed between two sheets (or lists), field by field; things of a list are told apart by their names, not by their places.

import type { Change } from './event.ts'

const NAMES = ['label', 'name', 'to', 'case', 'id', 'device'] as const

/** Empty when they are the same. */
export function changesBetween(before: unknown, after: unknown, path = ''): readonly Change[] {
  if (same(before, after) || (before === undefined && isEmpty(after)) || (after === undefined && isEmpty(before))) return []
  const [a, b] = [byName(before), byName(after)]
  // A whole that comes or goes is one change, except the top, whose fields are told one by one.
  if (a === null || b === null) {
    const top = path === ''
    if (top && (a ?? b) !== null) return changesBetween(a === null ? {} : before, b === null ? {} : after)
    return [{ path, ...(before !== undefined && { from: before }), ...(after !== undefined && { to: after }) }]
  }
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) =>
    changesBetween(a.get(key), b.get(key), path === '' ? key : `${path}/${key}`),
  )
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Null for what has no parts: texts, numbers, and lists of texts, which change as one. */
function byName(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const names = value.map(nameOf)
  if (names.some((name) => name === null) || new Set(names).size !== names.length) return null
  return new Map(value.map((one, i) => [names[i] as string, one]))
}

function nameOf(one: unknown): string | null {
  if (typeof one !== 'object' || one === null) return null
  const thing = one as Record<string, unknown>
  const name = NAMES.find((key) => typeof thing[key] === 'string')
  if (name === undefined) return null
  return name === 'device' && typeof thing.app === 'string' ? `${thing.device} · ${thing.app}` : String(thing[name])
}

/** An empty list that comes or goes says nothing. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
