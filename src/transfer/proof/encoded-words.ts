// RFC 2047: a header's text as a person reads it, short enough for one line. Untrusted: control signs and directions that could fool a terminal or a page are taken out.

const WORD = /=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bq])\?([^?\s]{0,1000})\?=/gi

/** At most `length` characters, `…` where it was cut. */
export function readable(field: string, length = 70): string {
  const unfolded = field.slice(0, 4_000).replace(/\n[ \t]*/g, ' ')
  // §6.2: white space between two encoded words is not shown.
  const joined = unfolded.replace(/(\?=)[ \t]+(?==\?)/g, '$1')
  const text =
    joined.search(WORD) >= 0
      ? joined.replace(WORD, (_all, charset: string, how: string, said: string) => decoded(charset, wordBytes(how, said)))
      : plain(unfolded)
  const shown = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const signs = [...shown]
  return signs.length <= length ? shown : `${signs.slice(0, length - 1).join('')}…`
}

function wordBytes(how: string, said: string): Buffer {
  if (how.toLowerCase() === 'b') return Buffer.from(said, 'base64')
  // §4.2: an underscore is a space.
  const bytes = said.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}

/** RFC 6532: raw UTF-8, where it is that. */
function plain(text: string): string {
  const read = decoded('utf-8', Buffer.from(text, 'latin1'))
  return read.includes('\ufffd') ? text : read
}

function decoded(charset: string, bytes: Buffer): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
