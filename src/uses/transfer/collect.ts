// What is collected on a schedule: setting it up (both ends are opened first), listing it, taking it away, and how it stands.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { limitsFor } from '../../knowledge/limits.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { providerById } from '../../knowledge/lookup.ts'
import { SesameError } from '../../model/errors.ts'
import { addCollection, allCollections, dropCollection, findCollection, type StoredCollection } from '../../store/collections.ts'
import { openStore, type Store } from '../../store/database.ts'
import { locked, lockFile } from '../../store/lock.ts'
import { forgetMaildrop } from '../../store/maildrops.ts'
import { dataFolder } from '../../store/place.ts'
import type { Collection, CollectionState } from '../../transfer/collect/collection.ts'
import { collectedPairs } from '../../transfer/collect/pairs.ts'
import { vaultFile } from '../../vault/place.ts'
import { openRoom, type RoomRequest } from './room.ts'
import { openSide } from './side.ts'
import { whereOf } from './where.ts'

/** Nobody is asked for a password: rounds come when nobody sits there. */
export type CollectRequest = Omit<RoomRequest, 'askSecret' | 'saved' | 'scheduled' | 'onShut'>

export interface NewCollection {
  readonly from: string
  readonly into: string
  readonly name?: string | undefined
  readonly protocol?: 'imap' | 'pop3' | undefined
  /** `Hotmail`, `Family/Marie`. */
  readonly folder?: string | undefined
  readonly junk?: boolean | undefined
  readonly every?: number | undefined
  readonly removeAfterDays?: number | null | undefined
  readonly keepFlags?: boolean | undefined
}

export interface AddedCollection {
  readonly collection: Collection
  /** In the inbox of the source now. */
  readonly waiting: number
  /** The source has a folder for junk, and it is collected. */
  readonly junk: boolean
  /** Minutes that the source's provider wants between two visits. */
  readonly pollMinutes: number | null
}

export interface CollectionView {
  readonly collection: Collection
  readonly state: CollectionState | null
  /** Somebody is at it now. */
  readonly running: boolean
}

/** Where a collection's journal is, and messages that the target refused. */
export function placesOf(folder: string, name: string): { readonly journal: string; readonly aside: string; readonly lock: string } {
  const short = createHash('sha256').update(name).digest('hex').slice(0, 16)
  const base = join(folder, 'collect', short)
  return { journal: join(base, 'journal.db'), aside: join(base, 'aside'), lock: lockFile(folder, `collect/${name}`) }
}

/** In the lab everybody has signed in already, unless a vault was made there. */
export async function roomRequestOf(request: CollectRequest): Promise<RoomRequest> {
  const { data, lab, env } = request
  if (lab && data === undefined && !env.SESAME_DATA)
    throw new SesameError('option-invalid', { option: '--data', value: '', allowed: 'DIR (--lab)' })
  const empty = lab && !existsSync(await vaultFile(dataFolder({ folder: data, env })))
  return { ...request, ...(empty && { data: undefined }), saved: !empty, scheduled: true }
}

export const folderOf = ({ data, env }: Pick<CollectRequest, 'data' | 'env'>): string => dataFolder({ folder: data, env })

export const readCollection = ({ told }: StoredCollection): Collection => told as Collection

/** Throws `collection-exists`, `collection-server`, `collection-pop3-junk`, `transfer-same`, `sign-in-unknown`, and what opening both ends throws; nothing is kept then. */
export async function addNewCollection(request: CollectRequest, wanted: NewCollection): Promise<AddedCollection> {
  for (const text of [wanted.from, wanted.into])
    if (whereOf(text, existsSync).kind === 'files') throw new SesameError('collection-server', { text })
  const protocol = protocolOf(wanted)
  if (protocol === 'pop3' && wanted.junk) throw new SesameError('collection-pop3-junk', { from: wanted.from })
  const folder = (wanted.folder ?? 'INBOX').split('/').filter((part) => part !== '')
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    const room = await openRoom({ ...(await roomRequestOf(request)), scheduled: false })
    try {
      const source = await openSide(wanted.from, { room, role: 'from', protocol })
      const target = await openSide(wanted.into, { room, role: 'to', protocol: 'imap' })
      try {
        const name = (wanted.name ?? source.box.label).trim()
        if (source.box.label === target.box.label) throw new SesameError('transfer-same', { label: source.box.label })
        if (findCollection(db, name) !== null) throw new SesameError('collection-exists', { name })
        const [from, into] = [await source.box.inventory(), await target.box.inventory()]
        if (target.box.kind !== 'imap') throw new SesameError('collection-server', { text: wanted.into })
        const collection: Collection = {
          ...{ name, from: wanted.from, into: wanted.into, protocol, folder, junk: wanted.junk ?? false, every: wanted.every ?? null },
          ...{ removeAfterDays: wanted.removeAfterDays ?? null, keepFlags: wanted.keepFlags ?? false, made: Date.now() },
        }
        const pairs = collectedPairs({ source: from, target: into, collection, providers: providersOf(source.provider, target.provider) })
        if (!addCollection(db, { name, made: collection.made, told: collection })) throw new SesameError('collection-exists', { name })
        return {
          collection,
          waiting: pairs[0]?.source.status?.messages ?? 0,
          junk: pairs.length > 1,
          pollMinutes: pollMinutesOf(source.provider),
        }
      } finally {
        await Promise.all([source.box.close(), target.box.close()])
      }
    } finally {
      await room.close()
    }
  } finally {
    db.close()
  }
}

