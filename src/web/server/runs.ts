// The runs of this evening: a few at a time, the finished ones kept in memory, and few enough passwords a mailbox that no account is locked.

import { randomBytes } from 'node:crypto'
import { parseAddress } from '../../model/address.ts'
import type { DoctorResult } from '../../sesame.ts'
import { endEvents } from './events.ts'
import { Problem } from './problem.ts'
import { type ProofSecret, type Run, type RunRequest, startRun } from './run.ts'

/** At once; servers take more for an attack. */
const BUSY = 3
/** In a minute. */
const STARTS = 60
/** Finished ones that stay. */
const KEPT = 60
/** Runs with a password for one real mailbox, and the time in which they count. Each makes two sign-ins at most. */
const SECRETS = 5
const SECRETS_MS = 15 * 60_000

export interface Runs {
  /** Throws a Problem when it is too much. */
  start(request: Omit<RunRequest, 'id'>): Run
  get(id: string): Run | undefined
  /** False when it cannot be proved now; throws a Problem when it is too much. */
  prove(run: Run, secret: ProofSecret): boolean
  forget(id: string): void
  forgetAll(): void
  /** Ends what is on its way; resolves to how many that were, when all is quiet. */
  close(): Promise<number>
}

export function keepRuns(judged: (result: DoctorResult, proved: boolean) => void, now: () => number = Date.now): Runs {
  const runs = new Map<string, Run>()
  let starts: number[] = []
  let secrets: { readonly mailbox: string; readonly at: number }[] = []
  const busy = () => [...runs.values()].filter((run) => run.busy)

  const mayWork = () => {
    starts = starts.filter((at) => at > now() - 60_000)
    if (busy().length >= BUSY || starts.length >= STARTS) throw new Problem(429, 'too-many-runs')
    starts.push(now())
  }
  const mayTry = (address: string) => {
    secrets = secrets.filter(({ at }) => at > now() - SECRETS_MS)
    const mailbox = mailboxOf(address)
    if (secrets.filter((one) => one.mailbox === mailbox).length >= SECRETS) throw new Problem(429, 'too-many-attempts')
    secrets.push({ mailbox, at: now() })
  }

  const drop = (run: Run) => {
    run.stop()
    endEvents(run)
    runs.delete(run.id)
  }

  return {
    start(request) {
      mayWork()
      if (request.secret !== undefined && !request.lab) mayTry(request.address)
      const id = `case-${randomBytes(6).toString('hex')}`
      // Deleted meanwhile, it stays deleted.
      const run = startRun({ ...request, id }, (result, proved) => runs.has(id) && judged(result, proved))
      runs.set(id, run)
      const idle = [...runs.values()].filter((one) => !one.busy)
      for (const old of idle.slice(0, Math.max(0, runs.size - KEPT))) drop(old)
      return run
    },
    get: (id) => runs.get(id),
    prove(run, secret) {
      if (run.busy || run.result === null) return false
      mayWork()
      if (!run.lab) mayTry(run.address)
      return run.prove(secret)
    },
    forget(id) {
      const run = runs.get(id)
      if (run !== undefined) drop(run)
    },
    forgetAll() {
      for (const run of runs.values()) drop(run)
    },
    async close() {
      const ending = busy()
      for (const run of ending) run.stop()
      await Promise.all(ending.map((run) => run.settled()))
      return ending.length
    },
  }
}

function mailboxOf(address: string): string {
  const parsed = parseAddress(address)
  return parsed === null ? address.toLowerCase() : `${parsed.local.toLowerCase()}@${parsed.asciiDomain}`
}
