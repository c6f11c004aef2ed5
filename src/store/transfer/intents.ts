// Intents of a transfer: what is about to be sent, and what nobody knows whether it arrived.

import type { Journal } from '../transfer.ts'

export interface StoredIntent {
  readonly id: number
  readonly folder: number
  readonly place: number
  readonly validity: number
  /** The UIDNEXT that was known before. */
  readonly next: number
}

/** On the disk before it returns: only then may the first byte go out. */
export function openIntent(journal: Journal, intent: Omit<StoredIntent, 'id'>, uids: readonly number[]): number {
  return journal.durable(() => {
    const add = journal.sql('INSERT INTO intent (folder, place, validity, next, uids) VALUES (?, ?, ?, ?, ?) RETURNING id')
    return add.get(intent.folder, intent.place, intent.validity, intent.next, JSON.stringify(rangesOf(uids)))![0] as number
  })
}

/** All of it was answered. */
export function closeIntent(journal: Journal, id: number): void {
  journal.sql('DELETE FROM intent WHERE id = ?').run(id)
}

/** Of its messages those that wait still are in doubt from now on. */
export function doubtIntent(journal: Journal, id: number, now: number): void {
  journal
    .sql(
      `INSERT INTO doubt (folder, uid, place, next, since)
       SELECT i.folder, m.uid, i.place, i.next, ? FROM intent i, json_each(i.uids) r JOIN message m
       ON m.folder = i.folder AND m.uid BETWEEN r.value->>0 AND r.value->>1 AND m.state = 'waiting' WHERE i.id = ?
       ON CONFLICT (folder, uid) DO UPDATE SET next = min(next, excluded.next), since = excluded.since, settled = 0`,
    )
    .run(now, id)
  closeIntent(journal, id)
}

/** Those that a process left behind which is no more. */
export function doubtAll(journal: Journal, now: number): void {
  for (const [id] of journal.sql('SELECT id FROM intent').all()) doubtIntent(journal, id as number, now)
}

export interface StoredDoubts {
  readonly open: number
  readonly all: number
  /** The lowest UIDNEXT before them. */
  readonly next: number
}

export function doubtsOf(journal: Journal, folder: number, place: number): StoredDoubts {
  const row = journal.sql('SELECT count(*) FILTER (WHERE settled = 0), count(*), min(next) FROM doubt WHERE folder = ? AND place = ?')
  const [open, all, next] = row.get(folder, place)!
  return { open: open as number, all: all as number, next: (next as number | null) ?? 0 }
}

export function settleDoubts(journal: Journal, folder: number): void {
  journal.sql('UPDATE doubt SET settled = 1 WHERE folder = ?').run(folder)
}

export function forgetDoubts(journal: Journal, folder: number, before: number): void {
  journal.sql('DELETE FROM doubt WHERE folder = ? AND settled = 1 AND since < ?').run(folder, before)
}

export function rangesOf(uids: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === uid - 1) last[1] = uid
    else ranges.push([uid, uid])
  }
  return ranges
}

/** In doubt one by one, while the process lives that knows which. `next`: a UIDNEXT before their group, or lower. */
export function doubtMessages(
  journal: Journal,
  about: { readonly folder: number; readonly place: number; readonly next: number },
  uids: readonly number[],
  now: number,
): void {
  const add = journal.sql(
    `INSERT INTO doubt (folder, uid, place, next, since) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (folder, uid) DO UPDATE SET next = min(next, excluded.next), since = excluded.since, settled = 0`,
  )
  for (const uid of uids) add.run(about.folder, uid, about.place, about.next, now)
}
