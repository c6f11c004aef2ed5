// What ends a transfer before its end, and whose fault a failure is: the line's, which is mended, or nobody's that we could ask again.

import { SesameError } from '../../model/errors.ts'
import type { TransferOutcome } from '../journey.ts'
import { BoxRefusal, type Refusal } from '../shapes.ts'

/** Stops all workers; everything that was done stays done. */
export class Ended extends Error {
  readonly ended: Exclude<TransferOutcome['ended'], 'complete'>
  constructor(ended: Exclude<TransferOutcome['ended'], 'complete'>, why: string) {
    super(why)
    this.name = 'Ended'
    this.ended = ended
  }
}

/** Something went wrong on one side that a new connection, and perhaps a wait, may mend. */
export class Broken extends Error {
  readonly side: 'source' | 'target'
  readonly refusal: Refusal
  constructor(side: 'source' | 'target', refusal: Refusal) {
    super(refusal.said)
    this.name = 'Broken'
    this.side = side
    this.refusal = refusal
  }
}

/** The target's folder is not the one that it was. */
export class Recreated extends Error {}

const LINE = new Set(['connection-closed', 'timed-out', 'no-network', 'protocol-broken', 'no-endpoint', 'domain-unknown', 'limit-exceeded'])

/** A failure as Broken when it is one of line or moment; everything else as it is. */
export function brokenBy(error: unknown, side: 'source' | 'target'): unknown {
  if (error instanceof BoxRefusal) {
    const { meaning } = error.refusal
    return meaning === 'connection' || meaning === 'moment' ? new Broken(side, error.refusal) : error
  }
  if (error instanceof SesameError) return LINE.has(error.code) ? new Broken(side, { meaning: 'connection', said: error.code }) : error
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ''
  return /^E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_)/.test(code) ? new Broken(side, { meaning: 'connection', said: code }) : error
}
