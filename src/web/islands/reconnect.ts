// What the page makes of its line to the server: when to try again, and when to tell the person that the server has stopped or is back. Pure.

export interface Line {
  readonly state: 'live' | 'trying' | 'stopped' | 'ended'
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

export const FIRST: Line = { state: 'trying', failed: 0 }

const DELAYS = [300, 700, 1500, 3000, 5000] as const
/** A line that held this long was a good one: what breaks it is new. */
const STEADY_MS = 5000

export function turn(line: Line, happening: Happening): Turn {
  if (line.state === 'ended') return { line, say: null, retryIn: null }
  switch (happening.kind) {
    case 'opened':
      return { line: { state: 'live', failed: line.failed }, say: line.state === 'stopped' ? 'back' : null, retryIn: null }
    case 'dropped': {
      const failed = happening.afterMs >= STEADY_MS ? 0 : line.failed
      // Servers drop lines that are idle, machines sleep: it is no news until the next attempt fails too.
      return { line: { state: 'trying', failed: failed + 1 }, say: null, retryIn: delay(failed) }
    }
    case 'failed':
      return {
        line: { state: 'stopped', failed: line.failed + 1 },
        say: line.state === 'stopped' ? null : 'stopped',
        retryIn: delay(line.failed),
      }
    case 'gone':
    case 'refused':
      return { line: { state: 'ended', failed: line.failed }, say: happening.kind, retryIn: null }
  }
}

function delay(failed: number): number {
  return DELAYS[Math.min(failed, DELAYS.length - 1)]!
}
