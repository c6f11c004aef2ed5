// Runs every mechanism under one deadline. What is settled early ends the rest, and what did not answer says so.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { FindingWhy } from '../model/identity.ts'
import type { Network } from '../net/network.ts'
import { openAsking } from './asking.ts'
import { decide } from './decide.ts'
import { heardTime } from './heard-time.ts'
import type { Clue, MechanismRun, Said } from './mechanism.ts'
import { MECHANISMS } from './mechanisms/index.ts'

export interface LookOptions {
  readonly deadlineMs?: number
  readonly signal?: AbortSignal
  readonly onClue?: (clue: Clue) => void
}

export const DEADLINE_MS = 3000
/** Once the provider is certain, the other DNS answers are still worth this much waiting: they choose between its servers. */
const GRACE_MS = 250

/** Must never throw for what the network does; returns the clues in the mechanisms' order. */
export async function look(network: Network, knowledge: Knowledge, address: Address, options: LookOptions = {}): Promise<readonly Clue[]> {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS
  const over = new AbortController()
  const enough = new AbortController()
  const time = heardTime(deadlineMs, () => over.abort())
  const stop = (): void => over.abort()
  options.signal?.addEventListener('abort', stop, { once: true })
  if (options.signal?.aborted) stop()
  const clues: Clue[] = []
  const add = (clue: Clue): void => {
    clues.push(clue)
    options.onClue?.(clue)
  }
  const every = AbortSignal.any([over.signal, enough.signal])
  const asking = openAsking(network, knowledge, address, time.most, every)
  const run = (mechanism: MechanismRun, signal: AbortSignal): Promise<void> =>
    runOne(mechanism, { ...asking, signal }, () => (over.signal.aborted ? 'deadline' : 'not-needed'), add)
  try {
    // The catalogue answers at once, so that a known domain's web servers are not troubled for nothing.
    const [first, surest, ...rest] = [...MECHANISMS].sort((a, b) => order(a) - order(b)) as [MechanismRun, MechanismRun, ...MechanismRun[]]
    await run(first, over.signal)
    const listed = clues.some((clue) => clue.status === 'found')
    const exchanger = run(surest, over.signal)
    const named = rest.filter((m) => m.reach !== 'web').map((m) => run(m, every))
    const settled = exchanger.then(async () => {
      if (!isSettled(knowledge, clues)) return
      await within(Promise.all(named), GRACE_MS, over.signal)
      enough.abort()
    })
    const web = rest
      .filter((m) => m.reach === 'web')
      .map(async (m) => {
        if (listed) await exchanger
        if (listed && !over.signal.aborted && isSettled(knowledge, clues)) add(skipped(m, address, 'not-needed'))
        else await run(m, every)
      })
    await Promise.all([exchanger, settled, ...named, ...web])
  } finally {
    time.end()
    options.signal?.removeEventListener('abort', stop)
    // Whatever still hangs is told to end; its late words are not heard.
    over.abort()
  }
  return inOrder(clues)
}

/** A finding that says why a mechanism was left out. */
export function skipped(mechanism: MechanismRun, address: Address, why: FindingWhy): Clue {
  return { mechanism: mechanism.mechanism, status: 'skipped', source: mechanism.source(address), trust: 'hint', ms: 0, why }
}

export function inOrder(clues: readonly Clue[]): readonly Clue[] {
  const place = new Map(MECHANISMS.map((m, i) => [m.mechanism, i]))
  return clues
    .map((clue, at) => ({ clue, at }))
    .sort((a, b) => (place.get(a.clue.mechanism) ?? 0) - (place.get(b.clue.mechanism) ?? 0) || a.at - b.at)
    .map(({ clue }) => clue)
}

/** Catalogue, then MX, then the rest as listed. */
function order(m: MechanismRun): number {
  return m.mechanism === 'catalogue' ? 0 : m.mechanism === 'mx' ? 1 : 2
}

/** True when nothing that a web server could say would change the answer. */
function isSettled(knowledge: Knowledge, clues: readonly Clue[]): boolean {
  const { provider, confidence } = decide(knowledge, clues)
  return (
    provider !== null &&
    confidence === 'certain' &&
    provider.kind !== 'panel' &&
    provider.servers.every((server) => !server.host.includes('%'))
  )
}

async function runOne(
  m: MechanismRun,
  asking: Parameters<MechanismRun['run']>[0],
  ended: () => FindingWhy,
  add: (clue: Clue) => void,
): Promise<void> {
  const start = performance.now()
  const { signal, address } = asking
  const { mechanism } = m
  let open = true
  let last = 0
  let heard = 0
  const ms = (): number => Math.round(performance.now() - start)
  const say = (said: Said): void => {
    if (!open) return
    heard += 1
    last = ms()
    add({ mechanism, ms: last, ...said })
  }
  const finished = m.run(asking, say).then(
    () => true,
    (error: unknown) => {
      say({
        source: m.source(address),
        trust: 'hint',
        status: 'failed',
        why: 'invalid',
        detail: error instanceof Error ? error.message.slice(0, 120) : 'error',
      })
      return true
    },
  )
  const done = await Promise.race([finished, aborted(signal)])
  open = false
  if (done && heard === 0) add({ mechanism, ms: ms(), source: m.source(address), trust: 'hint', status: 'nothing' })
  if (!done) add({ mechanism, ms: ms(), source: m.source(address), trust: 'hint', ...endedBy(ended()) })
}

function endedBy(why: FindingWhy): { status: 'failed' | 'skipped'; why: FindingWhy } {
  return { status: why === 'deadline' ? 'failed' : 'skipped', why }
}

function aborted(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(false)
    else signal.addEventListener('abort', () => resolve(false), { once: true })
  })
}

/** Waits for the work, at most so long. */
async function within(work: Promise<unknown>, ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([work, aborted(signal), new Promise((resolve) => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}
