// Runs collections until it is stopped, or one round of each: one process at a time for each, its own waiting for news, and its state kept after every round.

import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { SesameError } from '../../model/errors.ts'
import { allCollections, findCollection, keepState } from '../../store/collections.ts'
import { openStore, type Store } from '../../store/database.ts'
import type { Brought } from '../../transfer/collect/brought.ts'
import type { Collection, CollectionState, Failure, Round } from '../../transfer/collect/collection.ts'
import { type Collector, collectOnce, keepCollecting } from '../../transfer/collect/keep-collecting.ts'
import { alone, type CollectRequest, folderOf, mustFind, placesOf, readCollection, roomRequestOf } from './collect.ts'
import { openNews } from './collect-news.ts'
import { collectRound } from './collect-round.ts'
import { openRoom, type Room } from './room.ts'
import type { SideShut } from './shut.ts'
import { whereOf } from './where.ts'

export interface RunCollect extends CollectRequest {
  /** Only this one; absent: all. */
  readonly name?: string | undefined
  readonly once: boolean
  /** Also those whose sign-in was refused, or whose server wants to be left alone. */
  readonly again: boolean
  /** The first signal: rounds end at the end of a message. `signal` ends everything at once. */
  readonly stop: AbortSignal
}

/** What happens, for the terminal, a log or a program. Holds no secret. */
export type CollectEvent =
  | { readonly kind: 'running'; readonly names: readonly string[] }
  | ({ readonly kind: 'message'; readonly name: string } & Brought)
  | {
      readonly kind: 'round'
      readonly name: string
      readonly collection: Collection
      readonly round: Round
      readonly failure: Failure | null
      readonly state: CollectionState
    }
  /** It was not its time: see the state. */
  | { readonly kind: 'skipped'; readonly name: string; readonly collection: Collection; readonly state: CollectionState }
  /** Another process has it. */
  | { readonly kind: 'elsewhere'; readonly name: string }

/** How often it is looked for collections that were added or taken away meanwhile. */
const LOOK_MS = 5_000

/** The states that the collections were left in. Throws `collection-unknown`, `collection-running` for one that was named, and what the vault throws. */
export async function runCollect(request: RunCollect, on: (event: CollectEvent) => void): Promise<readonly CollectionState[]> {
  const db = await openStore({ folder: request.data, env: request.env })
  const shut = new Map<string, SideShut>()
  try {
    if (request.name !== undefined) mustFind(db, request.name)
    const room = await openRoom({ ...(await roomRequestOf(request)), onShut: (one) => void shut.set(`${one.role} ${one.label}`, one) })
    try {
      // A vault that does not open is said now, not by every collection.
      if (!request.lab) await room.keys()
      const parts: Parts = { room, db, shut, request, on }
      return request.once ? await once(parts) : await always(parts)
    } finally {
      await room.close()
    }
  } finally {
    db.close()
  }
}

interface Parts {
  readonly room: Room
  readonly db: Store
  readonly shut: ReadonlyMap<string, SideShut>
  readonly request: RunCollect
  readonly on: (event: CollectEvent) => void
}

const namesIn = ({ db, request }: Parts): readonly string[] =>
  request.name === undefined ? allCollections(db).map(({ name }) => name) : [mustFind(db, request.name).name]

async function once(parts: Parts): Promise<readonly CollectionState[]> {
  const { db, request, on } = parts
  const states: CollectionState[] = []
  for (const name of namesIn(parts)) {
    if (request.stop.aborted) break
    await mine(parts, name, async (collector) => {
      const state = await collectOnce(collector, request.stop, request.again)
      if (state === null && collector.state !== null)
        on({ kind: 'skipped', name, collection: collector.collection, state: collector.state })
      const left = state ?? (findCollection(db, name)?.state as CollectionState | null)
      if (left !== null) states.push(left)
    })
  }
  return states
}

