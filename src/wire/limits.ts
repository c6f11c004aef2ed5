// How much a server may say and how long it may take. A server that goes beyond is cut off with SesameError `limit-exceeded` or `timed-out`.

export interface WireLimits {
  /** One line, its CRLF included. */
  readonly lineBytes: number
  /** One literal or one multi-line answer kept in memory. */
  readonly literalBytes: number
  /** All lines of one answer together. */
  readonly replyBytes: number
  readonly replyLines: number
  /** From asking to the end of one line or literal, however slowly it drips. */
  readonly readMs: number
  /** The whole connection. */
  readonly sessionMs: number
}

export const DEFAULT_LIMITS: WireLimits = {
  lineBytes: 65_536,
  literalBytes: 8_388_608,
  replyBytes: 4_194_304,
  replyLines: 50_000,
  readMs: 15_000,
  sessionMs: 120_000,
}
