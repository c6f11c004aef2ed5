// Finds the provider and the app that a case names, by id, slug, address, host or free text. An unknown name is simply unknown.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { parseAddress } from '../model/address.ts'
import type { Client, Provider } from '../model/knowledge.ts'

interface Names {
  readonly providers: ReadonlyMap<string, Provider>
  readonly domains: ReadonlyMap<string, Provider>
  readonly hosts: ReadonlyMap<string, Provider>
  readonly clients: ReadonlyMap<string, Client>
  /** Names as regular expressions on the folded text, then plain names, longest first. */
  readonly clientPatterns: readonly { readonly pattern: RegExp; readonly client: Client }[]
}

const cache = new WeakMap<Knowledge, Names>()

export function findProvider(knowledge: Knowledge, slug?: string, address?: string, host?: string): Provider | undefined {
  const names = namesOf(knowledge)
  return (
    (slug === undefined ? undefined : bySlug(names, slug)) ??
    (address === undefined ? undefined : byDomain(names, address)) ??
    (host === undefined ? undefined : names.hosts.get(host.toLowerCase()))
  )
}

/** Reads `outlook_2019`, `Thunderbird for Android`, `OpenArchiver (imapflow 1.0)`. */
export function findClient(knowledge: Knowledge, text: string): Client | undefined {
  const names = namesOf(knowledge)
  const exact = names.clients.get(squash(text))
  if (exact !== undefined) return exact
  const folded = spaced(text)
  return names.clientPatterns.find(({ pattern }) => pattern.test(folded))?.client
}

/** A version written beside the name of the app: `imapflow 1.0.191`, `outlook_2019`. */
export function versionIn(text: string): string | undefined {
  return /(?:^|[\s_(v])(\d+(?:\.\d+)*)/i.exec(text)?.[1]
}

function bySlug(names: Names, slug: string): Provider | undefined {
  // A slug may carry a country, `orange_fr`, where ours has none.
  return names.providers.get(squash(slug)) ?? names.providers.get(squash(slug.replace(/[_-][a-z]{2}$/i, '')))
}

function byDomain(names: Names, text: string): Provider | undefined {
  const domain = parseAddress(text)?.asciiDomain
  return domain === undefined ? undefined : names.domains.get(domain)
}

function namesOf(knowledge: Knowledge): Names {
  const known = cache.get(knowledge)
  if (known !== undefined) return known
  const names = { ...providerNames(knowledge), ...clientNames(knowledge) }
  cache.set(knowledge, names)
  return names
}

function providerNames(knowledge: Knowledge): Pick<Names, 'providers' | 'domains' | 'hosts'> {
  const [providers, domains, hosts] = [new Map<string, Provider>(), new Map<string, Provider>(), new Map<string, Provider>()]
  for (const provider of knowledge.providers) {
    for (const slug of [provider.id, ...provider.slugs]) providers.set(squash(slug), provider)
    for (const domain of provider.domains) domains.set(domain.toLowerCase(), provider)
    for (const server of provider.servers) if (!hosts.has(server.host)) hosts.set(server.host, provider)
  }
  // The full name is the weakest: two providers may share one.
  for (const provider of knowledge.providers) if (!providers.has(squash(provider.name))) providers.set(squash(provider.name), provider)
  return { providers, domains, hosts }
}

function clientNames(knowledge: Knowledge): Pick<Names, 'clients' | 'clientPatterns'> {
  const clients = new Map<string, Client>()
  const regular: { pattern: RegExp; client: Client }[] = []
  const plain: { pattern: RegExp; client: Client; length: number }[] = []
  for (const client of knowledge.clients) {
    clients.set(squash(client.id), client)
    for (const name of [client.id, client.name.en, client.name.fr, ...client.names]) {
      if (/^\/.*\/$/.test(name)) {
        regular.push({ pattern: new RegExp(name.slice(1, -1), 'i'), client })
        continue
      }
      if (!clients.has(squash(name))) clients.set(squash(name), client)
      const folded = spaced(name)
      if (folded.length >= 3) plain.push({ pattern: new RegExp(`(^| )${escapeRegExp(folded)}( |$)`), client, length: folded.length })
    }
  }
  plain.sort((a, b) => b.length - a.length)
  return { clients, clientPatterns: [...regular, ...plain] }
}

function squash(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function spaced(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
