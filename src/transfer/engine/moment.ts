// Moments as IMAP writes them, in seconds since 1970; and pauses that grow.

const DATE = /^ ?(\d{1,2})-([A-Z][a-z]{2})-(\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** Null for what is no INTERNALDATE (RFC 9051 §9, date-time). */
export function secondsOf(date: string | null): number | null {
  const match = date === null ? null : DATE.exec(date)
  if (!match) return null
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes] = match
  const place = MONTHS.indexOf(month!)
  if (place === -1) return null
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60 * (sign === '+' ? 1 : -1)
  return Date.UTC(Number(year), place / 3, Number(day), Number(hour), Number(minute), Number(second)) / 1000 - zone
}

const FIRST_MS = 1_000
const LONGEST_MS = 300_000

/** The n-th pause in a row, from a second to five minutes; chance keeps many from coming back at once. */
export function growingPause(n: number, first = FIRST_MS): number {
  return Math.min(LONGEST_MS, first * 2 ** Math.min(n, 20)) * (0.75 + Math.random() / 2)
}