/** New collections are taken in, those that are gone end. */
async function always(parts: Parts): Promise<readonly CollectionState[]> {
  const { db, request, on } = parts
  const { stop } = request
  const running = new Map<string, { readonly end: AbortController; readonly made: number; readonly over: Promise<void> }>()
  const busy = new Set<string>()
  let told = ''
  let failed: unknown
  for (;;) {
    const wanted = new Map(namesIn(parts).map((name) => [name, findCollection(db, name)?.made ?? 0]))
    for (const [name, { end, made }] of running) if (wanted.get(name) !== made) end.abort()
    for (const [name, made] of wanted) {
      if (running.has(name) || stop.aborted) continue
      const end = new AbortController()
      const over = mine(parts, name, (collector) => keepCollecting(collector, AbortSignal.any([stop, end.signal])), busy)
        .catch((error: unknown) => {
          failed ??= error
        })
        .finally(() => running.delete(name))
      running.set(name, { end, made, over })
    }
    // Those that another process has are away at once.
    await Promise.resolve()
    const names = [...running.keys()].sort()
    if (names.join('\0') !== told) {
      told = names.join('\0')
      on({ kind: 'running', names })
    }
    if (failed !== undefined || stop.aborted) break
    await wait(LOOK_MS, undefined, { signal: stop }).catch(() => {})
  }
  for (const { end } of running.values()) end.abort()
  await Promise.all([...running.values()].map(({ over }) => over))
  if (failed !== undefined) throw failed
  return allCollections(db).flatMap(({ state }) => (state === null ? [] : [state as CollectionState]))
}

/** Only while no other process has it; one that was named is an error then, others are told once. */
async function mine(parts: Parts, name: string, work: (collector: Collector) => Promise<void>, busy = new Set<string>()): Promise<void> {
  const { db, request, on } = parts
  const { lock } = placesOf(folderOf(request), name)
  try {
    await alone(lock, name, async () => {
      busy.delete(name)
      const stored = findCollection(db, name)
      if (stored === null) return
      const collector = collectorOf(parts, readCollection(stored), stored.state as CollectionState | null)
      try {
        await work(collector)
      } finally {
        await collector.close()
      }
    })
  } catch (error) {
    if (!(error instanceof SesameError) || error.code !== 'collection-running' || request.name !== undefined) throw error
    if (!busy.has(name)) on({ kind: 'elsewhere', name })
    busy.add(name)
  }
}

function collectorOf(parts: Parts, collection: Collection, state: CollectionState | null): Collector & { close(): Promise<void> } {
  const { room, db, shut, request, on } = parts
  const { name } = collection
  const news = collection.protocol === 'imap' && !request.once ? openNews(room, collection) : null
  let seen: number | null = null
  let left = state
  return {
    collection,
    get state() {
      return left
    },
    async round(why, signal) {
      const message = (one: Brought) => on({ kind: 'message', name, ...one })
      const outcome = await collectRound({ room, db, folder: folderOf(request), collection, why, signal, shut, on: message })
      seen = outcome.next ?? seen
      return outcome
    },
    ...(news !== null && { news: (ms: number, signal: AbortSignal) => news.wait(ms, seen, signal) }),
    renewed: (since) => renewedSince(room, collection, since),
    keep(next) {
      left = next
      keepState(db, name, next)
    },
    on: (next, { round, failure }) => on({ kind: 'round', name, collection, round, failure, state: next }),
    close: async () => news?.close(),
  }
}

/** Another sign-in or password is kept for one of the ends since then. */
async function renewedSince(room: Room, { from, into }: Collection, since: number): Promise<boolean> {
  const keys = await room.keys().catch(() => null)
  if (keys === null) return false
  const ids = [from, into].map((text) => {
    const where = whereOf(text, existsSync)
    if (where.kind === 'address') return where.address.text.toLowerCase()
    if (where.kind === 'server') return (where.user.includes('@') ? where.user : `${where.user}@${where.endpoint.host}`).toLowerCase()
    return ''
  })
  for (const { name, changed } of await keys.vault.list()) {
    const id = name.slice(name.indexOf('/') + 1).toLowerCase()
    if (!ids.includes(id)) continue
    if (!name.startsWith('oauth/')) {
      if (Date.parse(changed) > since) return true
      continue
    }
    // What a refusal wrote down changes the entry too: only a sign-in made or refreshed since counts.
    const grant = (await keys.shelf.read(name.slice('oauth/'.length)))?.grant
    const good = grant && Math.max(Date.parse(grant.made), grant.refusal === null ? Date.parse(grant.refreshed ?? grant.made) : 0)
    if (good && good > since) return true
  }
  return false
}
