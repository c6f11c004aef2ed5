// `sesame compare`: two mailboxes opened, compared, and told; with a report that is signed where this machine has a key for it.

import { existsSync } from 'node:fs'
import { SesameError } from '../../model/errors.ts'
import { textIn } from '../../text/index.ts'
import type { Limits, ProofLevel, Rules } from '../../transfer/journey.ts'
import { type CompareEvent, compareBoxes } from '../../transfer/proof/compare-boxes.ts'
import { ACCEPTABLE, type Acceptable, type ProofLine, type ProofSummary } from '../../transfer/proof/shapes.ts'
import { firstFindings, type WrittenReport, writeReport } from '../../transfer/proof/write-report.ts'
import type { GivenKey } from './move.ts'
import { signerOf } from './report-key.ts'
import { openRoom, type RoomRequest } from './room.ts'
import { openSide, type Side } from './side.ts'
import { whereOf } from './where.ts'

export interface CompareUseRequest {
  readonly room: RoomRequest
  readonly from: string
  readonly to: string
  /** What was given to sign in with: of the ends that do, FROM first. */
  readonly keys: readonly GivenKey[]
  readonly rules: Rules
  readonly level: ProofLevel
  readonly sample: { readonly count?: number; readonly seed?: string }
  /** As typed: `changed,flags`, or `all`. */
  readonly accept?: string | undefined
  /** At most, on each side. */
  readonly connections: number
  /** Where to write the report; absent: none is written. */
  readonly report?: string | undefined
  /** Of this program. */
  readonly version: string
}

export interface Compared {
  readonly summary: ProofSummary
  readonly findings: readonly ProofLine[]
  /** How many of each state are not among them. */
  readonly findingsLeft: Readonly<Record<string, number>>
  readonly report: WrittenReport | null
}

/** Throws what `openSide` throws, `side-refused`, `side-unreachable`, `file-unwritable`. */
export async function compareMailboxes(request: CompareUseRequest, on: (event: CompareEvent) => void): Promise<Compared> {
  const { from, to, rules, level, sample, report: path, version } = request
  const accepted = acceptedDifferences(request.accept)
  const room = await openRoom(request.room)
  const open: Side[] = []
  try {
    const given = [...request.keys]
    const keyOf = (what: string): GivenKey => (whereOf(what, existsSync).kind === 'files' ? {} : (given.shift() ?? {}))
    const [first, second] = [keyOf(from), keyOf(to)]
    const source = await openSide(from, { room, role: 'from', ...first })
    open.push(source)
    const target = await openSide(to, { room, role: 'to', ...second })
    open.push(target)
    // One after the other where a person may be asked for each password.
    if (request.room.askSecret !== undefined) for (const { box } of open) await box.inventory()
    const comparison = await compareBoxes({
      ...{ source: source.box, target: target.box, rules, level, sample, accepted, on, limits: target.limits },
      providers: { ...(source.provider && { source: source.provider }), ...(target.provider && { target: target.provider }) },
      connections: { source: connectionsTo(source.limits, request.connections), target: connectionsTo(target.limits, request.connections) },
      signal: request.room.signal,
    })
    try {
      const { summary } = comparison
      if (path === undefined) return { summary, ...firstFindings(comparison.lines()), report: null }
      const { lang } = request.room
      const signer = await signerOf(() => room.keys())
      const report = await writeReport({ path, summary, lines: comparison.lines(), signer, version, lang, text: textIn(lang) })
      return { summary, findings: report.report.findings, findingsLeft: report.report.findingsLeft, report }
    } finally {
      comparison.close()
    }
  } finally {
    await Promise.allSettled(open.map(({ box }) => box.close()))
    await room.close()
  }
}

/** Throws `option-invalid`. */
function acceptedDifferences(typed = ''): readonly Acceptable[] {
  const words = typed
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '')
  if (words.includes('all')) return ACCEPTABLE
  const wrong = words.find((word) => !(ACCEPTABLE as readonly string[]).includes(word))
  if (wrong !== undefined)
    throw new SesameError('option-invalid', { option: '--accept', value: wrong, allowed: [...ACCEPTABLE, 'all'].join(', ') })
  return ACCEPTABLE.filter((one) => words.includes(one))
}

export function connectionsTo({ connections = Number.POSITIVE_INFINITY }: Limits, wanted: number): number {
  // One is the inventory's, and stays open.
  return Math.max(1, Math.min(wanted, connections - 1))
}
