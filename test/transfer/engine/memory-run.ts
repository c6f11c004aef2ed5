// Runs the engine between two boxes in memory, again and again until it says that it is complete, as a person would after each failure.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_RULES, type TransferOptions, type TransferRequest } from '../../../src/transfer/engine/request.ts'
import { runTransfer } from '../../../src/transfer/engine/run-transfer.ts'
import type { FolderPair, TransferOutcome } from '../../../src/transfer/journey.ts'
import type { MemoryBox } from './memory-box.ts'

export interface MemoryRun {
  readonly journal: string
  readonly folder: string
  run(more?: Partial<TransferRequest>): Promise<TransferOutcome>
  /** Until it is complete. */
  finish(more?: Partial<TransferRequest>): Promise<TransferOutcome>
  end(): void
}

export function memoryRun(source: MemoryBox, target: MemoryBox, options: TransferOptions = {}): MemoryRun {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-engine-'))
  const journal = join(folder, 'journal.db')
  const pairs: TransferRequest['pairs'] = (inventories) =>
    inventories.source.folders.map((from): FolderPair => {
      const there = inventories.target.folders.find(({ name }) => name === from.name)
      return { source: from, target: there ?? { path: from.path }, reason: there ? 'same-name' : 'made' }
    })
  const run: MemoryRun['run'] = (more = {}) =>
    runTransfer({
      ...{ source, target, journal, pairs, rules: ALL_RULES, aside: join(folder, 'aside') },
      ...more,
      options: { patienceMs: 0, connections: 2, pauseMs: 1, quietMs: 1, ...options, ...more.options },
    })
  return {
    ...{ journal, folder, run },
    async finish(more) {
      for (let tries = 0; tries < 60; tries++) {
        const outcome = await run(more)
        if (outcome.ended === 'complete' && outcome.states.waiting.messages === 0) return outcome
      }
      throw new Error('it never came to its end')
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}
