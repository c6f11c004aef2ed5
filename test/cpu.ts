// The time that this process itself computed: on a busy machine the clock on the wall tells of others.

/** Starts now; what it returns tells the milliseconds since, of all threads together. */
export function cpuClock(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
}
