// How far this machine's clock is from the rest of the world, from the Date header of web servers. States it only: whether it matters is judged against certificates and tokens.

import type { Fact } from '../model/fact.ts'
import type { Network } from '../net/network.ts'

export type Skew = 'none' | 'minutes' | 'hours' | 'days'

export interface ClockReading {
  /** Null when no server told the time. */
  readonly skew: Skew | null
  /** Own clock minus theirs, in seconds: positive when ours is fast. */
  readonly seconds: number | null
  /** The header it was read from. */
  readonly quote?: string
}

export interface ClockOptions {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Milliseconds since 1970, as this machine believes. */
  readonly now?: () => number
  readonly onFact?: (fact: Fact) => void
}

/** Asks each URL at once and takes the median, so that one wrong server says nothing. Touches `public` only. */
export async function clockSkew(network: Network, urls: readonly string[], options: ClockOptions = {}): Promise<ClockReading> {
  const now = options.now ?? Date.now
  const limits = { timeoutMs: options.timeoutMs ?? 4_000, ...(options.signal && { signal: options.signal }) }
  const readings = await Promise.all(
    urls.map(async (url) => {
      let before = now()
      let outcome = await network.fetch(url, { ...limits, method: 'HEAD', redirects: 0, limit: 4_096 })
      if (!outcome.ok && outcome.why === 'certificate') {
        // A clock that is far off makes every certificate invalid: then the time is asked in clear. It is evidence, nothing is set by it.
        before = now()
        outcome = await network.fetch(url.replace(/^https:/, 'http:'), { ...limits, method: 'HEAD', redirects: 0, limit: 4_096 })
      }
      const date = outcome.ok ? outcome.reply.headers.date : undefined
      const theirs = date === undefined ? Number.NaN : Date.parse(date)
      // RFC 9110 §6.6.1: the header tells the second at which the reply was made, somewhere between question and answer.
      return Number.isNaN(theirs) ? null : { seconds: Math.round(((before + now()) / 2 - theirs) / 1000), quote: `Date: ${date}` }
    }),
  )
  const told = readings.filter((reading) => reading !== null).sort((a, b) => a.seconds - b.seconds)
  const middle = told[Math.floor((told.length - 1) / 2)]
  if (middle === undefined) return { skew: null, seconds: null }
  const skew = skewWord(middle.seconds)
  options.onFact?.({ name: 'clock.skew', value: skew, origin: 'probe', quote: middle.quote })
  return { skew, seconds: middle.seconds, quote: middle.quote }
}

/** A minute and a half is what headers, caches and slow lines explain. */
export function skewWord(seconds: number): Skew {
  const off = Math.abs(seconds)
  if (off < 90) return 'none'
  if (off < 3_600) return 'minutes'
  return off < 86_400 ? 'hours' : 'days'
}
