// When a message arrived, for a box that does not say: the date that the last server wrote into the first Received field (RFC 5321 §4.4), else the sender's.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** RFC 5322 §3.3; zones by name are obsolete (§4.3), and only those that mean UTC are understood. */
const DATE = /(?:^|[\s,;])(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|GMT|UTC?|Z)?/

/** As IMAP writes an INTERNALDATE: `17-Jul-1996 02:44:25 -0700`. `head`: the first bytes of the message. Null where nothing is told. */
export function arrivalOf(head: Buffer): string | null {
  const end = /\r?\n\r?\n/.exec(head.toString('latin1'))
  const fields = head
    .toString('latin1')
    .slice(0, end?.index)
    .replace(/\r?\n[ \t]+/g, ' ')
  const received = /^Received:(.*)$/im.exec(fields)?.[1]
  const arrived = received === undefined ? null : read(received.slice(received.lastIndexOf(';') + 1))
  const sent = /^Date:(.*)$/im.exec(fields)?.[1]
  return arrived ?? (sent === undefined ? null : read(sent))
}

function read(text: string): string | null {
  const match = DATE.exec(text.replace(/\([^()]*\)/g, ' '))
  if (match === null) return null
  const [, day = '', name = '', year = '', hour = '', minute = '', second = '00', zone = '+0000'] = match
  const month = MONTHS.findIndex((one) => one.toLowerCase() === name.toLowerCase())
  const valid = new Date(Date.UTC(Number(year), month, Number(day)))
  // 31 February is no day, and a server would refuse the message for it.
  if (month < 0 || valid.getUTCDate() !== Number(day) || Number(year) < 1970) return null
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const offset = /^[+-]/.test(zone) ? zone : '+0000'
  if (Number(offset.slice(1, 3)) > 14 || Number(offset.slice(3)) > 59) return null
  return `${day.padStart(2, '0')}-${MONTHS[month]}-${year} ${hour.padStart(2, '0')}:${minute}:${second} ${offset}`
}
