// Counts over a journal, for progress and for the report.

import type { Journal } from '../transfer.ts'

export interface StoredCount {
  readonly messages: number
  readonly bytes: number
}

export function waitingCount(journal: Journal, folder: number): StoredCount {
  const sum = `SELECT count(*), ifnull(sum(size), 0) FROM message WHERE folder = ? AND state = 'waiting' AND gone = 0`
  const [messages, bytes] = journal.sql(sum).get(folder) as [number, number]
  return { messages, bytes }
}

export function allWaiting(journal: Journal): StoredCount {
  const [messages, bytes] = journal
    .sql(`SELECT count(*), ifnull(sum(size), 0) FROM message WHERE state = 'waiting' AND gone = 0`)
    .get() as [number, number]
  return { messages, bytes }
}

/** By the report's words. */
export function stateCounts(
  journal: Journal,
  folder: number,
): { readonly state: string; readonly messages: number; readonly bytes: number }[] {
  return journal
    .sql(
      `SELECT CASE WHEN gone = 1 THEN 'gone' WHEN state = 'there' AND change IS NOT NULL THEN 'changed' WHEN state = 'there' AND how = 'found' THEN 'already-there'
         WHEN state = 'there' THEN 'identical' ELSE state END AS word, count(*), sum(size) FROM message WHERE folder = ? GROUP BY word`,
    )
    .all(folder)
    .map(([state, messages, bytes]) => ({ state, messages, bytes }) as { state: string; messages: number; bytes: number })
}

/** Twice or more with the same bytes. */
export function duplicateCount(journal: Journal, folder: number): number {
  const twice =
    'SELECT count(*) - 1 AS more FROM message WHERE folder = ? AND gone = 0 AND digest IS NOT NULL GROUP BY digest HAVING more > 0'
  return journal.sql(`SELECT ifnull(sum(more), 0) FROM (${twice})`).get(folder)![0] as number
}
