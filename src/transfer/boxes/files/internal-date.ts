// INTERNALDATE as IMAP writes it (RFC 9051 §9, date-time), to and from milliseconds; its zone is kept by keeping its text.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const SHAPE = /^ ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/

/** Milliseconds since 1970, or undefined for what is no such date. */
export function instantOf(date: string): number | undefined {
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes] = SHAPE.exec(date) ?? []
  if (day === undefined) return undefined
  const at = MONTHS.indexOf(`${month?.[0]?.toUpperCase()}${month?.slice(1).toLowerCase()}`)
  if (at < 0) return undefined
  const local = new Date(0)
  local.setUTCFullYear(Number(year), at, Number(day))
  local.setUTCHours(Number(hour), Number(minute), Number(second))
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1)
  return local.getTime() - zone * 60_000
}

/** `zone` in minutes east of Greenwich. */
export function internalDate(ms: number, zone = 0): string {
  const at = new Date(ms + zone * 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(zone)
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
  const day = String(at.getUTCDate()).padStart(2, ' ')
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${day}-${MONTHS[at.getUTCMonth()]}-${String(at.getUTCFullYear()).padStart(4, '0')} ${time} ${offset}`
}

/** `1996-07-17 0244`: the wall clock of the date's own zone, as it sorts. */
export function sortableDate(date: string): string | undefined {
  const [, day, month, year, hour, minute] = SHAPE.exec(date) ?? []
  const at = MONTHS.indexOf(month ?? '')
  if (day === undefined || at < 0) return undefined
  return `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')} ${hour}${minute}`
}
