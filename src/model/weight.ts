// The words of weight and the log-odds that each stands for.

/**
 * `certain` settles it unless something rules it out; `strong` makes it the favourite; `some` moves the ranking; `weak` breaks ties.
 * Against: `weak-against`, `against`, and `rules-out`, after which the cause is practically impossible.
 */
export const WEIGHTS = {
  certain: 6,
  strong: 3,
  some: 1.5,
  weak: 0.6,
  'weak-against': -0.6,
  against: -2,
  'rules-out': -9,
} as const

export type Weight = keyof typeof WEIGHTS

/** How common a cause is before anything is known. */
export const PRIORS = { common: 0, usual: -0.7, uncommon: -1.5, rare: -2.5, exotic: -3.5 } as const
export type Prior = keyof typeof PRIORS
