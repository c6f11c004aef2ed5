// One run of the movers' engine between two accounts of the world, in this process or killed at will in one of its own.

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ALL_RULES, type TransferOptions } from '../../../src/transfer/engine/request.ts'
import { runTransfer } from '../../../src/transfer/engine/run-transfer.ts'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import type { TransferListener, TransferOutcome } from '../../../src/transfer/journey.ts'
import { type Way, worldBox } from './box.ts'

export interface Copying {
  readonly source: Way
  readonly target: Way
  /** The journal's file. */
  readonly journal: string
  readonly aside?: string
  readonly options?: TransferOptions
}

const CHILD = fileURLToPath(new URL('./copy-process.js', import.meta.url))

export interface Watching {
  readonly listener?: TransferListener
  readonly signal?: AbortSignal
}

export async function copyHere({ source, target, journal, aside, options }: Copying, watching: Watching = {}): Promise<TransferOutcome> {
  const boxes = { source: worldBox(source), target: worldBox(target) }
  try {
    return await runTransfer({
      ...boxes,
      journal,
      rules: ALL_RULES,
      pairs: (inventories, kept) => mapFolders({ ...inventories, rules: ALL_RULES, kept, limits: { caseSensitive: true } }).pairs,
      ...(aside !== undefined && { aside }),
      ...(options && { options }),
      ...watching,
    })
  } finally {
    await Promise.all([boxes.source.close(), boxes.target.close()])
  }
}

export interface CopyProcess {
  readonly child: ChildProcess
  /** Undefined when it was killed before it could say. */
  readonly outcome: Promise<TransferOutcome | undefined>
}

export function copyThere(copying: Copying): CopyProcess {
  const child = spawn(process.execPath, [CHILD], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  // It may be killed before it has read.
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(copying))
  const outcome = new Promise<TransferOutcome | undefined>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(said === '' ? undefined : (JSON.parse(said) as TransferOutcome)))
  })
  return { child, outcome }
}
