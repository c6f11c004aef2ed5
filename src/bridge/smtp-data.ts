// The octets of one message as they come after 354 (RFC 5321 §4.1.1.4): every line end becomes CRLF, dots stay stuffed, the end is found and taken off. Streams: nothing is kept but the start of a line.

const LF = 10
const CR = 13
const DOT = 46
const CRLF = Buffer.from('\r\n')
const TWO_DOTS = Buffer.from('..\r\n')

export interface DataPart {
  /** To be passed on, in order. */
  readonly pieces: readonly Buffer[]
  /** What came behind the end: the next commands. Absent while the message goes on. */
  readonly rest?: Buffer
}

/**
 * `lenient`: a dot alone between bare line feeds also ends the message, as devices that know no CR mean it. Otherwise it is a line of
 * the message and gets its second dot: a server behind us must not see an end that we did not (SMTP smuggling).
 */
export function dataReader(lenient: boolean): (chunk: Buffer) => DataPart {
  /** The beginning of a line that may still be a dot alone: at most `.` and CR. */
  let held: Buffer = Buffer.alloc(0)
  /** Part of the current line has been passed on. */
  let midLine = false
  let lastByte = LF
  let bareBefore = false

  return (chunk) => {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const pieces: Buffer[] = []
    let from = 0
    let start = 0
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, start)) {
      const bare = (at > 0 ? bytes[at - 1] : lastByte) !== CR
      const length = at - start - (bare ? 0 : 1)
      if (!midLine && length === 1 && bytes[start] === DOT) {
        if (from < start) pieces.push(bytes.subarray(from, start))
        if (lenient || (!bare && !bareBefore)) return { pieces, rest: bytes.subarray(at + 1) }
        pieces.push(TWO_DOTS)
        from = at + 1
      } else if (bare) {
        if (from < at) pieces.push(bytes.subarray(from, at))
        pieces.push(CRLF)
        from = at + 1
      }
      bareBefore = bare
      midLine = false
      start = at + 1
    }
    const tail = bytes.subarray(start)
    const mayEnd = !midLine && tail.length <= 2 && (tail.length === 0 || tail[0] === DOT) && (tail.length < 2 || tail[1] === CR)
    const until = mayEnd ? start : bytes.length
    if (from < until) pieces.push(bytes.subarray(from, until))
    // A copy: the chunk is the socket's.
    held = mayEnd ? Buffer.from(tail) : Buffer.alloc(0)
    if (!mayEnd) midLine = true
    lastByte = bytes.at(-1) ?? lastByte
    return { pieces }
  }
}
