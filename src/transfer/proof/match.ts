// Finds for each message of one box its counterpart in the other: by content, as often as it is there; what is left over is explained. SQL, because a million do not fit in memory.

import type { Ledger } from './ledger.ts'

type Key = 'uid' | 'unit' | 'exact' | 'head' | 'body' | 'message_id' | 'day' | 'size' | 'flags'

interface Step {
  readonly keys: readonly Key[]
  readonly where?: string
  readonly state: 'identical' | 'changed' | 'moved'
  readonly change?: 'line-ends' | 'header' | 'body'
}

/** SHA-256 of nothing, as much of it as is kept: bodies without a byte are no sign of anything. */
const EMPTY = "x'e3b0c44298fc1c149afbf4c8996fb924'"

/** One letter to many people has one body and one second: then none of them can be told from the others. */
const ALONE = '(SELECT count(*) FROM m o WHERE o.body = m.body AND o.unit = m.unit AND o.side = m.side AND o.day = m.day) = 1'

/**
 * With each message read. A copy that differs in the body needs Message-ID and moment to count as the same message changed: one alone is shared by messages
 * that have nothing else in common, and a lost message must never pass for a changed one.
 */
const BY_CONTENT: readonly Step[] = [
  { keys: ['unit', 'exact', 'day', 'flags'], state: 'identical' },
  { keys: ['unit', 'exact', 'day'], state: 'identical' },
  { keys: ['unit', 'exact'], state: 'identical' },
  { keys: ['unit', 'head', 'body', 'day'], state: 'changed', change: 'line-ends' },
  { keys: ['unit', 'head', 'body'], state: 'changed', change: 'line-ends' },
  { keys: ['unit', 'body', 'message_id'], where: "message_id <> ''", state: 'changed', change: 'header' },
  { keys: ['unit', 'body', 'day'], where: `body <> ${EMPTY} AND day >= 0 AND ${ALONE}`, state: 'changed', change: 'header' },
  { keys: ['unit', 'message_id', 'day'], where: "message_id <> '' AND day >= 0", state: 'changed', change: 'body' },
  { keys: ['exact', 'day', 'flags'], state: 'moved' },
  { keys: ['exact'], state: 'moved' },
  { keys: ['head', 'body'], state: 'moved', change: 'line-ends' },
]

/** What sizes and dates tell alone; digests where both boxes know them without reading. */
const BY_LISTING: readonly Step[] = [
  { keys: ['unit', 'exact', 'day', 'flags'], state: 'identical' },
  { keys: ['unit', 'exact'], state: 'identical' },
  { keys: ['unit', 'size', 'day', 'flags'], where: 'day >= 0', state: 'identical' },
  { keys: ['unit', 'size', 'day'], state: 'identical' },
]

const LOOSELY: readonly Step[] = [
  { keys: ['unit', 'size', 'flags'], state: 'identical' },
  { keys: ['unit', 'size'], state: 'identical' },
  { keys: ['unit', 'day'], where: 'day >= 0', state: 'identical' },
]

export function matchByContent(ledger: Ledger): void {
  ledger.run('CREATE INDEX IF NOT EXISTS content ON m (exact)')
  ledger.run('CREATE INDEX IF NOT EXISTS bodies ON m (body)')
  for (const step of BY_CONTENT) pair(ledger, { ...step, where: `exact IS NOT NULL AND ${step.where ?? 'TRUE'}` })
}

export function matchByListing(ledger: Ledger): void {
  for (const step of BY_LISTING) pair(ledger, step)
}

/** Where too much is left over to read it: what is still likely. */
export function matchLoosely(ledger: Ledger): void {
  for (const step of LOOSELY) pair(ledger, step)
}

