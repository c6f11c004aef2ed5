// Connections that nobody uses any more and that somebody will want in a moment: signing in costs several round trips, and both sides much work.

import type { ImapSession } from '../../../wire/imap.ts'

/** A signed-in connection, and what was done on it that lasts. */
export interface SpareLine {
  readonly session: ImapSession
  /** Whether QRESYNC is on; undefined: not asked yet. */
  readonly qresync?: boolean | undefined
  /** The folder that is open, by its name. */
  readonly selected?: string | undefined
}

export interface SpareLines {
  take(): Promise<{ readonly line: SpareLine; readonly kind: boolean }>
  /** It is of good use still, and nothing is on its way. `kind`: as it was taken. */
  leave(line: SpareLine, kind: boolean): void
  /** Says goodbye on those that are left, and on all that are left from now on. */
  close(): Promise<void>
}

interface Waiting {
  readonly line: SpareLine
  readonly kind: boolean
  readonly timer: NodeJS.Timeout
}

/** `kind`: what is wanted now, compressed or not; one of the other kind is not taken. */
export function spareLines({
  open,
  kind,
  keepMs,
}: {
  readonly open: () => Promise<ImapSession>
  readonly kind: () => boolean
  readonly keepMs: number
}): SpareLines {
  const waiting = new Set<Waiting>()
  let over = keepMs === 0
  const quit = (one: Waiting): Promise<void> => {
    clearTimeout(one.timer)
    waiting.delete(one)
    return one.line.session.quit()
  }
  return {
    async take() {
      const wanted = kind()
      for (const one of waiting) {
        if (one.kind !== wanted) {
          void quit(one)
          continue
        }
        clearTimeout(one.timer)
        waiting.delete(one)
        return { line: one.line, kind: wanted }
      }
      return { line: { session: await open() }, kind: wanted }
    },
    leave(line, kind) {
      if (over) {
        void line.session.quit()
        return
      }
      const one: Waiting = { line, kind, timer: setTimeout(() => void quit(one), keepMs).unref() }
      waiting.add(one)
    },
    async close() {
      over = true
      await Promise.all([...waiting].map(quit))
    },
  }
}
