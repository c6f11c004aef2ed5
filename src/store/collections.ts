// What is collected on a schedule: each collection with its settings and its state, and what it has brought, so that the source is cleaned of nothing else.

import type { Store } from './database.ts'
import { whole } from './whole.ts'

export interface StoredCollection {
  readonly name: string
  /** Milliseconds. */
  readonly made: number
  readonly told: unknown
  /** Null before the first round. */
  readonly state: unknown
}

/** One message that is in the target. */
export interface StoredCollected {
  readonly folder: string
  readonly validity: number
  readonly uid: number
  /** SHA-256, hexadecimal; empty when it was never read. */
  readonly digest: string
  readonly size: number
  /** When it was collected, in milliseconds. */
  readonly at: number
  /** Where it is: `{ folder, uidValidity, uid }`; null where the target did not say. */
  readonly target: unknown
  /** When its bytes were read again from there; null: not yet. */
  readonly proved: number | null
  /** When the source confirmed its removal. */
  readonly removed: number | null
}

type Row = readonly (string | number | null)[]
const COLUMNS = 'folder, validity, uid, digest, size, at, target, proved, removed'
const numberOrNull = (value: string | number | null | undefined) => (value === null || value === undefined ? null : Number(value))

/** False when there is one of this name. */
export function addCollection(db: Store, { name, made, told }: Omit<StoredCollection, 'state'>): boolean {
  const { changes } = db
    .prepare('INSERT INTO collection (name, made, told) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING')
    .run(name, made, JSON.stringify(told))
  return changes === 1
}

export function allCollections(db: Store): StoredCollection[] {
  const rows = db.prepare('SELECT name, made, told, state FROM collection ORDER BY made, name').raw().all() as Row[]
  return rows.map(collectionOf)
}

export function findCollection(db: Store, name: string): StoredCollection | null {
  const row = db.prepare('SELECT name, made, told, state FROM collection WHERE name = ?').raw().get(name) as Row | undefined
  return row === undefined ? null : collectionOf(row)
}

/** Settings and state, and what is known of its messages: collected again, they would be new. */
export function dropCollection(db: Store, name: string): boolean {
  return whole(db, () => {
    db.prepare('DELETE FROM collected WHERE collection = ?').run(name)
    return db.prepare('DELETE FROM collection WHERE name = ?').run(name).changes === 1
  })
}

export function keepState(db: Store, name: string, state: unknown): void {
  db.prepare('UPDATE collection SET state = ? WHERE name = ?').run(JSON.stringify(state), name)
}

/** Those that were there stay as they are. */
export function addCollected(db: Store, name: string, rows: readonly StoredCollected[]): void {
  const put = db.prepare(
    `INSERT INTO collected (collection, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (collection, folder, validity, uid) DO NOTHING`,
  )
  whole(db, () => {
    for (const one of rows)
      put.run(
        ...[name, one.folder, one.validity, one.uid, one.digest, one.size],
        ...[one.at, JSON.stringify(one.target), one.proved, one.removed],
      )
  })
}

/** Of one folder of the source, and not removed. */
export function notRemoved(db: Store, name: string, folder: string, validity: number): StoredCollected[] {
  const rows = db
    .prepare(`SELECT ${COLUMNS} FROM collected WHERE collection = ? AND folder = ? AND validity = ? AND removed IS NULL ORDER BY uid`)
    .raw()
    .all(name, folder, validity) as Row[]
  return rows.map(collectedOf)
}

/** Of all that was ever collected: which messages. */
export function collectedKeys(db: Store, name: string): Pick<StoredCollected, 'folder' | 'validity' | 'uid'>[] {
  const rows = db.prepare('SELECT folder, validity, uid FROM collected WHERE collection = ?').raw().all(name) as Row[]
  return rows.map(([folder, validity, uid]) => ({ folder: String(folder), validity: Number(validity), uid: Number(uid) }))
}

export function markCollected(
  db: Store,
  name: string,
  folder: string,
  validity: number,
  uids: readonly number[],
  what: 'proved' | 'removed',
  at: number,
): void {
  const put = db.prepare(`UPDATE collected SET ${what} = ? WHERE collection = ? AND folder = ? AND validity = ? AND uid = ?`)
  whole(db, () => {
    for (const uid of uids) put.run(at, name, folder, validity, uid)
  })
}

function collectionOf([name, made, told, state]: Row): StoredCollection {
  return {
    name: String(name),
    made: Number(made),
    told: JSON.parse(String(told)),
    state: typeof state === 'string' ? JSON.parse(state) : null,
  }
}

function collectedOf([folder, validity, uid, digest, size, at, target, proved, removed]: Row): StoredCollected {
  return {
    ...{ folder: String(folder), validity: Number(validity), uid: Number(uid), digest: String(digest), size: Number(size) },
    ...{ at: Number(at), target: JSON.parse(String(target)), proved: numberOrNull(proved), removed: numberOrNull(removed) },
  }
}
