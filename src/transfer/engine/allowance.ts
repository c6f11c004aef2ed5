// How fast and how much a day: the pace that a provider or a person set, and the bytes that a day has left, counted in the journal over all runs.

import { setTimeout as wait } from 'node:timers/promises'
import { bytesOfDay, countBytes } from '../../store/transfer/days.ts'
import type { Journal } from '../../store/transfer.ts'
import type { Limits } from '../journey.ts'
import { Ended } from './ended.ts'
import type { Progress } from './progress.ts'
import type { Sides, TransferOptions } from './request.ts'

export interface Allowance {
  /** Before so much goes over the lines; what is given back ends the claim, when it was counted. Throws Ended when the day is used up and nobody wants to wait. */
  day(bytes: number): Promise<() => void>
  count(down: number, up: number): void
  /** After a message: how long the next has to wait, undefined when it has not. */
  pace(bytes: number): Promise<void> | undefined
  /** A server had enough: half as fast from now on. */
  slower(): void
}

export interface AllowanceRequest {
  readonly journal: Journal
  readonly limits: Partial<Sides<Limits>>
  readonly options: TransferOptions
  readonly progress: Progress
  readonly signal: AbortSignal
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

const DAY_MS = 86_400_000

export function allowance({ journal, limits, options, progress, signal, now = Date.now }: AllowanceRequest): Allowance {
  let messages = Math.min(limits.source?.pace ?? Number.POSITIVE_INFINITY, limits.target?.pace ?? Number.POSITIVE_INFINITY)
  const bytesPerSecond = options.bytesPerSecond ?? Number.POSITIVE_INFINITY
  // The moment before which no other message may begin, for all workers together.
  let next = 0
  let recent: { from: number; messages: number } = { from: performance.now(), messages: 0 }
  /** On their way in some worker. */
  let claimed = 0
  const today = () => new Date(now()).toISOString().slice(0, 10)
  return {
    async day(bytes) {
      for (;;) {
        const { down, up } = bytesOfDay(journal, today())
        const used = { down: down + claimed, up: up + claimed }
        // Something always goes: a message larger than the day's volume would wait for ever.
        const full = (limit: number | undefined, so: number) => limit !== undefined && so > 0 && so + bytes > limit
        const side = full(limits.source?.downloadPerDay, used.down)
          ? 'source'
          : full(limits.target?.uploadPerDay, used.up)
            ? 'target'
            : undefined
        if (side === undefined) {
          claimed += bytes
          return () => {
            claimed -= bytes
          }
        }
        if (options.whenUsedUp === 'end') throw new Ended('budget', side === 'source' ? 'download-per-day' : 'upload-per-day')
        const ms = DAY_MS - (now() % DAY_MS) + 1_000
        progress.tell({ kind: 'waiting', side, ms, why: 'budget', said: '' })
        await wait(ms, undefined, { signal })
        progress.moved()
      }
    },
    count(down, up) {
      countBytes(journal, today(), down, up)
    },
    pace(bytes) {
      const at = performance.now()
      recent.messages++
      if (at - recent.from > 10_000) recent = { from: at, messages: 0 }
      if (messages === Number.POSITIVE_INFINITY && bytesPerSecond === Number.POSITIVE_INFINITY) return undefined
      next = Math.max(next, at) + Math.max(1000 / messages, (bytes * 1000) / bytesPerSecond)
      const ms = next - at
      // Timers are coarse: small debts are gathered.
      if (ms < 20) return undefined
      const pause = wait(ms, undefined, { signal }).then(() => progress.moved())
      // Of several that were asked for before anybody waits, only the last is waited for.
      pause.catch(() => {})
      return pause
    },
    slower() {
      const seen = (recent.messages * 1000) / Math.max(1000, performance.now() - recent.from)
      messages = Math.max(0.2, Math.min(messages, Math.max(seen, 1)) / 2)
    },
  }
}
