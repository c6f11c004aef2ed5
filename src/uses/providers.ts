// What is known of providers on a day: all of them in a list, or everything about one, named by id, name, domain or address.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerBySlug, providerOfDomain, tableRowOfDomain } from '../knowledge/lookup.ts'
import { type Opening, openingsOf, type Period } from '../knowledge/openings.ts'
import { preparationOf } from '../knowledge/preparation.ts'
import { parseAddress } from '../model/address.ts'
import { fullDate, within } from '../model/date.ts'
import { fold } from '../model/fold.ts'
import type { PreparationRow, Provider, TableHead, TableRow } from '../model/knowledge.ts'
import type { Localized } from '../model/lang.ts'
import { changesOf, type DatedChange, dayOf } from './policies.ts'

export interface ProvidersRequest {
  readonly search?: string | undefined
  readonly kind?: string | undefined
  readonly now?: string | undefined
}

/** The first thing that is known to change: an announced policy, or a dated rule. */
export interface NextChange {
  readonly date: string
  readonly days: number
  readonly what?: Localized
  readonly period?: Period
}

export interface ProviderEntry {
  readonly provider: Provider
  readonly openings: readonly Opening[]
  readonly next: NextChange | null
}

export interface ProviderList {
  readonly date: string
  readonly all: number
  readonly entries: readonly ProviderEntry[]
}

export interface ProviderView extends ProviderEntry {
  readonly kind: 'provider'
  readonly date: string
  /** What has to be switched on, of the rules in force that day. */
  readonly switches: NonNullable<Provider['switchOn']>
  readonly past: readonly DatedChange[]
  readonly coming: readonly DatedChange[]
}

/** A domain that no provider file describes, as imported tables know it. */
export interface TableView {
  readonly kind: 'table'
  readonly date: string
  readonly domain: string
  readonly ispdb: { readonly row: TableRow; readonly table: TableHead | null } | null
  readonly preparation: { readonly row: PreparationRow; readonly table: TableHead | null } | null
}

/** Every word of `search` must stand somewhere in the names, domains or family. Throws `option-invalid`. */
export function listProviders(request: ProvidersRequest = {}, knowledge: Knowledge = loadKnowledge()): ProviderList {
  const date = dayOf('--now', request.now)
  const words = fold(request.search ?? '').split(/\s+/)
  const entries = knowledge.providers
    .filter((provider) => request.kind === undefined || provider.kind === request.kind)
    .filter((provider) => {
      const text = fold([provider.id, provider.name, provider.operator, provider.family, ...provider.slugs, ...provider.domains].join(' '))
      return words.every((word) => text.includes(word))
    })
    .map((provider) => entryOf(knowledge, provider, date))
    .sort((a, b) => (a.provider.id < b.provider.id ? -1 : 1))
  return { date, all: knowledge.providers.length, entries }
}

/** Undefined when nobody knows it. Throws `option-invalid`. */
export function showProvider(
  text: string,
  on: string | undefined,
  knowledge: Knowledge = loadKnowledge(),
): ProviderView | TableView | undefined {
  const date = dayOf('--on', on)
  const provider = text.includes('@') ? undefined : providerBySlug(knowledge, text)
  if (provider !== undefined) return providerView(knowledge, provider, date)
  const domain = parseAddress(text.includes('@') ? text : `x@${text}`)?.asciiDomain
  if (domain === undefined) return undefined
  const owner = providerOfDomain(knowledge, domain)
  return owner === undefined ? tableView(knowledge, domain, date) : providerView(knowledge, owner, date)
}

/** Ids and domains, for who typed something near to one. */
export function providerWords(knowledge: Knowledge = loadKnowledge()): readonly string[] {
  return knowledge.providers.flatMap((provider) => [provider.id, ...provider.domains])
}

export function providerView(knowledge: Knowledge, provider: Provider, date: string): ProviderView {
  const changes = changesOf(knowledge, provider.id, date)
  return {
    kind: 'provider',
    date,
    ...entryOf(knowledge, provider, date),
    switches: (provider.switchOn ?? []).filter((s) => within(date, s.since, s.until)),
    past: changes.filter((change) => !change.coming).toReversed(),
    coming: changes.filter((change) => change.coming),
  }
}

function entryOf(knowledge: Knowledge, provider: Provider, date: string): ProviderEntry {
  const openings = openingsOf(provider, date)
  return { provider, openings, next: nextOf(openings, changesOf(knowledge, provider.id, date), date) }
}

function nextOf(openings: readonly Opening[], changes: readonly DatedChange[], date: string): NextChange | null {
  const today = Date.parse(fullDate(date))
  const announced = changes.filter((c) => c.coming).map(({ date, days, what }): NextChange => ({ date, days, what }))
  const ruled = openings.flatMap(({ next }): NextChange[] => {
    if (next?.since === undefined) return []
    return [{ date: next.since, days: Math.round((Date.parse(next.since) - today) / 86_400_000), period: next }]
  })
  return [...announced, ...ruled].sort((a, b) => a.days - b.days)[0] ?? null
}

function tableView(knowledge: Knowledge, domain: string, date: string): TableView | undefined {
  const head = (id: TableHead['id']) => knowledge.tables.find((table) => table.id === id) ?? null
  const row = tableRowOfDomain(knowledge, domain)
  const need = preparationOf(knowledge, domain)
  if (row === undefined && need === undefined) return undefined
  return {
    kind: 'table',
    date,
    domain,
    ispdb: row === undefined ? null : { row, table: head('ispdb') },
    preparation: need === undefined ? null : { row: need, table: head('preparation') },
  }
}
