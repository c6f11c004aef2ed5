// What a running bridge leaves in the database for whoever asks: its sign of life, how each account stands, who was told of what, who came from where.

import type { Store } from './database.ts'

export interface StoredRun {
  readonly id: string
  readonly pid: number
  readonly host: string
  /** Milliseconds. */
  readonly since: number
  readonly beat: number
  readonly told: unknown
}

export interface StoredSeen {
  readonly account: string
  readonly lastOk: number | null
  readonly shut: unknown
  readonly grant: unknown
}

export interface AuditRow {
  readonly at: number
  readonly device: string | null
  readonly account: string | null
  readonly kind: string
  readonly protocol: string | null
  readonly place: string | null
  readonly times: number
  readonly told: unknown
}

type Row = readonly (string | number | null)[]
const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
const read = (text: string | number | null | undefined): unknown => (typeof text === 'string' ? JSON.parse(text) : null)

export function beatRun(db: Store, { id, pid, host, since, beat, told }: StoredRun): void {
  db.prepare(
    'INSERT INTO bridge_run (id, pid, host, since, beat, told) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET beat = excluded.beat, told = excluded.told',
  ).run(id, pid, host, since, beat, JSON.stringify(told))
}

export function endRun(db: Store, id: string): void {
  db.prepare('DELETE FROM bridge_run WHERE id = ?').run(id)
}

export function allRuns(db: Store): StoredRun[] {
  const rows = db.prepare('SELECT id, pid, host, since, beat, told FROM bridge_run ORDER BY since, id').raw().all() as Row[]
  return rows.map(([id, pid, host, since, beat, told]) => ({
    ...{ id: String(id), pid: Number(pid), host: String(host), since: Number(since), beat: Number(beat), told: read(told) },
  }))
}

/** A mailbox was opened: whatever kept it shut before is over. */
export function sawOpen(db: Store, account: string, at: number): void {
  db.prepare(
    'INSERT INTO bridge_seen (account, last_ok) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET last_ok = excluded.last_ok, shut = NULL',
  ).run(account, at)
}

/** Null: nothing keeps it shut any more. */
export function sawShut(db: Store, account: string, shut: unknown): void {
  db.prepare('INSERT INTO bridge_seen (account, shut) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET shut = excluded.shut').run(
    account,
    json(shut),
  )
}

export function sawGrant(db: Store, account: string, grant: unknown): void {
  db.prepare('INSERT INTO bridge_seen (account, grant_) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET grant_ = excluded.grant_').run(
    account,
    json(grant),
  )
}

export function allSeen(db: Store): StoredSeen[] {
  const rows = db.prepare('SELECT account, last_ok, shut, grant_ FROM bridge_seen').raw().all() as Row[]
  return rows.map(([account, lastOk, shut, grant]) => ({
    ...{ account: String(account), lastOk: typeof lastOk === 'number' ? lastOk : null, shut: read(shut), grant: read(grant) },
  }))
}

/** True for the one process that is to tell: the first that asks for this account, reason and day. */
export function claimNotice(db: Store, account: string, reason: string, day: string, at: number): boolean {
  const made = db
    .prepare('INSERT INTO bridge_notice (account, reason, day, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(account, reason, day, at)
  return made.changes > 0
}

/** Nobody could be told: another try may follow. */
export function giveNoticeBack(db: Store, account: string, reason: string, day: string): void {
  db.prepare('DELETE FROM bridge_notice WHERE account = ? AND reason = ? AND day = ?').run(account, reason, day)
}

export function addAudit(db: Store, rows: readonly AuditRow[]): void {
  const insert = db.prepare(
    'INSERT INTO bridge_audit (at, device, account, kind, protocol, place, times, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const { at, device, account, kind, protocol, place, times, told } of rows)
    insert.run(at, device, account, kind, protocol, place, times, JSON.stringify(told))
}

/** What is older, and what is too much: strangers who knock must not fill the disk. */
export function pruneLive(db: Store, before: number, most: number): void {
  db.prepare('DELETE FROM bridge_audit WHERE at < ?').run(before)
  db.prepare('DELETE FROM bridge_audit WHERE seq <= (SELECT ifnull(max(seq), 0) FROM bridge_audit) - ?').run(most)
  db.prepare('DELETE FROM bridge_notice WHERE at < ?').run(before)
}

/** The last ones first; of one device, or of all. */
export function auditOf(db: Store, device: string | null, most: number): AuditRow[] {
  const rows = db
    .prepare(
      'SELECT at, device, account, kind, protocol, place, times, told FROM bridge_audit WHERE ?1 IS NULL OR device = ?1 ORDER BY seq DESC LIMIT ?2',
    )
    .raw()
    .all(device, most) as Row[]
  return rows.map(([at, who, account, kind, protocol, place, times, told]) => ({
    ...{ at: Number(at), device: textOr(who), account: textOr(account), kind: String(kind) },
    ...{ protocol: textOr(protocol), place: textOr(place), times: Number(times), told: read(told) },
  }))
}

export interface DeviceCount {
  readonly device: string
  readonly kind: string
  readonly times: number
}

/** How often each device came, was denied, and sent, since then. */
export function countsOf(db: Store, since: number): DeviceCount[] {
  const rows = db
    .prepare('SELECT device, kind, sum(times) FROM bridge_audit WHERE at >= ? AND device IS NOT NULL GROUP BY device, kind')
    .raw()
    .all(since) as Row[]
  return rows.map(([device, kind, times]) => ({ device: String(device), kind: String(kind), times: Number(times) }))
}

/** Attempts that belong to no device, since then. */
export function strangersOf(
  db: Store,
  since: number,
): { readonly times: number; readonly last: number | null; readonly place: string | null } {
  const [times, last] = db
    .prepare("SELECT ifnull(sum(times), 0), max(at) FROM bridge_audit WHERE at >= ? AND device IS NULL AND kind = 'denied'")
    .raw()
    .get(since) as Row
  const found = db
    .prepare("SELECT place FROM bridge_audit WHERE at >= ? AND device IS NULL AND kind = 'denied' ORDER BY seq DESC LIMIT 1")
    .raw()
    .get(since) as Row | undefined
  return { times: Number(times), last: typeof last === 'number' ? last : null, place: textOr(found?.[0]) }
}

const textOr = (value: string | number | null | undefined) => (typeof value === 'string' ? value : null)

/** Messages by state, but for those that are over and well. */
export function queueCounts(db: Store): Readonly<Record<string, number>> {
  const rows = db
    .prepare("SELECT state, count(*) FROM bridge_mail WHERE state IN ('waiting', 'sending', 'ending', 'failed') GROUP BY state")
    .raw()
    .all() as Row[]
  return Object.fromEntries(rows.map(([state, times]) => [String(state), Number(times)]))
}
