// The records of this machine, opened for one piece of work: where they lie, who works, what day it is.

import { userInfo } from 'node:os'
import { loadKnowledge } from '../knowledge/load.ts'
import { providerBySlug } from '../knowledge/lookup.ts'
import { SesameError } from '../model/errors.ts'
import type { Fault } from '../records/shape.ts'
import type { Shelf } from '../records/shelf.ts'
import { openStore } from '../store/database.ts'

export interface RecordsRequest {
  /** `--data`. */
  readonly folder?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Who does it; the user of this system when absent. */
  readonly by?: string | undefined
  /** ISO day or date and time; now when absent. */
  readonly now?: string | undefined
}

export interface OpenRecords extends Shelf {
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Opens, works, closes. Throws what the store says, besides what `work` throws. */
export async function inRecords<T>(request: RecordsRequest, work: (records: OpenRecords) => T): Promise<T> {
  const db = await openStore({ folder: request.folder, env: request.env })
  try {
    const now = momentOf(request.now)
    return work({ db, who: whoWorks(request), now, today: now.slice(0, 10), providerWords })
  } finally {
    db.close()
  }
}

function providerWords(id: string): string {
  const provider = providerBySlug(loadKnowledge(), id)
  return provider === undefined ? '' : `${provider.id} ${provider.name}`
}

function momentOf(now: string | undefined): string {
  if (now === undefined) return new Date().toISOString()
  const time = new Date(now.length === 10 ? `${now}T12:00:00Z` : now)
  if (Number.isNaN(time.getTime())) throw new SesameError('option-invalid', { option: '--on', value: now, allowed: '2026-12-31' })
  return time.toISOString()
}

function whoWorks({ by, env }: RecordsRequest): string {
  const named = by
    ?.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 120)
  if (named) return named
  try {
    return userInfo().username
  } catch {
    // A container may run as a user who has no name.
    return env.USER || env.USERNAME || 'unknown'
  }
}

/** The first fault as an error: `record-secret`, else `record-invalid`. A value that was typed is never repeated. */
export function faultError({ path, why, allowed = '' }: Fault): SesameError {
  const field = path.length === 0 ? 'sheet' : path.join('.')
  if (why === 'secret') return new SesameError('record-secret', { field })
  return new SesameError('record-invalid', { field, value: '…', allowed, why })
}
