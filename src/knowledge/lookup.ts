// Finds things of the knowledge by id, name, slug or domain. Indexes are built once per knowledge and kept beside it.

import { fold } from '../model/fold.ts'
import type { Cause, Client, Provider, TableRow } from '../model/knowledge.ts'
import type { Knowledge } from './knowledge.ts'

/** Nobody's id names nobody. */
export const providerById = (knowledge: Knowledge, id: string | null | undefined): Provider | undefined =>
  id == null ? undefined : providers(knowledge).byId.get(id)

/** By id or by one of its slugs, as cases write them: `outlook_com`, `google_workspace`, `proton_bridge`. */
export const providerBySlug = (knowledge: Knowledge, slug: string): Provider | undefined =>
  providers(knowledge).byId.get(slug) ?? providers(knowledge).bySlug.get(slugKey(slug))

/** By the domain of an address, in A-labels; `null` domain names nobody. A subdomain is somebody else's until MX says otherwise. */
export const providerOfDomain = (knowledge: Knowledge, domain: string): Provider | undefined =>
  providers(knowledge).byDomain.get(domain.toLowerCase())

export const causeById = (knowledge: Knowledge, id: string): Cause | undefined => causes(knowledge).get(id)

export const clientById = (knowledge: Knowledge, id: string): Client | undefined => clients(knowledge).byId.get(id)

export const tableRowOfDomain = (knowledge: Knowledge, domain: string): TableRow | undefined => table(knowledge).get(domain.toLowerCase())

export interface NamedClient {
  readonly client: Client
  /** A version said together with the name: `outlook_2016`, `Thunderbird 128.2`. */
  readonly version?: string
}

/**
 * By id, name, slug or expression, however it is written; what is left over as a number is the version.
 * Returns undefined rather than a client that only looks like it.
 */
export function clientByName(knowledge: Knowledge, text: string): NamedClient | undefined {
  const { byId, byName, patterns } = clients(knowledge)
  const name = nameKey(text)
  const whole = byId.get(text) ?? byName.get(name)
  if (whole) return { client: whole }
  for (const { pattern, client } of patterns) {
    const found = pattern.exec(name)
    const version = [found?.[1], ...numbersOf(name).map((n) => n.number)].find((v) => v !== undefined && /^\d/.test(v))
    if (found) return { client, ...(version ? { version } : {}) }
  }
  for (const { number, before } of numbersOf(name)) {
    const client = byName.get(before)
    if (client) return { client, version: number }
  }
  return undefined
}

/** The numbers of a name that may be a version, the last first, with what stands before each. */
function numbersOf(name: string): readonly { number: string; before: string }[] {
  return [...name.matchAll(/[ /]v?(\d+(\.\d+)*)/g)].map((m) => ({ number: m[1]!, before: name.slice(0, m.index).trim() })).reverse()
}

function providerIndex(knowledge: Knowledge) {
  const byId = new Map<string, Provider>()
  const bySlug = new Map<string, Provider>()
  const byDomain = new Map<string, Provider>()
  for (const provider of knowledge.providers) {
    byId.set(provider.id, provider)
    for (const slug of [provider.id, ...provider.slugs]) bySlug.set(slugKey(slug), provider)
    for (const domain of provider.domains) byDomain.set(domain, provider)
  }
  return { byId, bySlug, byDomain }
}

function clientIndex(knowledge: Knowledge) {
  const byId = new Map<string, Client>()
  const byName = new Map<string, Client>()
  const patterns: { pattern: RegExp; client: Client }[] = []
  for (const client of knowledge.clients) {
    byId.set(client.id, client)
    for (const name of [client.id, ...Object.values(client.name), ...client.names]) {
      const source = /^\/(.+)\/$/.exec(name)?.[1]
      if (source !== undefined) patterns.push({ pattern: new RegExp(source, 'i'), client })
      // A name that two apps share stays with the first that listed it.
      else if (!byName.has(nameKey(name))) byName.set(nameKey(name), client)
    }
  }
  return { byId, byName, patterns }
}

const slugKey = (text: string): string => fold(text).replace(/[\s._-]+/g, '-')
const nameKey = (text: string): string =>
  fold(text)
    .replace(/[\s_-]+/g, ' ')
    .trim()

const providers = kept(providerIndex)
const clients = kept(clientIndex)
const causes = kept((knowledge) => new Map<string, Cause>(knowledge.causes.map((cause) => [cause.id, cause])))
const table = kept((knowledge) => new Map(knowledge.ispdb.map((row) => [row.domain, row])))

/** An index per knowledge, built on first use and forgotten with it. */
function kept<T>(build: (knowledge: Knowledge) => T): (knowledge: Knowledge) => T {
  const cache = new WeakMap<Knowledge, T>()
  return (knowledge) => {
    let index = cache.get(knowledge)
    if (index === undefined) {
      index = build(knowledge)
      cache.set(knowledge, index)
    }
    return index
  }
}