export async function listCollections(request: Pick<CollectRequest, 'data' | 'env'>): Promise<readonly CollectionView[]> {
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    const all = allCollections(db)
    return await Promise.all(
      all.map(async (one) => ({
        collection: readCollection(one),
        state: one.state as CollectionState | null,
        running: await isRunning(folderOf(request), one.name),
      })),
    )
  } finally {
    db.close()
  }
}

/** What was brought stays where it is. Throws `collection-unknown`, `collection-running`. */
export async function removeCollection(request: Pick<CollectRequest, 'data' | 'env'>, asked: string): Promise<Collection> {
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    const collection = mustFind(db, asked)
    const { name } = collection
    const { journal, lock } = placesOf(folderOf(request), name)
    return await alone(lock, name, async () => {
      dropCollection(db, name)
      forgetMaildrop(db, maildropOf(name))
      for (const ending of ['', '-wal', '-shm']) await rm(journal + ending, { force: true })
      return collection
    })
  } finally {
    db.close()
  }
}

/** By its name; what differs by capitals only is taken for it. Throws `collection-unknown`. */
export function mustFind(db: Store, name: string): Collection {
  const found = findCollection(db, name) ?? allCollections(db).find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!found) throw new SesameError('collection-unknown', { name })
  return readCollection(found)
}

/** Runs while nobody else collects it. Throws `collection-running`. */
export async function alone<T>(lock: string, name: string, work: () => Promise<T>): Promise<T> {
  if (held.has(lock)) throw new SesameError('collection-running', { name })
  let begun = false
  try {
    return await locked(
      lock,
      async () => {
        begun = true
        held.add(lock)
        try {
          return await work()
        } finally {
          held.delete(lock)
        }
      },
      { timeoutMs: LOCK_MS, about: name },
    )
  } catch (error) {
    if (!begun && error instanceof SesameError && error.code === 'lock-busy') throw new SesameError('collection-running', { name }, error)
    throw error
  }
}

/** By this process: within one, a lock is a queue. */
const held = new Set<string>()
/** Longer than somebody takes who only looks. */
const LOCK_MS = 1_000

async function isRunning(folder: string, name: string): Promise<boolean> {
  const { lock } = placesOf(folder, name)
  if (held.has(lock)) return true
  try {
    await locked(lock, async () => {}, { timeoutMs: 0 })
    return false
  } catch (error) {
    if (error instanceof SesameError && error.code === 'lock-busy') return true
    throw error
  }
}

export const maildropOf = (name: string): string => `collect/${name}`

export function pollMinutesOf(provider: string | null): number | null {
  return limitsFor(providerById(loadKnowledge(), provider) ?? undefined).pollMinutes ?? null
}

export const providersOf = (source: string | null, target: string | null) => ({
  ...(source !== null && { source }),
  ...(target !== null && { target }),
})

/** A server that is named by pop3s:// needs no option. */
function protocolOf({ from, protocol }: NewCollection): 'imap' | 'pop3' {
  const where = whereOf(from, existsSync)
  const named = where.kind === 'server' && where.endpoint.protocol !== 'smtp' ? where.endpoint.protocol : undefined
  if (named !== undefined && protocol !== undefined && named !== protocol)
    throw new SesameError('option-invalid', { option: '--protocol', value: protocol, allowed: named })
  return protocol ?? named ?? 'imap'
}
