// The history of the records in the database: lines that are only ever added, each sealed with the hash of the one before.

import { createHash } from 'node:crypto'
import type { Store } from './database.ts'

export interface StoredEvent {
  readonly seq: number
  readonly at: string
  readonly who: string
  readonly subject: string
  readonly what: string
  /** JSON. */
  readonly detail: string
  /** Hash of what the event left; null where it left nothing. */
  readonly state: string | null
  readonly hash: string
}

export type NewEvent = Omit<StoredEvent, 'seq' | 'hash'>

const COLUMNS = 'seq, at, who, subject, what, detail, state, hash'

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The seal of an event: of all that it says, and of all before it. */
export function seal(before: string, { seq, at, who, subject, what, detail, state }: Omit<StoredEvent, 'hash'>): string {
  return hashOf(`${before}\n${JSON.stringify([seq, at, who, subject, what, detail, state])}`)
}

/** Must be called inside `whole`, with what it tells of. */
export function addEvent(db: Store, event: NewEvent): StoredEvent {
  const last = db.prepare('SELECT seq, hash FROM record_event ORDER BY seq DESC LIMIT 1').raw().get() as readonly unknown[] | undefined
  const numbered = { ...event, seq: Number(last?.[0] ?? 0) + 1 }
  const hash = seal(String(last?.[1] ?? ''), numbered)
  const { seq, at, who, subject, what, detail, state } = numbered
  db.prepare(`INSERT INTO record_event (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(seq, at, who, subject, what, detail, state, hash)
  return { ...numbered, hash }
}

/** Newest first; of one subject, or of all. */
export function eventsOf(db: Store, subject: string | null, limit: number): StoredEvent[] {
  const where = subject === null ? '' : 'WHERE subject = ?'
  const rows = db
    .prepare(`SELECT ${COLUMNS} FROM record_event ${where} ORDER BY seq DESC LIMIT ?`)
    .raw()
    .all(...(subject === null ? [] : [subject]), limit) as readonly (readonly unknown[])[]
  return rows.map(fromRow)
}

/** In their order, a page at a time, so that a long history is never whole in memory. */
export function* everyEvent(db: Store): Generator<StoredEvent> {
  const page = db.prepare(`SELECT ${COLUMNS} FROM record_event WHERE seq > ? ORDER BY seq LIMIT 500`).raw()
  for (let after = 0; ; ) {
    const rows = page.all(after) as readonly (readonly unknown[])[]
    if (rows.length === 0) return
    for (const row of rows) yield fromRow(row)
    after = Number(rows.at(-1)?.[0])
  }
}

function fromRow(row: readonly unknown[]): StoredEvent {
  const [seq, at, who, subject, what, detail, state, hash] = row
  return {
    ...{ seq: Number(seq), at: String(at), who: String(who), subject: String(subject), what: String(what) },
    ...{ detail: String(detail), state: state === null ? null : String(state), hash: String(hash) },
  }
}
