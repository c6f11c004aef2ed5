// Every place of a file that names another thing of the knowledge, with its path, so that a wrong name is shown where it stands.

import type { Path } from './yaml-source.ts'

export interface Reference {
  readonly kind: 'provider' | 'family' | 'client' | 'reply' | 'message' | 'cause'
  readonly id: string
  readonly path: Path
}

/** Keys whose value, or whose list of values, names such things. */
const LISTS: Readonly<Record<string, Reference['kind']>> = {
  providers: 'provider',
  families: 'family',
  clients: 'client',
  replacedBy: 'client',
  base: 'client',
}
/** Facts of a condition whose values name such things. */
const FACT_KINDS: Readonly<Record<string, Reference['kind']>> = {
  provider: 'provider',
  family: 'family',
  client: 'client',
  reply: 'reply',
  message: 'message',
}

/** `path` is the file's own, below the root: what a key means depends on the kind of file. */
export function references(data: unknown, path: string): readonly Reference[] {
  const found: Reference[] = []
  const isClient = path.startsWith('clients/')
  const walk = (node: unknown, here: Path): void => {
    if (Array.isArray(node)) for (const [i, item] of node.entries()) walk(item, [...here, i])
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    for (const [key, value] of Object.entries(node)) {
      const at = [...here, key]
      const kind = LISTS[key]
      if (kind !== undefined) collect(found, kind, value, at)
      // Only an app says `family` of somebody else (`any`: of everybody); a provider's own family is what defines it.
      else if (key === 'family' && isClient && value !== 'any') collect(found, 'family', value, at)
      else if (key === 'cause') collectCauses(found, value, at)
      else if (key === 'points' && !Array.isArray(value)) collectCauses(found, Object.keys((value as object) ?? {}), at, true)
      // What a text states is written like a condition: names of facts and a value each.
      else if (key === 'when' || key === 'gives') walkCondition(found, value, at)
      else walk(value, at)
      if (key === 'points' && Array.isArray(value)) walk(value, at)
    }
  }
  // Tables are not written by hand, and the case of a situation is what a person types, right or wrong.
  if (path.startsWith('tables/')) return found
  if (path.startsWith('situations/')) walk({ expect: (data as { expect?: unknown } | null)?.expect }, [])
  else walk(data, [])
  return found
}

function walkCondition(found: Reference[], node: unknown, here: Path): void {
  if (Array.isArray(node)) for (const [i, item] of node.entries()) walkCondition(found, item, [...here, i])
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  for (const [key, value] of Object.entries(node)) {
    const kind = FACT_KINDS[key.replace(/^(imap|pop3|smtp)\./, '')]
    if (kind !== undefined) collect(found, kind, value, [...here, key])
    else walkCondition(found, value, [...here, key])
  }
}

function collect(found: Reference[], kind: Reference['kind'], value: unknown, path: Path): void {
  if (typeof value === 'string') found.push({ kind, id: value, path })
  if (Array.isArray(value)) for (const [i, id] of value.entries()) if (typeof id === 'string') found.push({ kind, id, path: [...path, i] })
}

/** Only finer causes need a file of their own to be named; the closed list is checked elsewhere. */
function collectCauses(found: Reference[], value: unknown, path: Path, byKey = false): void {
  for (const [i, id] of [value].flat().entries())
    if (typeof id === 'string' && id.includes('/')) {
      found.push({ kind: 'cause', id, path: byKey ? [...path, id] : Array.isArray(value) ? [...path, i] : path })
    }
}
