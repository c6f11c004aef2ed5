// Whether COMPRESS=DEFLATE would make a transfer faster: only where a narrow line is what everything waits for. Pure.

/** What was seen of one side, on all lanes together. */
export interface LineSeen {
  readonly bytes: number
  /** In which they passed: without waits by order or for answers, and of a source only from the first to the last byte of large messages. */
  readonly ms: number
  /** Of it, spent waiting for this side's line. */
  readonly waitedMs: number
  /** Pairs of connections that share the line. */
  readonly lanes: number
  /** Of one processor, used by us meanwhile: 0 to 1. */
  readonly cpu: number
}

/** So long it must have been like that. */
const MS = 2_000
const BYTES = 262_144
/** Bytes a second in all. Above it deflating costs both sides more than it saves. */
const NARROW = 2_000_000
const MOSTLY = 0.6
const BUSY = 0.7

export function compressPays({ bytes, ms, waitedMs, lanes, cpu }: LineSeen): boolean {
  if (ms < MS || bytes < BYTES || waitedMs < ms * MOSTLY || cpu > BUSY) return false
  return ((bytes * 1000) / ms) * Math.max(1, lanes) < NARROW
}
