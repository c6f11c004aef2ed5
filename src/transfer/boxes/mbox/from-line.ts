// The line that begins a message in an mbox: `From `, a sender, and when it came (RFC 4155, Appendix A).

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Always in UTC, as RFC 4155 asks; the manifest has the zone. */
export function fromLine(ms: number): string {
  const at = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)}`
  return `From MAILER-DAEMON ${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${String(at.getUTCFullYear()).padStart(4, '0')}\n`
}

const DATE = /([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:[A-Z]{2,5}\s+)?(?:([+-]\d{4})\s+)?(\d{4})(?:\s+([+-]\d{4}))?/

/** Text that begins with `From ` is a sentence, unless it ends as such a line does. */
export function isFromLine(line: string): boolean {
  return line.startsWith('From ') && (DATE.test(line) || /^From - ?\r?\n?$/.test(line))
}

/** Milliseconds since 1970. Programs that write no zone mean UTC, or do not say. */
export function fromLineTime(line: string): number | undefined {
  const [, month, day, hour, minute, second = '00', before, year, after] = DATE.exec(line) ?? []
  const at = MONTHS.indexOf(month ?? '')
  if (at < 0) return undefined
  const zone = before ?? after ?? '+0000'
  const offset = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * (zone.startsWith('-') ? -1 : 1)
  return Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute), Number(second)) - offset * 60_000
}
