// A deadline for what others answer. It counts the time in which this process could hear them: an answer that lies there while the machine computes is not late.

/** Of one look around: what came meanwhile is heard before the next one counts. */
const TURN_MS = 50
/** However busy the machine is, nobody waits longer than so many times what was asked for. */
const MOST = 4

export interface HeardTime {
  /** Milliseconds until the latest end there can be, at least one: a bound for what also hears of `over`, which must not give up by itself before. */
  most(): number
  end(): void
}

/** Calls `over` once the time is up, unless it was ended before. */
export function heardTime(ms: number, over: () => void): HeardTime {
  const last = performance.now() + ms * MOST
  let left = ms
  let timer: NodeJS.Timeout | undefined
  const turn = (): void => {
    const length = Math.min(TURN_MS, left)
    timer = setTimeout(() => {
      left -= length
      if (left > 0 && performance.now() < last) turn()
      else over()
    }, length)
  }
  turn()
  return {
    most: () => Math.max(1, Math.ceil(last - performance.now())),
    end: () => clearTimeout(timer),
  }
}
