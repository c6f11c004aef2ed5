// How fast a device may send: a count over the last minute, in memory, because a restart forgives nobody for long.

import type { Device } from './shapes.ts'

const MINUTE_MS = 60_000

/** Says of each message whether it may go now, and counts it when it may. */
export function pacer(now: () => number = Date.now): (device: Device) => boolean {
  const sent = new Map<string, number[]>()
  return ({ id, perMinute }) => {
    if (perMinute === null) return true
    const lately = (sent.get(id) ?? []).filter((at) => now() - at < MINUTE_MS)
    const may = lately.length < perMinute
    if (may) lately.push(now())
    sent.set(id, lately)
    return may
  }
}
