// The dots of SMTP and POP3 (RFC 5321 §4.5.2, RFC 1939 §3): a line that begins with a dot gets one more, and a dot alone ends.

const CRLF = Buffer.from('\r\n')
const ONE_CR = Buffer.from('\r')
const LINE_DOT = Buffer.from('\r\n.')
const LF = 10
const CR = 13
const DOT = 46

/** A message as DATA wants it: every line end CRLF (RFC 5321 §2.3.8), dots stuffed, the final dot included. */
export function stuffDots(message: Buffer): Buffer {
  const out: Buffer[] = []
  for (const line of messageLines(message)) {
    if (line[0] === DOT) out.push(Buffer.from('.'))
    out.push(line, CRLF)
  }
  out.push(Buffer.from('.\r\n'))
  return Buffer.concat(out)
}

/** Takes the dot away that a multi-line answer put before a line. */
export function unstuffDot(line: Buffer): Buffer {
  return line[0] === DOT ? line.subarray(1) : line
}

/** Takes the dots away while bytes stream by, whatever the cuts: `feed` gives each run of the message to `emit`, never a copy, never a byte of the end. */
export class Unstuffer {
  /** What stands before the next byte: something in a line, a CR, a line's beginning, its first dot, or that dot and a CR. */
  #after: 'text' | 'cr' | 'line' | 'dot' | 'dot-cr' = 'line'

  /** Reads from `from` on; where the bytes behind the final dot begin, or -1 when it has not come yet. Of no use once it has. */
  feed(chunk: Buffer, from: number, emit: (run: Buffer) => void): number {
    let at = from
    /** The first byte that is not given yet. */
    let start = from
    const give = (end: number) => {
      if (end > start) emit(chunk.subarray(start, end))
    }
    while (at < chunk.length) {
      const byte = chunk[at]
      switch (this.#after) {
        case 'text': {
          // RFC 1939 §3: only a dot behind CRLF means something; a bare LF begins no line.
          const found = chunk.indexOf(LINE_DOT, at)
          if (found >= 0) {
            at = found + 2
            this.#after = 'line'
          } else {
            const [last, before] = [chunk[chunk.length - 1], chunk.length - 2 >= at ? chunk[chunk.length - 2] : 0]
            this.#after = last === CR ? 'cr' : last === LF && before === CR ? 'line' : 'text'
            at = chunk.length
          }
          break
        }
        case 'cr':
          this.#after = byte === LF ? 'line' : byte === CR ? 'cr' : 'text'
          at++
          break
        case 'line':
          if (byte === DOT) {
            give(at)
            start = ++at
            this.#after = 'dot'
          } else this.#after = 'text'
          break
        case 'dot':
          if (byte === CR) {
            start = ++at
            this.#after = 'dot-cr'
          } else this.#after = 'text'
          break
        case 'dot-cr':
          if (byte === LF) return at + 1
          // The CR was the message's own.
          emit(ONE_CR)
          this.#after = 'cr'
      }
    }
    give(at)
    return -1
  }
}

/** Lines without their ends: CRLF, a bare LF and a bare CR all end one, since a bare one must never be sent (RFC 5321 §2.3.8). */
function* messageLines(message: Buffer): Generator<Buffer> {
  let start = 0
  for (let at = 0; at < message.length; at++) {
    const byte = message[at]
    if (byte !== LF && byte !== CR) continue
    yield message.subarray(start, at)
    if (byte === CR && message[at + 1] === LF) at++
    start = at + 1
  }
  if (start < message.length) yield message.subarray(start)
}