/** The nth with the nth of the other side, of those that have no counterpart yet and agree in all keys. */
export function pair(ledger: Ledger, { keys, where = 'TRUE', state, change }: Step): void {
  const open = `mate IS NULL AND state IS NULL AND ${where}`
  for (const side of [0, 1]) if (ledger.value(`SELECT EXISTS (SELECT 1 FROM m WHERE side = ? AND ${open})`, side) === 0) return
  // Of several with the same key the first goes with the first, so that order and number are kept.
  const numbered = (side: number) =>
    `SELECT id, ${keys.join(', ')}, row_number() OVER (PARTITION BY ${keys.join(', ')} ORDER BY folder, uid) AS nth FROM m WHERE side = ${side} AND ${open}`
  ledger.run('CREATE TEMP TABLE IF NOT EXISTS pairing (a INTEGER PRIMARY KEY, b INTEGER NOT NULL)')
  ledger.run('DELETE FROM pairing')
  ledger.run(
    `INSERT INTO pairing WITH a AS (${numbered(0)}), b AS (${numbered(1)}) SELECT a.id, b.id FROM a JOIN b ON ${[...keys, 'nth'].map((key) => `a.${key} = b.${key}`).join(' AND ')}`,
  )
  const set = `state = '${state}', change = ${change === undefined ? 'NULL' : `'${change}'`}`
  ledger.run(`UPDATE m SET mate = p.b, ${set} FROM pairing p WHERE m.id = p.a`)
  ledger.run(`UPDATE m SET mate = p.a, ${set} FROM pairing p WHERE m.id = p.b`)
}

/** After the last matching: each message that has no counterpart gets its name and, where it can be told, its reason. */
export function nameTheRest(ledger: Ledger): void {
  ledger.run('CREATE INDEX IF NOT EXISTS content ON m (exact)')
  const twin = (side: number, same: string) => `SELECT o.id FROM m o WHERE o.side = ${side} AND o.exact = m.exact AND ${same}`
  // Only in the target: one more of what is there, or something of its own.
  ledger.run(
    `UPDATE m SET state = 'doubled' WHERE side = 1 AND mate IS NULL AND state IS NULL AND exact IS NOT NULL AND EXISTS (${twin(1, 'o.unit = m.unit AND o.mate IS NOT NULL')})`,
  )
  ledger.run(
    `UPDATE m SET state = 'doubled', change = 'line-ends' WHERE side = 1 AND mate IS NULL AND state IS NULL AND EXISTS
      (SELECT 1 FROM m o WHERE o.side = 1 AND o.unit = m.unit AND o.mate IS NOT NULL AND o.head = m.head AND o.body = m.body)`,
  )
  const newest = ledger.value('SELECT ifnull(max(day), -1) FROM m WHERE side = 0')
  ledger.run(
    `UPDATE m SET state = 'extra', because = CASE WHEN day > ? AND ? >= 0 THEN 'newer' END WHERE side = 1 AND mate IS NULL AND state IS NULL`,
    newest,
    newest,
  )
  // Only in the source.
  ledger.run(
    `UPDATE m SET state = 'missing', because = (SELECT 'elsewhere:' || o.folder FROM m o WHERE o.side = 1 AND o.exact = m.exact LIMIT 1)
      WHERE side = 0 AND mate IS NULL AND state IS NULL`,
  )
}

/** Of Gmail's All Mail and its like: whatever is in another folder of the target too has arrived. */
export function forgiveViews(ledger: Ledger, folders: readonly number[]): void {
  for (const folder of folders)
    ledger.run(
      `UPDATE m SET state = 'excluded', because = 'view' WHERE folder = ? AND state = 'missing' AND because LIKE 'elsewhere:%'`,
      folder,
    )
}

/** The same message in a view and in a folder, where the server gives it one id: it is looked at once. */
export function forgetViews(ledger: Ledger, folders: readonly number[]): void {
  if (folders.length === 0) return
  const list = folders.join(', ')
  ledger.run(
    `UPDATE m SET state = 'excluded', because = 'view' WHERE folder IN (${list}) AND email IS NOT NULL AND state IS NULL
      AND email IN (SELECT email FROM m WHERE side = 0 AND folder NOT IN (${list}) AND email IS NOT NULL)`,
  )
}
