// One SMTP answer (RFC 5321 §4.2): lines with the same three digits, the last one with a space, and the enhanced code in front (RFC 2034).

import type { Connection } from './connection.ts'
import type { WireReply } from './session.ts'

const LINE = /^(\d{3})(?:([ -])(.*))?$/s
// RFC 3463 §2: class.subject.detail.
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?:\s+|$)/

/** Returns null when the first line is no SMTP; throws `protocol-broken` when a later one is none. */
export async function readSmtpReply(connection: Connection): Promise<{ readonly reply: WireReply | null; readonly first: string }> {
  const lines: string[] = []
  const texts: string[] = []
  let status = ''
  let code: string | undefined
  for (;;) {
    const line = await connection.readLine()
    const match = LINE.exec(line)
    if (match === null && lines.length === 0) return { reply: null, first: line }
    if (match === null || (status !== '' && match[1] !== status)) throw connection.broken()
    status = match[1]!
    lines.push(connection.ends.transcript.strike(line))
    const text = match[3] ?? ''
    const enhanced = ENHANCED.exec(text)
    code ??= enhanced?.[1]
    texts.push(enhanced ? text.slice(enhanced[0].length) : text)
    if (match[2] !== '-') break
  }
  const text = connection.ends.transcript.strike(texts.join('\n'))
  // RFC 5321 §4.2.1: 2 done, 3 go on; 4 and 5 are refusals.
  return { reply: { ok: /^[23]/.test(status), status, ...(code && { code }), text, lines }, first: lines[0]! }
}
