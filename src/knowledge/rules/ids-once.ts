// ids-once: an id, a domain, a slug or an app's name belongs to one thing.

import { type Fault, faultAt, faultIn, listed, type Rule, type World } from '../rule.ts'

export const idsOnce: Rule = {
  name: 'ids-once',
  why: 'Two files with one id, domain or name would answer for each other, and which one wins would depend on the disk.',
  builds: true,
  across: true,
  check: (world) => [...listedIds(world), ...ownedNames(world)],
}

const LISTS = [
  ['replies/', 'replies'],
  ['messages/', 'messages'],
  ['words/', 'words'],
  ['policies.yaml', 'policies'],
  ['filters.yaml', 'filters'],
] as const

function* listedIds(world: World): Generator<Fault> {
  for (const [folder, key] of LISTS) {
    const owners = new Map<string, string>()
    for (const { file, path, data } of listed(world, folder, key)) {
      const id = String(data.id)
      const owner = owners.get(id)
      if (owner !== undefined) yield faultAt(file, [...path, 'id'], `id "${id}" is already in ${owner}`)
      owners.set(id, file.path)
    }
  }
}

function* ownedNames(world: World): Generator<Fault> {
  const { providers, clients } = world.draft
  const place = (folder: string, id: string) => `${folder}/${id}.yaml`
  yield* once(
    world,
    'domain',
    providers.flatMap((p) => p.domains.map((name, i) => ({ name, file: place('providers', p.id), path: ['domains', i] }))),
  )
  yield* once(
    world,
    'slug',
    providers.flatMap((p) => {
      const slugs = p.slugs.map((name, i) => ({ name, file: place('providers', p.id), path: ['slugs', i] }))
      return p.slugs.includes(p.id) ? slugs : [{ name: p.id, file: place('providers', p.id), path: [] }, ...slugs]
    }),
  )
  yield* once(
    world,
    'name',
    clients.flatMap((c) => {
      const names = c.names.map((name, i) => ({ name, file: place('clients', c.id), path: ['names', i] }))
      return c.names.includes(c.id) ? names : [{ name: c.id, file: place('clients', c.id), path: [] }, ...names]
    }),
  )
}

interface Owned {
  readonly name: string
  readonly file: string
  readonly path: readonly PropertyKey[]
}

function* once(world: World, kind: string, all: readonly Owned[]): Generator<Fault> {
  const owners = new Map<string, string>()
  for (const { name, file, path } of all) {
    const owner = owners.get(name)
    if (owner !== undefined) yield faultIn(world, file, path, `${kind} "${name}" is already in ${owner}`)
    owners.set(name, file)
  }
}
