// Folders of a transfer in its journal: those of the source with the state they were last seen in, and those of the target that they go to.

import type { Journal, SqlRow } from '../transfer.ts'

export interface StoredFolder {
  readonly id: number
  readonly name: string
  readonly path: readonly string[]
  readonly mailbox: string | null
  readonly validity: number
  readonly next: number
  readonly messages: number
  readonly modseq: string | null
  /** The highest UID that a whole listing has told. */
  readonly listed: number
  readonly settled: boolean
  readonly gone: boolean
  readonly place: number | null
  readonly reason: string
  readonly because: string | null
  /** What the last finished look counted. */
  readonly counts: string | null
  /** The path in the target that it was to go to when it was last looked at; null: as `place` has it. */
  readonly wanted: readonly string[] | null
}

export interface StoredPlace {
  readonly id: number
  readonly name: string
  readonly path: readonly string[]
  readonly validity: number
  readonly next: number
  readonly scanned: number
  readonly made: boolean
}

const FOLDER = 'id, name, path, mailbox, validity, next, messages, modseq, listed, settled, gone, place, reason, because, counts, wanted'
const PLACE = 'id, name, path, validity, next, scanned, made'

export function storedFolders(journal: Journal): StoredFolder[] {
  return journal.sql(`SELECT ${FOLDER} FROM folder ORDER BY id`).all().map(folderOf)
}

export function storedFolder(journal: Journal, id: number): StoredFolder {
  return folderOf(journal.sql(`SELECT ${FOLDER} FROM folder WHERE id = ?`).get(id)!)
}

export function enterFolder(journal: Journal, name: string, path: readonly string[]): StoredFolder {
  journal.sql('INSERT OR IGNORE INTO folder (name, path) VALUES (?, ?)').run(name, JSON.stringify(path))
  return folderOf(journal.sql(`SELECT ${FOLDER} FROM folder WHERE name = ?`).get(name)!)
}

export function enterPlace(journal: Journal, name: string, path: readonly string[], made: boolean): StoredPlace {
  journal.sql('INSERT OR IGNORE INTO place (name, path, made) VALUES (?, ?, ?)').run(name, JSON.stringify(path), made ? 1 : 0)
  return placeOf(journal.sql(`SELECT ${PLACE} FROM place WHERE name = ?`).get(name)!)
}

export function storedPlace(journal: Journal, id: number): StoredPlace {
  return placeOf(journal.sql(`SELECT ${PLACE} FROM place WHERE id = ?`).get(id)!)
}

export function storedPlaces(journal: Journal): StoredPlace[] {
  return journal.sql(`SELECT ${PLACE} FROM place ORDER BY id`).all().map(placeOf)
}

type FolderChange = Partial<Omit<StoredFolder, 'id'>>
type PlaceChange = Partial<Omit<StoredPlace, 'id'>>

export function changeFolder(journal: Journal, id: number, change: FolderChange): void {
  set(journal, 'folder', id, change)
}

/** Other rules say now where folders go. */
export function forgetWanted(journal: Journal): void {
  journal.sql('UPDATE folder SET wanted = NULL WHERE wanted IS NOT NULL').run()
}

export function changePlace(journal: Journal, id: number, change: PlaceChange): void {
  set(journal, 'place', id, change)
}

function set(journal: Journal, table: string, id: number, change: FolderChange | PlaceChange): void {
  const columns = Object.entries(change).filter(([, value]) => value !== undefined)
  if (columns.length === 0) return
  const values = columns.map(([, value]) =>
    typeof value === 'boolean' ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : (value as string | number | null),
  )
  journal.sql(`UPDATE ${table} SET ${columns.map(([name]) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...values, id)
}

function folderOf(row: SqlRow): StoredFolder {
  const [id, name, path, mailbox, validity, next, messages, modseq, listed, settled, gone, place, reason, because, counts, wanted] = row
  return {
    id: id as number,
    name: name as string,
    path: JSON.parse(path as string) as string[],
    mailbox: mailbox as string | null,
    validity: validity as number,
    next: next as number,
    messages: messages as number,
    modseq: modseq as string | null,
    listed: listed as number,
    settled: settled === 1,
    gone: gone === 1,
    place: place as number | null,
    reason: reason as string,
    because: because as string | null,
    counts: counts as string | null,
    wanted: wanted === null ? null : (JSON.parse(wanted as string) as string[]),
  }
}

function placeOf(row: SqlRow): StoredPlace {
  const [id, name, path, validity, next, scanned, made] = row
  return {
    id: id as number,
    name: name as string,
    path: JSON.parse(path as string) as string[],
    validity: validity as number,
    next: next as number,
    scanned: scanned as number,
    made: made === 1,
  }
}
