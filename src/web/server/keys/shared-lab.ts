// One lab for the whole evening: what its sign-in servers gave to one run must be known to the mail servers of the next.

import { startLab } from '../../../sesame.ts'

export type Lab = Awaited<ReturnType<typeof startLab>>

export interface SharedLab {
  /** Started when it is first asked for. */
  running(): Promise<Lab>
  close(): Promise<void>
}

export function shareLab(): SharedLab {
  let started: Promise<Lab> | null = null
  return {
    running() {
      started ??= startLab()
      return started
    },
    async close() {
      await (await started)?.stop()
    },
  }
}
