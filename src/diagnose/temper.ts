// From log-odds to how sure one may be: calibrated on cases whose cause is known.

/** Pieces of evidence overlap: beyond these log-odds each further one counts half, so that nobody is told 100 % where 93 % is true. */
const PLENTY = 3
const SHARPNESS = 1.2

/** Never changes the order of the causes. */
export function tempered(logit: number): number {
  return SHARPNESS * (logit > PLENTY ? PLENTY + (logit - PLENTY) / 2 : logit)
}

/** The log-odds that are tempered to this. */
export function untempered(calm: number): number {
  const logit = calm / SHARPNESS
  return logit > PLENTY ? PLENTY + (logit - PLENTY) * 2 : logit
}
