// The transfers that were begun on this computer: one small file each, beside its journal, that says what, from where to where, how far, and how it is taken up again.

import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SesameError } from '../../model/errors.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { privateFolder } from '../../store/place.ts'

const record = z.object({
  v: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{12}$/),
  kind: z.enum(['copy', 'backup', 'restore']),
  from: z.string(),
  to: z.string(),
  journal: z.string(),
  aside: z.string(),
  /** The words of the command, without a secret. */
  command: z.array(z.string()),
  /** ISO dates and times. */
  begun: z.string(),
  last: z.string(),
  /** How the last run ended; null while it runs, or when it was cut. */
  ended: z.enum(['complete', 'stopped', 'full', 'budget', 'refused']).nullable(),
  /** Messages by state, as the last run left them. */
  states: z.record(z.string(), z.number()),
})

export type TransferRecord = z.output<typeof record>

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
    const parsed = record.safeParse(JSON.parse(await readFile(join(transfersFolder(data), `${id}.json`), 'utf8')))
    return parsed.success && parsed.data.id === id ? parsed.data : null
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
