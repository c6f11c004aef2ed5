// Many may send into a folder at once; who finds out what is in it must be alone, or it would take for its own what another is just sending.

export interface Gate {
  /** Waits while somebody is alone or wants to be. */
  enter(): Promise<void>
  leave(): void
  /** Somebody waits to be alone: leave soon, and enter again. */
  readonly wanted: boolean
  /** Runs while nobody is in. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

export function gate(): Gate {
  let inside = 0
  let waiting = 0
  let busy = false
  let wake: (() => void)[] = []
  const changed = () => {
    const all = wake
    wake = []
    for (const one of all) one()
  }
  const until = async (free: () => boolean) => {
    while (!free()) await new Promise<void>((resolve) => wake.push(resolve))
  }
  return {
    async enter() {
      await until(() => !busy && waiting === 0)
      inside++
    },
    leave() {
      inside--
      changed()
    },
    get wanted() {
      return waiting > 0
    },
    async alone(work) {
      waiting++
      await until(() => !busy && inside === 0)
      busy = true
      waiting--
      try {
        return await work()
      } finally {
        busy = false
        changed()
      }
    },
  }
}
