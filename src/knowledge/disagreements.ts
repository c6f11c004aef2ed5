// Where an imported table and our own file say something else of a provider: each must be written into the file's `conflicts`. Pure.

import { within } from '../model/date.ts'
import type { PreparationRow, Provider, ProviderServer, TableRow } from '../model/knowledge.ts'
import { PROTOCOLS, type Protocol } from '../model/protocol.ts'
import type { Knowledge } from './knowledge.ts'

export interface Disagreement {
  readonly provider: string
  readonly table: 'ispdb' | 'preparation'
  /** As in `conflicts`: `servers.imap.host`, `auth.password` ... */
  readonly about: string
  readonly ours: string
  readonly theirs: string
  /** The domains whose row says so. */
  readonly domains: readonly string[]
  /** Our file keeps the table's value beside the one it chose. */
  readonly recorded: boolean
}

type Difference = Pick<Disagreement, 'about' | 'ours' | 'theirs'>

/** Every difference once a provider and table, with the domains that it was seen on. */
export function disagreements(knowledge: Knowledge): readonly Disagreement[] {
  return knowledge.providers.flatMap((provider) => {
    const domains = new Set(provider.domains)
    const servers = knowledge.ispdb.filter((row) => domains.has(row.domain))
    const needs = knowledge.preparation.filter((row) => domains.has(row.domain))
    return [
      ...gather(provider, 'ispdb', servers, (row) => serverDifferences(provider, row)),
      ...gather(provider, 'preparation', needs, (row) => [
        ...serverDifferences(provider, row),
        ...needDifferences(provider, row, knowledge.asOf),
      ]),
    ]
  })
}

function gather<T extends TableRow>(
  provider: Provider,
  table: Disagreement['table'],
  rows: readonly T[],
  differences: (row: T) => readonly Difference[],
): readonly Disagreement[] {
  const found = new Map<string, Difference & { domains: string[] }>()
  for (const row of rows)
    for (const difference of differences(row)) {
      const key = `${difference.about} ${difference.theirs}`
      const same = found.get(key)
      if (same === undefined) found.set(key, { ...difference, domains: [row.domain] })
      else same.domains.push(row.domain)
    }
  return [...found.values()].map((one) => ({ provider: provider.id, table, ...one, recorded: isRecorded(provider, one) }))
}

function isRecorded(provider: Provider, { about, theirs }: Difference): boolean {
  return provider.conflicts?.some((c) => c.about === about && c.says.some((s) => s.value === theirs)) ?? false
}

/** A table that lacks a protocol or a second way says nothing of it; one whose hosts are none of ours disagrees. */
function serverDifferences(provider: Provider, row: TableRow): readonly Difference[] {
  return PROTOCOLS.flatMap((protocol) => {
    const [ours, theirs] = [of(provider.servers, protocol), of(row.servers, protocol)]
    if (ours.length === 0 || theirs.length === 0 || theirs.some((server) => server.host.includes('%'))) return []
    const about = `servers.${protocol}`
    const shared = theirs.filter((server) => ours.some((own) => own.host === server.host))
    if (shared.length === 0) return [{ about: `${about}.host`, ours: list(ours, (s) => s.host), theirs: list(theirs, (s) => s.host) }]
    const onPort = shared.filter((server) => ours.some((own) => own.host === server.host && way(own) === way(server)))
    if (onPort.length === 0) return [{ about: `${about}.port`, ours: list(ours, way), theirs: list(shared, way) }]
    const form = onPort.filter((server) => !ours.some((own) => own.host === server.host && own.username === server.username))
    return form.length === 0
      ? []
      : [{ about: `${about}.username`, ours: list(ours, (s) => s.username), theirs: list(form, (s) => s.username) }]
  })
}

function needDifferences(provider: Provider, row: PreparationRow, date: string): readonly Difference[] {
  const rule = provider.auth.findLast((r) => r.protocols.includes('imap') && within(date, r.since, r.until))
  const turn = provider.switchOn?.findLast((s) => s.protocols.includes('imap') && within(date, s.since, s.until))?.default ?? 'on'
  const needs = (need: PreparationRow['needs'][number]) => row.needs.includes(need)
  const closed = row.status === 'broken'
  const found: Difference[] = []
  const ours =
    rule === undefined ? '' : rule.password === 'refused' ? (rule.appPassword === 'accepted' ? 'app-password' : 'oauth') : 'password'
  const theirs = needs('oauth-required') ? 'oauth' : needs('app-password') ? 'app-password' : closed ? ours : 'password'
  const either = rule?.password === 'if-enabled' && theirs !== 'oauth'
  if (rule !== undefined && ours !== theirs && !either) found.push({ about: 'auth.password', ours, theirs })
  const switched = needs('switch-on') || needs('paid-plan')
  if (switched && turn === 'on') found.push({ about: 'switchOn.imap', ours: 'on', theirs: 'switch-on' })
  if (!switched && !closed && turn === 'off') found.push({ about: 'switchOn.imap', ours: 'off', theirs: 'on' })
  return found
}

const of = (servers: readonly ProviderServer[], protocol: Protocol): readonly ProviderServer[] =>
  servers.filter((server) => server.protocol === protocol)
const way = ({ port, security }: ProviderServer): string => `${port} ${security}`
const list = (servers: readonly ProviderServer[], word: (server: ProviderServer) => string): string =>
  [...new Set(servers.map(word))].join(', ')
