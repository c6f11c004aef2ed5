// What all parts of a running transfer share: both boxes as they are now, the journal, the rules, and who is to be told.

import type { Journal } from '../../store/transfer.ts'
import type { Limits, ProofLevel, Rules } from '../journey.ts'
import type { Box, Inventory } from '../shapes.ts'
import type { Allowance } from './allowance.ts'
import type { Control } from './control.ts'
import type { Excludable, ExclusionReason } from './exclude.ts'
import { type Gate, gate } from './gate.ts'
import type { LineWatch } from './line-watch.ts'
import type { Progress } from './progress.ts'
import type { Looked, Sides, TransferOptions, TransferRequest } from './request.ts'

export interface Job extends Sides<Box> {
  readonly journal: Journal
  readonly request: TransferRequest
  readonly rules: Rules
  readonly exclusion: (message: Excludable) => ExclusionReason | null
  readonly limits: Partial<Sides<Limits>>
  readonly options: TransferOptions
  readonly level: ProofLevel
  readonly progress: Progress
  readonly allowance: Allowance
  readonly control: Control
  /** Undefined where nobody wants to know whether a line is narrow. */
  readonly lines?: LineWatch | undefined
  readonly signal: AbortSignal
  /** Everybody stops, for this reason. */
  readonly stop: (reason: unknown) => void
  /** As they were at the beginning of this pass. */
  inventories: Sides<Inventory>
  /** What the plan saw; `taken`: its inventories have served their first pass. */
  readonly looked?: (Looked & { taken?: boolean }) | undefined
  /** A folder of the target said that it takes any keyword. */
  anyKeyword: boolean
  /** One for each folder of the target, by its number in the journal. */
  readonly gates: Map<number, Gate>
  /** Folders that could not be copied, with the server's words. */
  readonly failed: Map<string, string>
}

export function gateOf(job: Job, place: number): Gate {
  let found = job.gates.get(place)
  if (found === undefined) {
    found = gate()
    job.gates.set(place, found)
  }
  return found
}
