// How many messages must be read to say how few can differ, and which: the same for the same seed, so that anybody can read them again.

import { createHash } from 'node:crypto'

/** Read and found the same, it leaves fewer than one in a hundred different, with 99 % certainty. */
export const SAMPLE = 460
export const CERTAINTY = 0.99

/**
 * The smallest D of which, were D of `of` different, a sample of `read` without replacement would have met one with 99 % certainty:
 * none met, fewer than D differ. 1 when all were read.
 */
export function fewerThan(read: number, of: number): number {
  if (read <= 0) return of + 1
  let missed = 1
  for (let d = 0; d < of; d++) {
    // Hypergeometric: the chance that the sample also misses the next one.
    missed *= Math.max(0, of - read - d) / (of - d)
    if (missed <= 1 - CERTAINTY) return d + 1
  }
  return of
}

/** Whether the `index`th of `of` is among the `wanted` ones; to be asked once for each, in order. */
export function sampler(seed: string, wanted: number, of: number): () => boolean {
  let left = of
  let need = Math.min(wanted, of)
  let index = 0
  return () => {
    // Each is taken with the share that is still needed: exactly `wanted` in the end, all subsets equally likely.
    const take = left > 0 && chanceAt(seed, index++) * left < need
    left--
    if (take) need--
    return take
  }
}

/** In [0, 1), from 48 bits. */
function chanceAt(seed: string, index: number): number {
  return createHash('sha256').update(`${seed}:${index}`).digest().readUIntBE(0, 6) / 2 ** 48
}
