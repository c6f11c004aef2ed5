// Pause and go on: one object between a person and a transfer that runs.

export interface Control {
  pause(): void
  resume(): void
  readonly paused: boolean
  /** Undefined while nothing holds it up. */
  ready(): Promise<void> | undefined
}

export function transferControl(): Control {
  let held: Promise<void> | undefined
  let go: () => void = () => {}
  return {
    pause() {
      held ??= new Promise((resolve) => {
        go = resolve
      })
    },
    resume() {
      held = undefined
      go()
    },
    get paused() {
      return held !== undefined
    },
    ready: () => held,
  }
}
