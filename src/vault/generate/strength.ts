// What so many bits of choice are good for, in one of four words. The sentences are in text/.

export type Strength = 'online' | 'fair' | 'strong' | 'lasting'

/**
 * Guessing at a server is slow and seen; guessing at a file that was taken away is fast and unseen.
 * A million million tries a second go through 2^64 in about half a year, 2^80 in tens of thousands of years; a slow key derivation adds to that.
 */
export function strengthOf(bits: number): Strength {
  if (bits < 52) return 'online'
  if (bits < 64) return 'fair'
  return bits < 80 ? 'strong' : 'lasting'
}
