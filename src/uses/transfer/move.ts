// Moves messages from one end to the other: both opened, the plan shown before anything is changed, then copied, proved, and told to the end.

import { setMaxListeners } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SecretKind } from '../../model/case.ts'
import { SesameError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import { locked, lockFile } from '../../store/lock.ts'
import { type Control, transferControl } from '../../transfer/engine/control.ts'
import { planTransfer } from '../../transfer/engine/plan-transfer.ts'
import type { TransferOptions, TransferRequest } from '../../transfer/engine/request.ts'
import { runTransfer } from '../../transfer/engine/run-transfer.ts'
import { mapFolders } from '../../transfer/folders/map-folders.ts'
import type { MessageState, ProofLevel, Rules, TransferEvent, TransferOutcome } from '../../transfer/journey.ts'
import { makePlan } from '../../transfer/plan/make-plan.ts'
import type { PlanFacts, TransferPlan } from '../../transfer/plan/shapes.ts'
import { acceptedStates, notAccepted } from './accept.ts'
import { placeOf, type TransferPlace } from './place.ts'
import { readRecord, type TransferRecord, writeRecord } from './records.ts'
import { type RefusedMessage, refusedMessages } from './refused.ts'
import type { ToReport } from './reports.ts'
import { openRoom, type Room, type RoomRequest } from './room.ts'
import { openSide, type Side } from './side.ts'
import { type FileFormat, whereOf } from './where.ts'

export interface GivenKey {
  readonly secret?: Secret | undefined
  readonly secretKind?: SecretKind | undefined
}

export interface MoveRequest {
  readonly kind: TransferRecord['kind']
  readonly room: RoomRequest
  readonly from: string
  readonly to: string
  /** What was given to sign in with: of the ends that do, FROM first. */
  readonly keys?: readonly GivenKey[]
  readonly rules: Rules
  readonly options: TransferOptions
  readonly level: ProofLevel
  /** As typed: `changed,refused`. */
  readonly accept?: string | undefined
  readonly format?: FileFormat | undefined
  /** `auto`: a side whose line turns out to be what everything waits for. */
  readonly compress: boolean | 'auto'
  readonly dryRun: boolean
  /** Files to write the proof to. */
  readonly reports: readonly string[]
  /** Of this program, for the proof. */
  readonly version: string
  /** The words of the command, without a secret: how it is taken up again. */
  readonly command: readonly string[]
  /** Given what pauses it. */
  readonly onControl?: ((control: Control) => void) | undefined
  /** Ends it in good order; the room's own signal does so too. */
  readonly stop: AbortSignal
  /** Sees the plan before anything is changed. False: nothing is done. */
  readonly confirm?: ((plan: ShownPlan) => Promise<boolean>) | undefined
}

export interface ShownPlan {
  readonly plan: TransferPlan
  /** An end of it is Gmail, whose folders are labels. */
  readonly gmail: 'source' | 'target' | null
}

export type MoveEvent =
  | TransferEvent
  | { readonly kind: 'opening'; readonly from: string; readonly to: string }
  | ({ readonly kind: 'plan' } & ShownPlan)
  /** Everything is there: now the MX may lead to the target. */
  | { readonly kind: 'switch'; readonly to: string }

export interface MovedResult extends ShownPlan {
  readonly id: string
  readonly kind: TransferRecord['kind']
  readonly from: string
  readonly to: string
  readonly lab: boolean
  /** Null: only planned, or not confirmed. */
  readonly outcome: TransferOutcome | null
  readonly level: ProofLevel
  readonly notAccepted: readonly MessageState[]
  readonly refused: readonly RefusedMessage[]
  /** The folder of what was refused; null when there is none. */
  readonly aside: string | null
  readonly reports: readonly string[]
  readonly command: readonly string[]
}

/** Between the plan and the copy, and between two folders. */
const KEEP_MS = 15_000

/** Throws what `openSide` throws, `transfer-same`, `transfer-running`, `side-refused`, `side-unreachable`, `store-unwritable`, `file-unwritable`. */
export async function move(request: MoveRequest, on: (event: MoveEvent) => void): Promise<MovedResult> {
  const accepted = acceptedStates(request.accept)
  const control = transferControl()
  request.onControl?.(control)
  const room = await openRoom(request.room)
  const open: Side[] = []
  let place: TransferPlace | undefined
  try {
    const { from, to, dryRun, format, compress } = request
    const given = [...(request.keys ?? [])]
    const keyOf = (what: string): GivenKey => (whereOf(what, existsSync).kind === 'files' ? {} : (given.shift() ?? {}))
    const [first, second] = [keyOf(from), keyOf(to)]
    const narrow = new Set<'source' | 'target'>()
    const compressed = (side: 'source' | 'target') => (compress === 'auto' ? () => narrow.has(side) : compress)
    on({ kind: 'opening', from, to })
    const source = await openSide(from, { room, role: 'from', ...first, compress: compressed('source'), keepMs: KEEP_MS })
    open.push(source)
    const target = await openSide(to, {
      room,
      role: 'to',
      ...second,
      compress: compressed('target'),
      keepMs: KEEP_MS,
      create: true,
      dryRun,
      format,
    })
    open.push(target)
    if (source.box.key === target.box.key) throw new SesameError('transfer-same', { label: source.box.label })
    place = await placeOf(request, room, source, target)
    const { journal, locks, id } = place
    const work = () => moveBetween(request, { room, source, target, place: place as TransferPlace, control, accepted, narrow }, on)
    return await locked(lockFile(locks, `transfer/${id}`), work, { timeoutMs: 500, about: journal })
  } catch (error) {
    if (error instanceof SesameError && error.code === 'lock-busy' && error.args.file === place?.journal)
      throw new SesameError('transfer-running', { file: place?.journal ?? '' }, error)
    throw error
  } finally {
    await Promise.allSettled(open.map(({ box }) => box.close()))
    await place?.leave()
    await room.close()
  }
}

interface Between {
  readonly room: Room
  readonly source: Side
  readonly target: Side
  readonly place: TransferPlace
  readonly control: Control
  readonly accepted: ReadonlySet<MessageState>
  /** Sides whose lines are to be compressed. */
  readonly narrow: Set<'source' | 'target'>
}

async function moveBetween(request: MoveRequest, between: Between, on: (event: MoveEvent) => void): Promise<MovedResult> {
  const { level, room: asked, stop } = request
  const { source, target, place, control, narrow } = between
  const limits = { source: source.limits, target: target.limits }
  const providers = { ...(source.provider && { source: source.provider }), ...(target.provider && { target: target.provider }) }
  const signal = AbortSignal.any([asked.signal, stop])
  setMaxListeners(0, signal)
  const mapping = { rules: request.rules, limits: limits.target, providers }
  const transfer: TransferRequest = {
    ...{ source: source.box, target: target.box, journal: place.journal, aside: place.aside },
    ...{ rules: request.rules, limits, level, listener: on, control, signal },
    pairs: (inventories, kept) => mapFolders({ ...mapping, ...inventories, kept }).pairs,
    left: (inventories) => mapFolders({ ...mapping, ...inventories }),
    options: request.options,
    ...(request.compress === 'auto' && { onNarrow: (side) => void narrow.add(side) }),
  }
  // One after the other where a person may be asked for each password.
  if (asked.askSecret !== undefined) for (const { box } of [source, target]) await box.inventory()
  const planned = await planTransfer(transfer, { warm: !request.dryRun })
  try {
    return await moveAsPlanned(request, between, { ...transfer, looked: planned.looked }, planned.facts, on)
  } finally {
    planned.close()
  }
}

async function moveAsPlanned(
  request: MoveRequest,
  between: Between,
  transfer: TransferRequest,
  facts: PlanFacts,
  on: (event: MoveEvent) => void,
): Promise<MovedResult> {
  const { kind, level, command, dryRun, confirm } = request
  const { room, source, target, place, accepted } = between
  const named = { from: nameOf(source), to: nameOf(target) }
  const plan = { ...makePlan(facts), ...named }
  const gmail = facts.target.traits.gmail ? 'target' : facts.source.traits.gmail ? 'source' : null
  on({ kind: 'plan', plan, gmail })
  const told = {
    id: place.id,
    kind,
    from: source.box.label,
    to: target.box.label,
    lab: room.lab !== null,
    plan,
    gmail,
    level,
    command,
  } as const
  const nothing = { outcome: null, notAccepted: [], refused: [], aside: null, reports: [] } as const
  if (dryRun || (confirm !== undefined && !(await confirm({ plan, gmail })))) return { ...told, ...nothing }

  const begun = new Date().toISOString()
  const record = await recordOf(request, between, begun)
  await record?.write({ ended: null })
  // Where nothing is wished or in the way, the engine keeps the order as far as each message need not wait for it.
  const order = plan.order.because === 'usual' ? 'auto' : plan.order.order
  const outcome = await followed(request, { ...transfer, rules: { ...request.rules, order } }, named.to, on)
  const states = Object.fromEntries(Object.entries(outcome.states).map(([state, { messages }]) => [state, messages]))
  await record?.write({ ended: outcome.ended, states })
  // All rows are looked through for them.
  const refused = outcome.states.refused.messages > 0 ? await refusedMessages(place.journal) : []
  const reports = await reported(request, { source, target, place, outcome, begun, keys: room.keys })
  return {
    ...told,
    outcome,
    notAccepted: notAccepted(outcome, accepted),
    refused,
    aside: refused.some((one) => one.aside !== undefined) ? place.aside : null,
    reports,
  }
}

/** What writes reports is loaded for whoever wants one. */
async function reported(request: MoveRequest, told: ToReport): Promise<readonly string[]> {
  if (request.reports.length === 0) return []
  const { writeReports } = await import('./reports.ts')
  return writeReports(request, told)
}

/** Until it is stopped; then, when nothing else went wrong, one last pass over everything. */
async function followed(
  { options, room, stop }: MoveRequest,
  transfer: TransferRequest,
  to: string,
  on: (event: MoveEvent) => void,
): Promise<TransferOutcome> {
  if (options.watchMs === undefined) return runTransfer(transfer)
  let said = false
  const listener = (event: TransferEvent) => {
    on(event)
    if (event.kind !== 'pass' || event.changes > 0 || said) return
    said = true
    on({ kind: 'switch', to })
  }
  const outcome = await runTransfer({ ...transfer, listener })
  if (!stop.aborted || room.signal.aborted || outcome.ended !== 'stopped') return outcome
  const { watchMs: _, ...once } = options
  return runTransfer({ ...transfer, options: { ...once, passes: 'until-still' }, signal: room.signal })
}

/** Files by their path, in full: the same from any folder. */
const nameOf = ({ box, where }: Side): string => (where.kind === 'files' ? resolve(where.path) : box.label)

/** Null where nothing lasts. */
async function recordOf({ kind, command }: MoveRequest, { source, target, place }: Between, now: string) {
  const { data, id, journal, aside } = place
  if (data === null) return null
  const before = await readRecord(data, id)
  const base = { v: 1 as const, id, kind, from: nameOf(source), to: nameOf(target), journal, aside, command: [...command] }
  return {
    write: (change: Partial<TransferRecord>) =>
      writeRecord(data, {
        ...base,
        begun: before?.begun ?? now,
        last: new Date().toISOString(),
        ended: null,
        states: before?.states ?? {},
        ...change,
      }),
  }
}
