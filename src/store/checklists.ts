// Checklists in the database: kept, found, listed.

import type { Store } from './database.ts'

/** A checklist as a list of lists shows it. */
export interface ListedChecklist {
  readonly id: string
  readonly changed: string
  readonly title: string
  readonly template: string
  readonly about: string | null
  readonly owner: string | null
  /** The earliest day of an open item, else that of the list. */
  readonly due: string | null
  readonly items: number
  readonly open: number
}

export interface StoredChecklist extends ListedChecklist {
  readonly version: number
  readonly created: string
  readonly state: string
  /** JSON. */
  readonly body: string
}

export interface ChecklistQuery {
  readonly openOnly: boolean
  readonly about?: string | undefined
  readonly template?: string | undefined
}

const LISTED = 'id, changed, title, template, about, owner, due, items, open'
const COLUMNS = `${LISTED}, version, created, state, body`

/** Must be called inside `whole`. Writes over what has the id. */
export function putChecklist(db: Store, one: StoredChecklist): void {
  const { id, changed, title, template, about, owner, due, items, open, version, created, state, body } = one
  db.prepare(`INSERT OR REPLACE INTO checklist (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    ...[id, changed, title, template, about, owner, due, items, open, version, created, state, body],
  )
}

export function getChecklist(db: Store, id: string): StoredChecklist | null {
  const row = db.prepare(`SELECT ${COLUMNS} FROM checklist WHERE id = ?`).raw().get(id) as readonly unknown[] | undefined
  return row === undefined ? null : fromRow(row)
}

/** Open ones first, then the earliest due, then the oldest. */
export function findChecklists(db: Store, { openOnly, about, template }: ChecklistQuery): ListedChecklist[] {
  const where = ['1']
  const values: string[] = []
  if (openOnly) where.push('open > 0')
  if (about !== undefined) where.push('about = ?')
  if (about !== undefined) values.push(about)
  if (template !== undefined) where.push('template = ?')
  if (template !== undefined) values.push(template)
  const rows = db
    .prepare(`SELECT ${LISTED} FROM checklist WHERE ${where.join(' AND ')} ORDER BY open = 0, ifnull(due, '9999'), created, id`)
    .raw()
    .all(...values) as readonly (readonly unknown[])[]
  return rows.map(listedRow)
}

/** Whole, those that have open items. */
export function openChecklists(db: Store): StoredChecklist[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM checklist WHERE open > 0 ORDER BY ifnull(due, '9999'), id`).raw().all()
  return (rows as readonly (readonly unknown[])[]).map(fromRow)
}

export function everyChecklist(db: Store): StoredChecklist[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM checklist ORDER BY id`).raw().all()
  return (rows as readonly (readonly unknown[])[]).map(fromRow)
}

/** Must be called inside `whole`. True when there was one. */
export function dropChecklist(db: Store, id: string): boolean {
  return db.prepare('DELETE FROM checklist WHERE id = ?').run(id).changes > 0
}

const textOrNull = (value: unknown) => (value == null ? null : String(value))

function listedRow(row: readonly unknown[]): ListedChecklist {
  const [id, changed, title, template, about, owner, due, items, open] = row
  return {
    ...{ id: String(id), changed: String(changed), title: String(title), template: String(template), about: textOrNull(about) },
    ...{ owner: textOrNull(owner), due: textOrNull(due), items: Number(items), open: Number(open) },
  }
}

function fromRow(row: readonly unknown[]): StoredChecklist {
  const [version, created, state, body] = row.slice(9)
  return { ...listedRow(row), version: Number(version), created: String(created), state: String(state), body: String(body) }
}
