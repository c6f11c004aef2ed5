// The dots of SMTP and POP3 (RFC 5321 §4.5.2, RFC 1939 §3): a line that begins with a dot gets one more, and a dot alone ends.

const CRLF = Buffer.from('\r\n')
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
