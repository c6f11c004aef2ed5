// Whose host is this? The catalogue's regular expressions and server names, compiled once for each loaded knowledge.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Filter, Provider, TableRow } from '../model/knowledge.ts'

export type Sign = 'mx' | 'srv' | 'cname' | 'spf' | 'autoconfig'

interface Index {
  readonly byId: ReadonlyMap<string, Provider>
  readonly byDomain: ReadonlyMap<string, readonly string[]>
  readonly signs: Readonly<Record<Sign, readonly { readonly id: string; readonly match: RegExp }[]>>
  readonly filters: readonly { readonly filter: Filter; readonly match: RegExp }[]
  /** Fixed host names of servers: the providers that use them. */
  readonly servers: ReadonlyMap<string, readonly string[]>
}

const indexes = new WeakMap<Knowledge, Index>()

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}

function build(knowledge: Knowledge): Index {
  const byDomain = new Map<string, string[]>()
  const servers = new Map<string, string[]>()
  const signs: Record<Sign, { id: string; match: RegExp }[]> = { mx: [], srv: [], cname: [], spf: [], autoconfig: [] }
  for (const provider of knowledge.providers) {
    for (const domain of provider.domains) push(byDomain, domain.toLowerCase(), provider.id)
    for (const { host } of provider.servers) {
      if (host.includes('%')) continue
      push(servers, host.toLowerCase(), provider.id)
    }
    for (const sign of Object.keys(signs) as Sign[])
      for (const source of provider.recognise[sign] ?? []) signs[sign].push({ id: provider.id, match: new RegExp(source, 'i') })
  }
  return {
    byId: new Map(knowledge.providers.map((provider) => [provider.id, provider])),
    byDomain,
    signs,
    filters: knowledge.filters.flatMap((filter) => filter.mx.map((source) => ({ filter, match: new RegExp(source, 'i') }))),
    servers,
  }
}

export function indexOf(knowledge: Knowledge): Index {
  let index = indexes.get(knowledge)
  if (index === undefined) {
    index = build(knowledge)
    indexes.set(knowledge, index)
  }
  return index
}

/** The imported table is large and read from disk at its first use, so it has an index of its own. */
interface TableIndex {
  readonly byDomain: ReadonlyMap<string, TableRow>
  /** Every fixed server name of the catalogue and of the table. */
  readonly named: ReadonlySet<string>
}

const tables = new WeakMap<Knowledge, TableIndex>()

export function tableOf(knowledge: Knowledge): TableIndex {
  let table = tables.get(knowledge)
  if (table === undefined) {
    const rows = knowledge.ispdb
    const hosts = [...rows, ...knowledge.providers].flatMap(({ servers }) => servers.map(({ host }) => host.toLowerCase()))
    table = {
      byDomain: new Map(rows.map((row) => [row.domain.toLowerCase(), row])),
      named: new Set(hosts.filter((host) => !host.includes('%'))),
    }
    tables.set(knowledge, table)
  }
  return table
}

/** Providers whose expressions of that kind match the host, in the catalogue's order. `host:port` is tried too. */
export function byName(knowledge: Knowledge, sign: Sign, host: string, port?: number): readonly string[] {
  const found = new Set<string>()
  const name = host.toLowerCase().replace(/\.$/, '')
  for (const { id, match } of indexOf(knowledge).signs[sign])
    if (match.test(name) || (port !== undefined && match.test(`${name}:${port}`))) found.add(id)
  return [...found]
}

/** Providers that name this very host as one of their servers. */
export function byServer(knowledge: Knowledge, host: string): readonly string[] {
  return indexOf(knowledge).servers.get(host.toLowerCase().replace(/\.$/, '')) ?? []
}

export function filterOf(knowledge: Knowledge, host: string): Filter | null {
  const name = host.toLowerCase().replace(/\.$/, '')
  return indexOf(knowledge).filters.find(({ match }) => match.test(name))?.filter ?? null
}

export function providerOf(knowledge: Knowledge, id: string | null | undefined): Provider | null {
  return id == null ? null : (indexOf(knowledge).byId.get(id) ?? null)
}
