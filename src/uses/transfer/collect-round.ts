// One round of a collection: both ends opened, what is new brought over by the engine, what may go from the source removed after its proof, and what it came to.

import { SesameError } from '../../model/errors.ts'
import { addCollected, collectedKeys, markCollected, notRemoved } from '../../store/collections.ts'
import type { Store } from '../../store/database.ts'
import { readMaildrop, writeMaildrop } from '../../store/maildrops.ts'
import { openJournal } from '../../store/transfer.ts'
import type { Pop3Box } from '../../transfer/boxes/pop3/pop3-box.ts'
import { type Brought, broughtIn, keyOf } from '../../transfer/collect/brought.ts'
import { cleanSource } from '../../transfer/collect/clean.ts'
import { type Collection, type Failure, failureOf, type Round } from '../../transfer/collect/collection.ts'
import type { RoundOutcome } from '../../transfer/collect/keep-collecting.ts'
import { collectedPairs } from '../../transfer/collect/pairs.ts'
import type { Claim } from '../../transfer/collect/prove.ts'
import type { PollLimits } from '../../transfer/collect/schedule.ts'
import { unseen } from '../../transfer/collect/unseen.ts'
import { ALL_RULES } from '../../transfer/engine/request.ts'
import { runTransfer } from '../../transfer/engine/run-transfer.ts'
import type { FolderPair, TransferOutcome } from '../../transfer/journey.ts'
import { BoxRefusal } from '../../transfer/shapes.ts'
import { loginDelay } from '../../wire/pop3-said.ts'
import { maildropOf, placesOf, pollMinutesOf, providersOf } from './collect.ts'
import type { Room } from './room.ts'
import type { SideShut } from './shut.ts'
import { openSide, type Side } from './side.ts'

export interface RoundRequest {
  readonly room: Room
  readonly db: Store
  readonly folder: string
  readonly collection: Collection
  readonly why: Round['why']
  readonly signal: AbortSignal
  /** What was heard of refused sign-ins, by label. */
  readonly shut: ReadonlyMap<string, SideShut>
  /** Each message that came. */
  readonly on: (message: Brought) => void
}

export interface RoundSeen extends RoundOutcome {
  /** UIDNEXT of the source's inbox when the round looked: what comes later is news. */
  readonly next: number | null
}

const DAY_MS = 86_400_000
/** Without any progress for so long the round is given up: the schedule knows better when to try again. */
const PATIENCE_MS = 120_000
/** A server that asks for more than this is left alone until then, and the round is over. */
const WAITS_MS = 20_000

/** Never throws for what servers do. */
export async function collectRound(request: RoundRequest): Promise<RoundSeen> {
  const { room, db, folder, collection, why, signal, shut, on } = request
  const { name } = collection
  const at = Date.now()
  const began = performance.now()
  const came = { messages: 0, bytes: 0 }
  let [known, removed, refused] = [0, 0, 0]
  let next: number | null = null
  let failure: Failure | null = null
  let limits: PollLimits = {}
  let side: 'from' | 'to' = 'from'
  let [source, target]: [Side | undefined, Side | undefined] = [undefined, undefined]
  const halt = halting(signal)
  try {
    source = await openSide(collection.from, { room, role: 'from', protocol: collection.protocol, uidls: shelfOf(db, name) })
    limits = { minutes: pollMinutesOf(source.provider) }
    const from = await source.box.inventory()
    if (source.box.kind === 'pop3') limits = { ...limits, loginDelay: loginDelay((source.box as Pop3Box).capabilities()) }
    side = 'to'
    target = await openSide(collection.into, { room, role: 'to', protocol: 'imap' })
    const into = await target.box.inventory()
    const pairs = collectedPairs({ source: from, target: into, collection, providers: providersOf(source.provider, target.provider) })
    next = pairs[0]?.source.status?.uidNext ?? null
    const { journal, aside } = placesOf(folder, name)
    const outcome = await runTransfer({
      source: collection.keepFlags ? source.box : unseen(source.box),
      target: target.box,
      journal,
      pairs: () => pairs,
      rules: { ...ALL_RULES, order: 'kept', deleted: 'leave' },
      limits: { source: source.limits, target: target.limits },
      listener: (event) => {
        if (event.kind === 'waiting' && event.ms > WAITS_MS)
          halt.stop({
            kind: event.why === 'throttled' || event.why === 'budget' ? 'later' : 'unreachable',
            side: event.side === 'source' ? 'from' : 'to',
            said: event.said,
            waitMs: event.ms,
          })
      },
      signal: halt.signal,
      aside,
      options: { connections: 1, passes: 'one', whenUsedUp: 'end', patienceMs: PATIENCE_MS, subscriptions: true },
    })
    failure = halt.why() ?? (signal.aborted ? null : endedBy(outcome))
    refused = outcome.states.refused.messages
    for (const one of await enterBrought(db, name, journal)) {
      if (one.sent) {
        came.messages += 1
        came.bytes += one.size
        on(one)
      } else known += 1
    }
    if (!signal.aborted && failure?.side !== 'to') {
      const cleaned = await clean(request, pairs, source, target)
      removed = cleaned.removed
      if (cleaned.said !== null) failure ??= { kind: 'other', side: 'from', said: cleaned.said }
    }
  } catch (error) {
    if (!signal.aborted) failure = failureBy(error, side, shut)
  } finally {
    halt.done()
    await Promise.allSettled([source?.box.close(), target?.box.close()])
  }
  const round: Round = { at, ms: Math.round(performance.now() - began), collected: came, known, removed, refused, why }
  return { round, failure, limits, next }
}

