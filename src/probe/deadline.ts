// The time that a part of a probe may take, as a signal for everything under it; a later part gets a new lease on the same signal.

export interface Deadline {
  readonly signal: AbortSignal
  /** True when time ran out, as opposed to somebody's Ctrl-C. */
  readonly passed: () => boolean
  /** Stops counting: somebody else's turn. */
  pause(): void
  /** Counts from now again. */
  renew(ms: number): void
  /** Ends what is under way. */
  end(): void
  /** Must be called, or the timer keeps the process alive. What was opened under the signal then lives on its own. */
  clear(): void
}

export function startDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  let late = false
  let timer: NodeJS.Timeout | undefined
  const renew = (next: number) => {
    clearTimeout(timer)
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
    pause: () => clearTimeout(timer),
    renew,
    end: interrupt,
    clear: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', interrupt)
    },
  }
}
