// sources-official: a change that calls itself official cites a page of the one who makes it.

import { getDomain } from 'tldts'
import type { Provider } from '../../model/knowledge.ts'
import { type Fault, faultAt, listed, type Rule, type World } from '../rule.ts'

export const sourcesOfficial: Rule = {
  name: 'sources-official',
  why: 'People act on what is called official; somebody’s article about it is not.',
  across: true,
  check: (world) => [...policyFaults(world)],
}

/** Sites on which an operator speaks, beyond those where its mail lives. */
const SPEAKS_AT: Readonly<Record<string, readonly string[]>> = {
  microsoft: ['microsoft.com', 'office.com', 'live.com'],
  google: ['google.com', 'googleblog.com', 'blog.google', 'android.com'],
  apple: ['apple.com'],
  yahoo: ['yahoo.com', 'yahooinc.com', 'aol.com'],
}

function* policyFaults(world: World): Generator<Fault> {
  for (const { file, path, data } of listed(world, 'policies.yaml', 'policies')) {
    if (data.strength !== 'official') continue
    const ids = data.providers as readonly string[]
    const concerned = world.draft.providers.filter((p) => ids.includes(p.id))
    const sites = new Set(concerned.flatMap((p) => [...sitesOf(p), ...(SPEAKS_AT[p.family] ?? [])]))
    const sources = data.sources as readonly string[]
    const named = (source: string) =>
      concerned.some((p) => source.toLowerCase().startsWith(p.operator.toLowerCase().split(' ')[0] ?? p.operator))
    // A page without a public address is cited by its title, which begins with whose it is.
    if (!sources.some((source) => sites.has(getDomain(source) ?? '') || (!source.startsWith('https:') && named(source))))
      yield faultAt(
        file,
        [...path, 'sources'],
        `"official", but no source is a page of ${[...new Set(concerned.map((p) => p.operator))].join(' or ')}`,
      )
  }
}

/** Registrable domains on which a provider's own pages and servers are. */
export function sitesOf(provider: Provider): readonly string[] {
  const { webmail, appPassword, oauth, domains, servers } = provider
  const places = [webmail, appPassword?.url, oauth?.authorize, oauth?.token, ...domains, ...servers.map(({ host }) => host)]
  return places.flatMap((place) => (place === undefined ? [] : (getDomain(place) ?? [])))
}
