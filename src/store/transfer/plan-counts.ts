// Counts of one folder for the plan: what goes, what is there, what is left out and why, what may not arrive as it is.

import type { Journal } from '../transfer.ts'
import type { StoredCount } from './counts.ts'

export interface PlanCounts extends StoredCount {
  readonly largest?: number
  readonly already: StoredCount
  readonly excluded: Readonly<Record<string, number>>
  readonly deleted: number
  readonly unseen: number
  readonly tooLarge: StoredCount
  readonly flags: Readonly<Record<string, number>>
}

const WANTED = `folder = ? AND gone = 0 AND state <> 'excluded'`

/** `most`: the largest message that the target takes. */
export function planCounts(journal: Journal, folder: number, most: number): PlanCounts {
  const limit = Math.min(most, Number.MAX_SAFE_INTEGER)
  const [messages, bytes, largest, there, thereBytes, large, largeBytes] = journal
    .sql(
      `SELECT count(*), ifnull(sum(size), 0), max(size), count(*) FILTER (WHERE state = 'there'), ifnull(sum(size) FILTER (WHERE state = 'there'), 0),
         count(*) FILTER (WHERE size > ?), ifnull(sum(size) FILTER (WHERE size > ?), 0) FROM message WHERE ${WANTED}`,
    )
    .get(limit, limit, folder) as [number, number, number | null, number, number, number, number]
  const left = journal
    .sql(`SELECT said, count(*) FROM message WHERE folder = ? AND gone = 0 AND state = 'excluded' GROUP BY said`)
    .all(folder)
  const flags = new Map<string, number>()
  let deleted = 0
  let unseen = 0
  // Few combinations of flags are in use, however many messages.
  for (const [text, count] of journal.sql(`SELECT flags, count(*) FROM message WHERE ${WANTED} GROUP BY flags`).all(folder) as [
    string,
    number,
  ][]) {
    const all = text === '' ? [] : text.split(' ')
    for (const flag of all) flags.set(flag, (flags.get(flag) ?? 0) + count)
    const lower = all.map((flag) => flag.toLowerCase())
    if (lower.includes('\\deleted')) deleted += count
    if (!lower.includes('\\seen')) unseen += count
  }
  return {
    messages,
    bytes,
    ...(largest !== null && { largest }),
    already: { messages: there, bytes: thereBytes },
    excluded: Object.fromEntries(left.map(([said, count]) => [said ?? '', count as number])),
    deleted,
    unseen,
    tooLarge: { messages: large, bytes: largeBytes },
    flags: Object.fromEntries(flags),
  }
}
