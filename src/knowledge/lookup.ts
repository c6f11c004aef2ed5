// Finds things of the knowledge by id, name, slug or domain. Indexes are built once per knowledge and kept beside it.

import { parseAddress } from '../model/address.ts'
import { fold } from '../model/fold.ts'
import type { Cause, Client, Provider, TableRow } from '../model/knowledge.ts'
import { clientNames, findClient, type NamedClient } from './client-names.ts'
import type { Knowledge } from './knowledge.ts'

export type { NamedClient } from './client-names.ts'
export { versionIn } from './client-names.ts'

/** Nobody's id names nobody. */
export const providerById = (knowledge: Knowledge, id: string | null | undefined): Provider | undefined =>
  id == null ? undefined : providers(knowledge).byId.get(id)

/** By id, slug or full name, as cases write it: `outlook_com`, `proton_bridge`; a country may follow where ours has none, `orange_fr`. */
export function providerBySlug(knowledge: Knowledge, slug: string): Provider | undefined {
  const { byId, bySlug } = providers(knowledge)
  return byId.get(slug) ?? bySlug.get(slugKey(slug)) ?? bySlug.get(slugKey(slug.replace(/[_-][a-z]{2}$/i, '')))
}

export interface ProviderHints {
  readonly slug?: string | undefined
  readonly address?: string | undefined
  readonly host?: string | undefined
}

/** Whom a case names: by slug, else by the domain of the address, else by a server. */
export function providerNamed(knowledge: Knowledge, { slug, address, host }: ProviderHints): Provider | undefined {
  const domain = address === undefined ? undefined : parseAddress(address)?.asciiDomain
  return (
    (slug === undefined ? undefined : providerBySlug(knowledge, slug)) ??
    (domain === undefined ? undefined : providerOfDomain(knowledge, domain)) ??
    (host === undefined ? undefined : providers(knowledge).byHost.get(host.toLowerCase()))
  )
}

/** By the domain of an address, in A-labels; `null` domain names nobody. A subdomain is somebody else's until MX says otherwise. */
export const providerOfDomain = (knowledge: Knowledge, domain: string): Provider | undefined =>
  providers(knowledge).byDomain.get(domain.toLowerCase())

export const causeById = (knowledge: Knowledge, id: string): Cause | undefined => causes(knowledge).get(id)

export const clientById = (knowledge: Knowledge, id: string | null | undefined): Client | undefined =>
  id == null ? undefined : clients(knowledge).byId.get(id)

/** Its id, then that of the general app or device of which it is a finer one; nothing for nobody. */
export function clientAndBase(knowledge: Knowledge, id: string | undefined): readonly string[] {
  if (id === undefined) return []
  const base = clientById(knowledge, id)?.base
  return base === undefined ? [id] : [id, base]
}

/** However people and cases write it, with the version said along. An unknown name is simply unknown. */
export function clientByName(knowledge: Knowledge, text: string): NamedClient | undefined {
  const { names, found } = clients(knowledge)
  const name = text.slice(0, LONGEST_NAME)
  if (!found.has(name)) {
    // A fleet names the same few apps over and over; strangers' names must not fill the memory.
    if (found.size >= MOST_NAMES) found.clear()
    found.set(name, findClient(names, name))
  }
  return found.get(name)
}

const LONGEST_NAME = 200
const MOST_NAMES = 2_000

export const tableRowOfDomain = (knowledge: Knowledge, domain: string): TableRow | undefined => table(knowledge).get(domain.toLowerCase())

function providerIndex(knowledge: Knowledge) {
  const byId = new Map<string, Provider>()
  const bySlug = new Map<string, Provider>()
  const byDomain = new Map<string, Provider>()
  const byHost = new Map<string, Provider>()
  for (const provider of knowledge.providers) {
    byId.set(provider.id, provider)
    for (const slug of [provider.id, ...provider.slugs]) bySlug.set(slugKey(slug), provider)
    for (const domain of provider.domains) byDomain.set(domain, provider)
    for (const { host } of provider.servers) if (!byHost.has(host)) byHost.set(host, provider)
  }
  // The full name is the weakest: two providers may share one.
  for (const provider of knowledge.providers) if (!bySlug.has(slugKey(provider.name))) bySlug.set(slugKey(provider.name), provider)
  return { byId, bySlug, byDomain, byHost }
}

function clientIndex({ clients }: Knowledge) {
  const byId = new Map(clients.map((client) => [client.id, client]))
  return { byId, names: clientNames(clients), found: new Map<string, NamedClient | undefined>() }
}

const slugKey = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')

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
