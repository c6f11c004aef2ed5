// The transfers that were begun on this computer: one small file each, beside its journal, that says what, from where to where, how far, and how it is taken up again.

import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SesameError } from '../../model/errors.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { privateFolder } from '../../store/place.ts'

export interface TransferRecord {
  readonly v: 1
  /** Twelve hexadecimal digits. */
  readonly id: string
  readonly kind: 'copy' | 'backup' | 'restore'
  readonly from: string
  readonly to: string
  readonly journal: string
  readonly aside: string
  /** The words of the command, without a secret. */
  readonly command: readonly string[]
  /** ISO dates and times. */
  readonly begun: string
  readonly last: string
  /** How the last run ended; null while it runs, or when it was cut. */
  readonly ended: 'complete' | 'stopped' | 'full' | 'budget' | 'refused' | null
  /** Messages by state, as the last run left them. */
  readonly states: Readonly<Record<string, number>>
}

const TEXTS = ['from', 'to', 'journal', 'aside', 'begun', 'last'] as const
const KINDS: readonly unknown[] = ['copy', 'backup', 'restore']
const ENDS: readonly unknown[] = ['complete', 'stopped', 'full', 'budget', 'refused', null]

/** By hand: each run reads one, and a library for it would be a tenth of what is loaded. */
function isRecord(value: unknown): value is TransferRecord {
  if (typeof value !== 'object' || value === null) return false
  const { v, id, kind, command, ended, states, ...rest } = value as Record<string, unknown>
  return (
    v === 1 &&
    typeof id === 'string' &&
    /^[0-9a-f]{12}$/.test(id) &&
    KINDS.includes(kind) &&
    ENDS.includes(ended) &&
    TEXTS.every((name) => typeof rest[name] === 'string') &&
    Array.isArray(command) &&
    command.every((word) => typeof word === 'string') &&
    typeof states === 'object' &&
    states !== null &&
    Object.values(states).every((count) => typeof count === 'number')
  )
}

/** The same for the same two ends always. */
export function transferId(kind: TransferRecord['kind'], from: string, to: string): string {
  return createHash('sha256')
    .update(JSON.stringify([kind === 'backup' ? kind : 'copy', from, to]))
    .digest('hex')
    .slice(0, 12)
}

export const transfersFolder = (data: string): string => join(data, 'transfers')

export async function writeRecord(data: string, one: TransferRecord): Promise<void> {
  const file = join(transfersFolder(data), `${one.id}.json`)
  try {
    await privateFolder(data)
    makeFolder(transfersFolder(data))
    const next = `${file}.${process.pid}.new`
    await writeFile(next, `${JSON.stringify(one, null, 2)}\n`, { mode: 0o600 })
    await rename(next, file)
  } catch (error) {
    throw new SesameError('store-unwritable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
}

/** Newest first. What is no record of ours is passed over. */
export async function readRecords(data: string): Promise<readonly TransferRecord[]> {
  const names = await readdir(transfersFolder(data)).catch(() => [] as string[])
  const read = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readRecord(data, name.slice(0, -5))))
  return read.filter((one) => one !== null).sort((a, b) => (a.last < b.last ? 1 : -1))
}

export async function readRecord(data: string, id: string): Promise<TransferRecord | null> {
  try {
    const read: unknown = JSON.parse(await readFile(join(transfersFolder(data), `${id}.json`), 'utf8'))
    return isRecord(read) && read.id === id ? read : null
  } catch {
    return null
  }
}

/** The journal and what lies aside go with it; nothing of a mailbox does. */
export async function forgetRecord(data: string, one: TransferRecord): Promise<void> {
  for (const ending of ['', '-wal', '-shm', '.lock']) await rm(one.journal + ending, { force: true })
  await rm(one.aside, { recursive: true, force: true })
  await rm(join(transfersFolder(data), one.id), { recursive: true, force: true })
  await rm(join(transfersFolder(data), `${one.id}.json`), { force: true })
}
