// What the page makes of its line to the server: when to try again, and when to tell the person that the server has stopped or is back. Pure.

export interface Line {
  /** `new`: never open so far. `locked`: the server answers, but not to this browser. */
  readonly state: 'new' | 'live' | 'trying' | 'stopped' | 'locked' | 'ended'
  /** Attempts that failed since the line was last steady. */
  readonly failed: number
}

/**
 * `opened`: the server answers. `dropped`: an open line broke, after so many milliseconds. `failed`: an attempt found nobody.
 * `gone`: the server answers but no longer knows this case. `refused`: it no longer knows this browser.
 */
export type Happening = { readonly kind: 'opened' | 'failed' | 'gone' | 'refused' } | { readonly kind: 'dropped'; readonly afterMs: number }

export interface Turn {
  readonly line: Line
  readonly say: 'stopped' | 'back' | 'gone' | 'refused' | null
  /** Milliseconds until the next attempt; null when there is none to make. */
  readonly retryIn: number | null
}

export const FIRST: Line = { state: 'new', failed: 0 }

const DELAYS = [300, 700, 1500, 3000, 5000] as const
/** A line that held this long was a good one: what breaks it is new. */
const STEADY_MS = 5000

export function turn(line: Line, happening: Happening): Turn {
  if (line.state === 'ended') return { line, say: null, retryIn: null }
  switch (happening.kind) {
    case 'opened': {
      const back = line.state === 'stopped' || line.state === 'locked'
      return { line: { state: 'live', failed: line.failed }, say: back ? 'back' : null, retryIn: null }
    }
    case 'dropped': {
      const failed = happening.afterMs >= STEADY_MS ? 0 : line.failed
      // Servers drop lines that are idle, machines sleep: it is no news until the next attempt fails too.
      return { line: { state: 'trying', failed: failed + 1 }, say: null, retryIn: delay(failed) }
    }
    case 'failed':
      return told(line, 'stopped', 'stopped')
    // Whoever opens the desk anew, in any window, opens it for this page too: worth trying on.
    case 'refused':
      return told(line, 'locked', 'refused')
    case 'gone':
      // A case of the history never had a line: nothing has happened to it.
      return { line: { state: 'ended', failed: line.failed }, say: line.state === 'new' ? null : 'gone', retryIn: null }
  }
}

/** Said when it begins, not at each attempt. */
function told(line: Line, state: 'stopped' | 'locked', say: 'stopped' | 'refused'): Turn {
  return { line: { state, failed: line.failed + 1 }, say: line.state === state ? null : say, retryIn: delay(line.failed) }
}

function delay(failed: number): number {
  return DELAYS[Math.min(failed, DELAYS.length - 1)]!
}
