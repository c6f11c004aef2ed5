// What is known of apps, programs and devices: whose OAuth they can do since which version, and everything about one.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { clientById, clientByName } from '../knowledge/lookup.ts'
import { fullDate, lastDay, within } from '../model/date.ts'
import { fold } from '../model/fold.ts'
import type { Client, ClientOAuth, Release } from '../model/knowledge.ts'
import { dayOf } from './policies.ts'

export interface AppsRequest {
  readonly search?: string | undefined
  readonly kind?: string | undefined
  readonly now?: string | undefined
}

/** An app and one family of providers: the lines of its file that speak of it, the last of which counts. */
export interface FamilyOAuth {
  readonly family: string
  readonly able: boolean
  readonly lines: readonly ClientOAuth[]
}

export interface AppEntry {
  readonly client: Client
  readonly oauth: readonly FamilyOAuth[]
  readonly dead: boolean
}

export interface AppList {
  readonly date: string
  readonly all: number
  readonly entries: readonly AppEntry[]
}

export interface AppView extends AppEntry {
  readonly date: string
  /** The general app or device of which this is a finer one. */
  readonly base: Client | null
  readonly replacedBy: Client | null
  readonly releases: readonly (Release & { readonly supported: boolean | null })[]
}

/** Every word of `search` must stand in its names, maker or platforms. Throws `option-invalid`. */
export function listApps(request: AppsRequest = {}, knowledge: Knowledge = loadKnowledge()): AppList {
  const date = dayOf('--now', request.now)
  const words = fold(request.search ?? '').split(/\s+/)
  const entries = knowledge.clients
    .filter((client) => request.kind === undefined || client.kind === request.kind)
    .filter((client) => {
      const names = client.names.filter((name) => !name.startsWith('/'))
      const text = fold([client.id, client.name.en, client.name.fr, client.maker ?? '', ...names, ...client.platform].join(' '))
      return words.every((word) => text.includes(word))
    })
    .map((client) => entryOf(client, date))
    .sort((a, b) => (a.client.id < b.client.id ? -1 : 1))
  return { date, all: knowledge.clients.length, entries }
}

/** By id, or however people write it. Undefined when nobody knows it. */
export function showApp(text: string, on: string | undefined, knowledge: Knowledge = loadKnowledge()): AppView | undefined {
  const date = dayOf('--on', on)
  const client = clientById(knowledge, text) ?? clientByName(knowledge, text)?.client
  return client === undefined ? undefined : appView(knowledge, client, date)
}

export function appView(knowledge: Knowledge, client: Client, date: string): AppView {
  return {
    date,
    ...entryOf(client, date),
    base: clientById(knowledge, client.base) ?? null,
    replacedBy: clientById(knowledge, client.replacedBy) ?? null,
    releases: (client.releases ?? []).map((release) => ({
      ...release,
      supported: release.supportEnds === undefined ? null : fullDate(date) <= lastDay(release.supportEnds),
    })),
  }
}

/** Ids and names, for who typed something near to one. */
export function appWords(knowledge: Knowledge = loadKnowledge()): readonly string[] {
  return knowledge.clients.flatMap((client) => [client.id, ...client.names.filter((name) => !name.startsWith('/'))])
}

function entryOf(client: Client, date: string): AppEntry {
  const families = [...new Set(client.oauth.map((line) => line.family))]
  return {
    client,
    oauth: families.map((family) => {
      const lines = client.oauth.filter((line) => line.family === family)
      return { family, lines, able: lines.some((line) => line.able && begun(line, date)) }
    }),
    dead: client.ended !== undefined && within(date, client.ended),
  }
}

/** A version is taken as reached: people have recent apps more often than old ones. */
function begun(line: ClientOAuth, date: string): boolean {
  return line.since === undefined || !/^\d{4}-\d{2}/.test(line.since) || within(date, line.since)
}
