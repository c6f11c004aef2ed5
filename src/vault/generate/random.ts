// Numbers below a bound, each as likely as the others, from a source of random bytes that a test may replace.

import { randomBytes } from 'node:crypto'

export type RandomBytes = (count: number) => Uint8Array

export const systemRandom: RandomBytes = (count) => randomBytes(count)

/** 0 to `bound` - 1. Draws that would favour small numbers are thrown away. */
export function below(bound: number, random: RandomBytes): number {
  const range = 2 ** 32
  const fair = range - (range % bound)
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    const drawn = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
    if (drawn < fair) return drawn % bound
  }
}
