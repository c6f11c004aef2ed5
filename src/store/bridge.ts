// The bridge's accounts and devices in the database. Passwords are not: a device is known by a keyed hash, an account by where its sign-in is kept.

import type { Store } from './database.ts'

export interface StoredDevice {
  readonly id: string
  readonly account: string
  readonly hash: string
  /** ISO date and time. */
  readonly made: string
  readonly revoked: string | null
  readonly lastUsed: string | null
  readonly lastFrom: string | null
  readonly told: unknown
}

export function keepAccount(db: Store, id: string, told: unknown): void {
  db.prepare('INSERT INTO bridge_account (id, told) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET told = excluded.told').run(
    id,
    JSON.stringify(told),
  )
}

/** Null when there is none. */
export function findAccount(db: Store, id: string): unknown {
  const row = db.prepare('SELECT told FROM bridge_account WHERE id = ?').raw().get(id) as readonly string[] | undefined
  return row === undefined ? null : JSON.parse(row[0] as string)
}

export function allAccounts(db: Store): unknown[] {
  const rows = db.prepare('SELECT told FROM bridge_account ORDER BY id').raw().all() as readonly (readonly string[])[]
  return rows.map(([told]) => JSON.parse(told as string))
}

/** True when there was one. Devices of it must be gone first. */
export function dropAccount(db: Store, id: string): boolean {
  return db.prepare('DELETE FROM bridge_account WHERE id = ?').run(id).changes > 0
}

/** False when the name is taken. */
export function addDevice(db: Store, { id, account, hash, made, told }: Omit<StoredDevice, 'revoked' | 'lastUsed' | 'lastFrom'>): boolean {
  const added = db
    .prepare('INSERT INTO bridge_device (id, account, hash, made, told) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING')
    .run(id, account, hash, made, JSON.stringify(told))
  return added.changes > 0
}

const COLUMNS = 'id, account, hash, made, revoked, last_used, last_from, told'

export function findDevice(db: Store, id: string): StoredDevice | null {
  return deviceOf(db.prepare(`SELECT ${COLUMNS} FROM bridge_device WHERE id = ?`).raw().get(id))
}

export function deviceByHash(db: Store, hash: string): StoredDevice | null {
  return deviceOf(db.prepare(`SELECT ${COLUMNS} FROM bridge_device WHERE hash = ?`).raw().get(hash))
}

export function allDevices(db: Store): StoredDevice[] {
  return (db.prepare(`SELECT ${COLUMNS} FROM bridge_device ORDER BY account, id`).raw().all() as unknown[]).flatMap(
    (row) => deviceOf(row) ?? [],
  )
}

const DIGEST = `revoked IS NULL AND json_extract(told, '$.digest') = 1`

/** Live ones that answer challenges. */
export function digestDevices(db: Store): StoredDevice[] {
  return (db.prepare(`SELECT ${COLUMNS} FROM bridge_device WHERE ${DIGEST}`).raw().all() as unknown[]).flatMap((row) => deviceOf(row) ?? [])
}

/** Asked at each greeting. */
export function anyDigestDevice(db: Store): boolean {
  return db.prepare(`SELECT 1 FROM bridge_device WHERE ${DIGEST} LIMIT 1`).raw().get() !== undefined
}

/** True when it was live. */
export function revokeDevice(db: Store, id: string, at: string): boolean {
  return db.prepare('UPDATE bridge_device SET revoked = ? WHERE id = ? AND revoked IS NULL').run(at, id).changes > 0
}

/** A new password for the same device; the old one is dead from then on. */
export function renewDevice(db: Store, id: string, hash: string): boolean {
  return db.prepare('UPDATE bridge_device SET hash = ?, revoked = NULL WHERE id = ?').run(hash, id).changes > 0
}

export function deleteDevice(db: Store, id: string): boolean {
  return db.prepare('DELETE FROM bridge_device WHERE id = ?').run(id).changes > 0
}

export function usedDevice(db: Store, id: string, at: string, from: string): void {
  db.prepare('UPDATE bridge_device SET last_used = ?, last_from = ? WHERE id = ?').run(at, from, id)
}

function deviceOf(row: unknown): StoredDevice | null {
  if (row === undefined) return null
  const [id, account, hash, made, revoked, lastUsed, lastFrom, told] = row as readonly (string | null)[]
  return {
    id: id as string,
    account: account as string,
    hash: hash as string,
    made: made as string,
    revoked: revoked ?? null,
    lastUsed: lastUsed ?? null,
    lastFrom: lastFrom ?? null,
    told: JSON.parse(told as string),
  }
}
