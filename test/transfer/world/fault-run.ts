// One fault, then the run again without any, then the count: what is lost, doubled or changed afterwards.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wayTo } from './box.ts'
import { type Copying, copyHere, copyThere } from './copying.ts'
import { type Cut, type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { type Chance, chance } from './random.ts'
import type { Account } from './server.ts'
import { compareSeen, type Seen, told, type Witness } from './witness.ts'

export interface FaultBenchRequest {
  readonly source: Account
  /** A new empty target for each fault. */
  readonly target: () => Account
  /** Where the target is reached: a front, or its server itself. */
  readonly targetPort: number
  readonly witness: Witness
  /** The target's name of a source's folder. */
  readonly map: (name: string) => string
}

export interface FaultResult {
  /** What was done, in words that tell how to do it again. */
  readonly what: string
  /** Empty when nothing was lost, doubled or changed. */
  readonly wrong: string
}

export interface FaultBench {
  /** Cuts one connection at a byte, or kills the process; all drawn from the seed. `patient`: what finds only closed doors gives up by itself, which takes seconds. */
  cut(seed: number, patient?: boolean): Promise<FaultResult>
  kill(seed: number): Promise<FaultResult>
  /** How many cuts and kills really fell into a run. */
  readonly struck: { cuts: number; kills: number }
  close(): Promise<void>
}

const HOWS: readonly Cut['how'][] = ['rst', 'fin', 'rst', 'fin', 'rst', 'fin', 'stall']
const SIDES = ['source', 'target'] as const
/** Of connections: enough for folders beside each other, few enough for many runs. */
const PAIRS = 2
/** A run that only meets closed doors is stopped after so long, or gives up by itself. */
const STOP_MS = 300
const PATIENCE_MS = 1_500
const TRIES = 4

export async function startFaultBench(request: FaultBenchRequest): Promise<FaultBench> {
  const { source, witness } = request
  const folder = mkdtempSync(join(tmpdir(), 'sesame-faults-'))
  const proxies = { source: await startFaultProxy(source.server.imaps), target: await startFaultProxy(request.targetPort) }
  const seen = await witness.see(source)
  const struck = { cuts: 0, kills: 0 }
  let runs = 0

  const copyingTo = (target: Account): Copying => ({
    source: wayTo(source, proxies.source.port),
    target: wayTo(target, proxies.target.port),
    journal: join(folder, `${++runs}.sqlite`),
    aside: join(folder, `${runs}-aside`),
    options: { patienceMs: PATIENCE_MS, connections: PAIRS },
  })

  // Where a fault can fall: what a run without one hands on, and over how many connections.
  const before = SIDES.map((side) => ({ ...proxies[side].seen, lines: proxies[side].seen.lines.length }))
  const first = request.target()
  const wrong = await finished(copyingTo(first), first)
  if (wrong !== '') throw new Error(`without any fault: ${wrong}`)
  const measured = { source: linesSince(0), target: linesSince(1) }

  function linesSince(at: number) {
    return proxies[SIDES[at]!].seen.lines.slice(before[at]!.lines)
  }

  /** Again, without faults, until it says that it is complete; then the witness speaks. */
  async function finished(copying: Copying, target: Account): Promise<string> {
    for (const side of SIDES) proxies[side].script = () => undefined
    let why = ''
    for (let i = 0; i < TRIES; i++) {
      try {
        const { ended, why: reason } = await copyHere(copying)
        why = `${ended} ${reason ?? ''}`
        if (ended === 'complete') return compared(await witness.see(target))
      } catch (error) {
        why = String(error)
      }
    }
    return `not complete after ${TRIES} runs: ${why}`
  }

  function compared(there: Seen): string {
    return told(compareSeen(seen, there, { map: request.map }))
  }

  return {
    struck,
    async cut(seed, patient = false) {
      const dice = chance(seed)
      const side = dice.of(SIDES)
      const lines = measured[side]
      const line = pick(dice, lines)
      const direction = dice.of(['up', 'down'] as const)
      const cut: Cut = { side: direction, after: dice.below(lines[line]![direction] + 1), how: dice.of(HOWS) }
      // Half of the time the network stays away until the next run, which a person begins; or the run gives up itself.
      const gone = dice.is(0.5)
      const stopped = !patient || cut.how === 'stall'
      const what = `cut ${seed}: ${side} ${line} ${direction} ${cut.after} ${cut.how}${gone ? `, gone${stopped ? ', stopped' : ''}` : ''}`
      const stop = new AbortController()
      const proxy: FaultProxy = proxies[side]
      const from = proxy.seen.connections
      const cutsBefore = proxy.seen.cuts
      proxy.script = (connection) => {
        if (connection - from === line) return { cut }
        return gone && proxy.seen.cuts > cutsBefore ? { cut: { side: 'down', after: 0, how: 'rst' } } : undefined
      }
      proxy.onCut = () => {
        // A line that only falls silent is waited for long: a person would stop it.
        if ((gone && stopped) || cut.how === 'stall') setTimeout(() => stop.abort(), STOP_MS)
      }
      const target = request.target()
      const copying = copyingTo(target)
      await copyHere(copying, { signal: stop.signal }).catch(() => {})
      proxy.onCut = undefined
      if (proxy.seen.cuts > cutsBefore) struck.cuts++
      proxy.cutAll()
      return { what, wrong: await finished(copying, target) }
    },
    async kill(seed) {
      const dice = chance(seed)
      const side = dice.of(SIDES)
      const total = measured[side].reduce((sum, { up, down }) => sum + up + down, 0)
      const after = dice.below(total)
      const target = request.target()
      const copying = copyingTo(target)
      const proxy = proxies[side]
      const start = proxy.seen.up + proxy.seen.down
      for (const one of SIDES) proxies[one].script = () => undefined
      const { child, outcome } = copyThere(copying)
      proxy.watch = () => {
        if (proxy.seen.up + proxy.seen.down - start >= after) child.kill('SIGKILL')
      }
      if ((await outcome) === undefined) struck.kills++
      proxy.watch = undefined
      return { what: `kill ${seed}: after ${after} bytes at the ${side}`, wrong: await finished(copying, target) }
    },
    async close() {
      await Promise.all(SIDES.map((side) => proxies[side].close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Connections that carry more are cut more often, but none never. */
function pick(dice: Chance, lines: readonly { up: number; down: number }[]): number {
  if (dice.is(0.3)) return dice.below(lines.length)
  let at = dice.below(lines.reduce((sum, { up, down }) => sum + up + down, 0))
  for (const [i, { up, down }] of lines.entries()) {
    if (at < up + down) return i
    at -= up + down
  }
  return 0
}