function shelfOf(db: Store, name: string) {
  return {
    read: () => readMaildrop(db, maildropOf(name)),
    write: (rows: Parameters<typeof writeMaildrop>[2]) => writeMaildrop(db, maildropOf(name), rows),
  }
}

/** Ends the engine when the person or a server wants it. */
function halting(signal: AbortSignal) {
  const stop = new AbortController()
  let why: Failure | null = null
  const forward = () => stop.abort(new SesameError('interrupted'))
  signal.addEventListener('abort', forward, { once: true })
  if (signal.aborted) forward()
  return {
    signal: stop.signal,
    stop(failure: Failure) {
      why ??= failure
      forward()
    },
    why: () => why,
    done: () => signal.removeEventListener('abort', forward),
  }
}

/** What the journal has that we have not: after a crash too. Only what is written down here is ever removed from a source. */
async function enterBrought(db: Store, name: string, file: string): Promise<readonly Brought[]> {
  const known = new Set(collectedKeys(db, name).map(({ folder, validity, uid }) => keyOf({ folder, uidValidity: validity, uid })))
  const journal = await openJournal(file)
  try {
    const fresh = [...broughtIn(journal, known)]
    const at = Date.now()
    // What we did not bring may be the source's own message under another name of the mailbox: without a digest it is never removed.
    const rows = fresh.map(({ folder, uidValidity, uid, digest, size, target, sent }) => ({
      ...{ folder, validity: uidValidity, uid, digest: sent ? (digest ?? '') : '', size, at, target, proved: null, removed: null },
    }))
    if (rows.length > 0) addCollected(db, name, rows)
    return fresh
  } finally {
    journal.close()
  }
}

async function clean(
  { db, collection, signal }: RoundRequest,
  pairs: readonly FolderPair[],
  source: Side,
  target: Side,
): Promise<{ readonly removed: number; readonly said: string | null }> {
  const { name, removeAfterDays } = collection
  if (removeAfterDays === null) return { removed: 0, said: null }
  const until = Date.now() - removeAfterDays * DAY_MS
  let [removed, said]: [number, string | null] = [0, null]
  for (const { source: folder } of pairs) {
    const validity = folder.status?.uidValidity ?? 0
    const rows = notRemoved(db, name, folder.name, validity).filter(({ digest, target: where }) => digest !== '' && where !== null)
    if (rows.length === 0) continue
    const at = new Map(rows.map((row) => [row.uid, row.at]))
    const mark = (what: 'proved' | 'removed') => (uids: readonly number[]) =>
      markCollected(db, name, folder.name, validity, uids, what, Date.now())
    const cleaned = await cleanSource({
      ...{ source: source.box, target: target.box, folder, uidValidity: validity, signal },
      collected: rows.map((row) => ({ ...row, target: row.target as Claim['target'] })),
      due: ({ uid }) => (at.get(uid) ?? Number.POSITIVE_INFINITY) <= until,
      onProved: mark('proved'),
      onRemoved: mark('removed'),
    })
    removed += cleaned.removed
    said ??= cleaned.said
  }
  return { removed, said }
}

function endedBy({ ended, why = '' }: TransferOutcome): Failure | null {
  switch (ended) {
    case 'complete':
    case 'stopped':
      return null
    case 'full':
      return { kind: 'full', side: 'to', said: why }
    case 'budget':
      // The provider's day begins anew at midnight, as the journal counts it.
      return { kind: 'later', side: /upload/.test(why) ? 'to' : 'from', said: why, waitMs: DAY_MS - (Date.now() % DAY_MS) + 60_000 }
    default:
      return { kind: 'unreachable', side: null, said: why }
  }
}

const SIGN_IN = new Set(['side-refused', 'sign-in-unknown', 'sign-in-wanted', 'side-secret', 'no-secret'])
const LINE = new Set([
  'side-unreachable',
  'no-network',
  'domain-unknown',
  'no-endpoint',
  'connection-closed',
  'timed-out',
  'protocol-broken',
  'limit-exceeded',
])

function failureBy(error: unknown, side: 'from' | 'to', shut: ReadonlyMap<string, SideShut>): Failure {
  if (error instanceof BoxRefusal) return failureOf(error.refusal, side)
  if (!(error instanceof SesameError)) throw error
  const { code, args } = error
  const said = String(args.said ?? args.why ?? code)
  if (LINE.has(code)) return { kind: 'unreachable', side, said }
  if (!SIGN_IN.has(code)) return { kind: 'other', side, said: code }
  const judged = shut.get(`${side} ${args.label}`)?.diagnosis
  if (!judged) return { kind: 'sign-in', side, said }
  const { cause, title, steps, letter } = judged
  return { kind: 'sign-in', side, said, cause, title, steps, ...(letter !== null && { letter }) }
}
