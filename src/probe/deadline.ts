// The time that a part of a probe may take, as a signal for everything under it; a later part gets a new lease on the same signal.

export interface Deadline {
  readonly signal: AbortSignal
  /** True when time ran out, as opposed to somebody's Ctrl-C. */
  readonly passed: () => boolean
  /** Milliseconds left, a little less: what is given them ends by itself and says why, before the signal cuts it off. */
  readonly left: () => number
  /** Stops counting: somebody else's turn. */
  pause(): void
  /** Counts from now again. */
  renew(ms: number): void
  /** Ends what is under way. */
  end(): void
  /** Must be called, or the timer keeps the process alive. What was opened under the signal then lives on its own. */
  clear(): void
}

const MARGIN_MS = 30

export function startDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  let late = false
  let end = 0
  let timer: NodeJS.Timeout | undefined
  const renew = (next: number) => {
    clearTimeout(timer)
    end = performance.now() + next
    timer = setTimeout(() => {
      late = true
      controller.abort()
    }, next)
  }
  const interrupt = () => controller.abort()
  if (outer?.aborted) interrupt()
  outer?.addEventListener('abort', interrupt, { once: true })
  renew(ms)
  return {
    signal: controller.signal,
    passed: () => late,
    left: () => Math.max(1, end - performance.now() - MARGIN_MS),
    pause: () => clearTimeout(timer),
    renew,
    end: interrupt,
    clear: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', interrupt)
    },
  }
}
