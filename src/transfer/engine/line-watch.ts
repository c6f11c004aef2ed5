// Looks at how fast bytes come and go, and says once of a side that its line is what everything waits for.

import { compressPays } from './compress-pays.ts'

export type LineSide = 'source' | 'target'

export interface LineWatch {
  /** Sides whose lines are to be opened compressed from now on. */
  readonly narrow: ReadonlySet<LineSide>
  /** Nobody knows yet: lanes should come to a border soon. */
  readonly undecided: boolean
  /** Of one lane, while it flies. */
  clock(): BodyClock
}

export interface BodyClock {
  begin(size: number): void
  data(bytes: number): void
  /** Now a wait begins; what is given back ends it. `line`: the target took no more; else it was by order, and tells nothing of a line. */
  waits(line: boolean): () => void
  end(): void
  over(): void
}

export interface LineWatchRequest {
  /** COMPRESS is offered there. */
  readonly offers: (side: LineSide) => boolean
  readonly onNarrow: (side: LineSide) => void
  /** Milliseconds. */
  readonly now?: () => number
  /** Milliseconds of processor time that we used so far. */
  readonly cpu?: () => number
}

/** Smaller ones come in one piece or two, whatever the line is. */
const LARGE = 65_536
/** A line that takes two megabytes a second makes one wait longer than this for what lies before it. */
const FILLED_MS = 40
/** Enough to judge; then it is looked anew, since a line may become another. */
const WINDOW_MS = 10_000
const WINDOW_BYTES = 32 * 1_048_576
/** After so much, of whatever size, nobody waits for a judgement. */
const DECIDED_BYTES = 16 * 1_048_576

interface Seen {
  bytes: number
  ms: number
  waitedMs: number
}

export function lineWatch({ offers, onNarrow, now = () => performance.now(), cpu = ourCpu }: LineWatchRequest): LineWatch {
  const narrow = new Set<LineSide>()
  let lanes = 0
  let passed = 0
  const nothing = (): Seen => ({ bytes: 0, ms: 0, waitedMs: 0 })
  const fresh = () => ({ at: now(), cpu: cpu(), lanes, source: nothing(), target: nothing() })
  let seen = fresh()

  const judge = () => {
    const used = (cpu() - seen.cpu) / Math.max(1, now() - seen.at)
    for (const side of ['source', 'target'] as const) {
      if (narrow.has(side) || !compressPays({ ...seen[side], lanes: seen.lanes, cpu: used }) || !offers(side)) continue
      narrow.add(side)
      seen = fresh()
      onNarrow(side)
      return
    }
    if ([seen.source, seen.target].some(({ ms, bytes }) => ms >= WINDOW_MS || bytes >= WINDOW_BYTES)) seen = fresh()
  }

  return {
    narrow,
    get undecided() {
      return passed < DECIDED_BYTES && narrow.size === 0
    },
    clock() {
      lanes++
      seen.lanes = Math.max(seen.lanes, lanes)
      // What the buffers of the system swallow at first tells nothing of the target's line: it counts from the first real wait for it.
      let filled = false
      /** Of a large message, from its first bytes on: between messages it is the source that thinks. */
      let body: Seen | undefined
      let large = false
      let last = now()
      /** What passed since the last look, and who was waited for. */
      const look = (waited: LineSide | null) => {
        const ms = now() - last
        last += ms
        if (waited === null) return
        for (const one of [body, filled ? seen.target : undefined]) {
          if (one === undefined) continue
          one.ms += ms
          if ((waited === 'source') === (one === body)) one.waitedMs += ms
        }
      }
      return {
        begin(size) {
          passed += size
          large = size >= LARGE
          body = undefined
        },
        data(bytes) {
          look('source')
          if (filled) seen.target.bytes += bytes
          // What came first waited for the question to be heard.
          if (body !== undefined) body.bytes += bytes
          else if (large) body = nothing()
        },
        waits(line) {
          const since = now()
          look('source')
          return () => {
            look(line ? 'target' : null)
            filled ||= line && now() - since >= FILLED_MS
          }
        },
        end() {
          if (body !== undefined) for (const key of ['bytes', 'ms', 'waitedMs'] as const) seen.source[key] += body[key]
          body = undefined
          judge()
        },
        over() {
          lanes--
        },
      }
    },
  }
}

function ourCpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
