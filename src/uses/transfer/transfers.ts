// The transfers that were begun on this computer, and forgetting one.

import { SesameError } from '../../model/errors.ts'
import { locked, lockFile } from '../../store/lock.ts'
import { dataFolder } from '../../store/place.ts'
import { forgetRecord, readRecord, readRecords, type TransferRecord } from './records.ts'

export interface TransfersRequest {
  readonly data?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface KnownTransfer extends TransferRecord {
  /** Somebody is at it now. */
  readonly running: boolean
}

export async function listTransfers(request: TransfersRequest, id?: string): Promise<readonly KnownTransfer[]> {
  const data = folderOf(request)
  const records = id === undefined ? await readRecords(data) : [await recordNamed(data, id)]
  return Promise.all(records.map(async (one) => ({ ...one, running: await isRunning(data, one.id) })))
}

/** Throws `transfer-unknown`, and `transfer-running` while somebody is at it. */
export async function forgetTransfer(request: TransfersRequest, id: string): Promise<TransferRecord> {
  const data = folderOf(request)
  const one = await recordNamed(data, id)
  if (await isRunning(data, one.id)) throw new SesameError('transfer-running', { file: one.journal })
  await forgetRecord(data, one)
  return one
}

const folderOf = ({ data, env }: TransfersRequest): string => dataFolder({ folder: data, env })

async function recordNamed(data: string, id: string): Promise<TransferRecord> {
  const one = /^[0-9a-f]{12}$/.test(id) ? await readRecord(data, id) : null
  if (one === null) throw new SesameError('transfer-unknown', { text: id })
  return one
}

/** The lock tells, because it dies with its holder. */
async function isRunning(data: string, id: string): Promise<boolean> {
  try {
    await locked(lockFile(data, `transfer/${id}`), async () => {}, { timeoutMs: 1 })
    return false
  } catch (error) {
    if (error instanceof SesameError && error.code === 'lock-busy') return true
    throw error
  }
}
