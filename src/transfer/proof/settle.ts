// The three levels of a comparison: by size and date alone, with a sample read again, or with every message read. What is left over is always read, as long as it is not most of the box.

import type { Ledger } from './ledger.ts'
import { forgiveViews, matchByContent, matchByListing, matchLoosely, nameTheRest } from './match.ts'
import { fewerThan, SAMPLE, sampler } from './sample.ts'
import type { ProofSample, Untold } from './shapes.ts'

export interface SettleRequest {
  readonly ledger: Ledger
  /** Reads what `todo` names and empties it. */
  readonly readTodo: () => Promise<readonly Untold[]>
  /** Folders of the source that show messages of others again. */
  readonly views: readonly number[]
  readonly untold: Untold[]
}

/** More than this left over is no rest any more. */
const LEFT_MESSAGES = 5_000
const LEFT_BYTES = 1 << 30
const NAMED = 500

export async function settleFull(request: SettleRequest): Promise<void> {
  const { ledger, readTodo, untold } = request
  // What a box of files wrote down about itself is not what is read now.
  ledger.run('UPDATE m SET exact = NULL')
  ledger.run('INSERT INTO todo SELECT folder, uid, size FROM m WHERE state IS NULL')
  untold.push(...(await readTodo()))
  matchByContent(ledger)
  finish(request)
}

export async function settleCounted(request: SettleRequest): Promise<void> {
  matchByListing(request.ledger)
  await settleRest(request)
  await learnNames(request)
  finish(request)
}

export async function settleSampled(
  request: SettleRequest,
  { count = SAMPLE, seed }: { readonly count?: number; readonly seed: string },
): Promise<ProofSample> {
  const { ledger, readTodo, untold } = request
  ledger.run('UPDATE m SET exact = NULL')
  matchByListing(ledger)
  await settleRest(request)
  const of = ledger.value("SELECT count(*) FROM m WHERE side = 0 AND state = 'identical'")
  const take = sampler(seed, count, of)
  const chosen: number[] = []
  for (const [id] of ledger.rows("SELECT id FROM m WHERE side = 0 AND state = 'identical' ORDER BY folder, uid"))
    if (take()) chosen.push(id as number)
  ledger.run('CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)')
  for (const id of chosen) ledger.run('INSERT INTO chosen VALUES (?)', id)
  ledger.run('INSERT OR IGNORE INTO todo SELECT folder, uid, size FROM m WHERE exact IS NULL AND (id IN chosen OR mate IN chosen)')
  untold.push(...(await readTodo()))
  // Two messages of one size and one second may have been taken for each other: all such are read before anything is said.
  const apart = 'SELECT a.id FROM m a JOIN m b ON b.id = a.mate WHERE a.exact <> b.exact'
  ledger.run(`CREATE TEMP TABLE apart AS ${apart}`)
  if (ledger.value('SELECT count(*) FROM apart') > 0) {
    ledger.run('UPDATE m SET mate = NULL, state = NULL WHERE id IN apart OR mate IN apart')
    await settleRest(request)
  }
  await learnNames(request)
  finish(request)
  const differing = ledger.value("SELECT count(*) FROM m WHERE id IN chosen AND state <> 'identical'")
  const read = ledger.value('SELECT count(*) FROM m WHERE id IN chosen AND exact IS NOT NULL')
  return { seed, read, of, differing, ...(differing === 0 && { fewerThan: fewerThan(read, of) }) }
}

/** Reads what has no counterpart, and whatever has the same size and moment: among these sizes and dates tell nothing. */
async function settleRest({ ledger, readTodo, untold }: SettleRequest): Promise<void> {
  const left = ledger.value('SELECT count(*) FROM m WHERE mate IS NULL AND state IS NULL')
  if (left === 0) return
  const bytes = ledger.value('SELECT sum(size) FROM m WHERE mate IS NULL AND state IS NULL')
  if (left > LEFT_MESSAGES || bytes > LEFT_BYTES) {
    matchLoosely(ledger)
    untold.push({ side: 'target', folder: '', messages: left, why: 'too-many' })
    return
  }
  ledger.run('CREATE TEMP TABLE IF NOT EXISTS rest (id INTEGER PRIMARY KEY)')
  ledger.run('DELETE FROM rest')
  ledger.run('INSERT INTO rest SELECT id FROM m WHERE mate IS NULL AND state IS NULL')
  ledger.run(
    `INSERT OR IGNORE INTO rest SELECT m.id FROM m JOIN (SELECT DISTINCT unit, size, day FROM m WHERE mate IS NULL AND state IS NULL) l
      ON l.unit = m.unit AND l.size = m.size AND l.day = m.day WHERE m.state = 'identical'`,
  )
  ledger.run('INSERT OR IGNORE INTO rest SELECT mate FROM m WHERE id IN rest AND mate IS NOT NULL')
  ledger.run('INSERT OR IGNORE INTO todo SELECT folder, uid, size FROM m WHERE id IN rest AND (exact IS NULL OR head IS NULL)')
  ledger.run("UPDATE m SET mate = NULL, state = NULL WHERE id IN rest AND state = 'identical'")
  untold.push(...(await readTodo()))
  matchByContent(ledger)
}

/** Whose flags or date differ is read too, on one side, so that it can be called by its name. */
async function learnNames({ ledger, readTodo, untold }: SettleRequest): Promise<void> {
  ledger.run(
    `INSERT OR IGNORE INTO todo SELECT a.folder, a.uid, a.size FROM m a JOIN m b ON b.id = a.mate
      WHERE a.side = 0 AND a.exact IS NULL AND a.size < 1000000 AND (a.flags <> b.flags OR (a.day <> b.day AND a.day >= 0 AND b.day >= 0)) LIMIT ${NAMED}`,
  )
  untold.push(...(await readTodo()))
}

function finish({ ledger, views, untold }: SettleRequest): void {
  // What could not be read may be the counterpart of anything in its folder.
  const shut = untold.map(({ folder }) => folder).filter((folder) => folder !== '')
  for (const unit of shut) ledger.run("UPDATE m SET state = 'unread' WHERE unit = ? AND mate IS NULL AND state IS NULL", unit)
  const units = ledger.folders.filter(({ name }) => shut.includes(name)).map(({ unit }) => unit)
  for (const unit of units) ledger.run("UPDATE m SET state = 'unread' WHERE unit = ? AND mate IS NULL AND state IS NULL", unit)
  nameTheRest(ledger)
  forgiveViews(ledger, views)
}
