// The first words of a server: who it is, whether it lets us in, and whether it speaks the protocol at all.

import type { SesameError } from '../model/errors.ts'
import type { Endpoint } from '../model/protocol.ts'
import type { Session, WireReply } from '../wire/session.ts'
import type { Observer } from './observer.ts'
import { isForeign } from './operator.ts'
import type { ProbeHints } from './probe.ts'

export interface HeardGreeting {
  readonly greeting: 'ok' | 'bye' | 'preauth' | 'foreign' | 'garbage'
  readonly text: string
}

/** States `greeting` of a session that was opened. */
export function judgeGreeting(session: Session, endpoint: Endpoint, hints: ProbeHints, seen: Observer): HeardGreeting {
  const text = seen.reply('greeting', session.greeting)
  const greeting = greetingWord(session.greeting, text, endpoint, hints)
  seen.fact('greeting', greeting, text)
  if (greeting === 'garbage' && isBinary(text)) seen.fact('server.broken', 'binary', text)
  return { greeting, text }
}

function greetingWord(reply: WireReply, text: string, endpoint: Endpoint, hints: ProbeHints): HeardGreeting['greeting'] {
  if (!reply.ok) return reply.status === '' || otherProtocol(text, endpoint) ? 'garbage' : 'bye'
  if (reply.status === 'PREAUTH') return 'preauth'
  return isForeign(text, endpoint.host, hints.operator) ? 'foreign' : 'ok'
}

/** How much the server had said when it stopped making sense. */
export interface Heard {
  readonly bytes: number
  readonly lastLine: string
}

/** States `greeting` and `server.broken` when no session came of it. `late`: our own deadline passed. */
export function judgeNoGreeting(broken: SesameError, heard: Heard, late: boolean, seen: Observer): void {
  const { code } = broken
  const slow = code === 'timed-out' || (code === 'interrupted' && late)
  if (code === 'protocol-broken') {
    seen.fact('greeting', 'garbage', heard.lastLine)
    if (isBinary(heard.lastLine)) seen.fact('server.broken', 'binary', heard.lastLine)
  } else if (heard.bytes === 0) {
    seen.fact('greeting', 'none')
  } else {
    seen.fact('greeting', 'garbage', heard.lastLine)
    if (code === 'limit-exceeded') seen.fact('server.broken', 'endless')
    else if (slow) seen.fact('server.broken', 'slow')
    else if (code === 'connection-closed') seen.fact('server.broken', 'truncated')
  }
}

/** What broke after the greeting: the server stopped in the middle of a conversation. */
export function judgeBreak(error: SesameError, late: boolean, seen: Observer): void {
  if (error.code === 'limit-exceeded') seen.fact('server.broken', 'endless')
  else if (error.code === 'connection-closed') seen.fact('server.broken', 'half-closed')
  else if (error.code === 'timed-out' || (error.code === 'interrupted' && late)) seen.fact('server.broken', 'slow')
  else if (error.code === 'protocol-broken') seen.fact('server.broken', 'binary')
}

/** The transcript writes control characters as `\x07`; text of any script is not binary. */
function isBinary(line: string): boolean {
  const odd = line.match(/\\x[0-9a-f]{2}|\ufffd/g)?.length ?? 0
  return odd > 2 && odd * 4 > line.length / 4
}

/** A greeting of another mail protocol, or of none. */
export function otherProtocol(line: string, endpoint: Endpoint): boolean {
  const shapes = { imap: /^\* (OK|PREAUTH|BYE)\b/i, pop3: /^(\+OK|-ERR)\b/i, smtp: /^(220|421|554)[ -]/ }
  return line !== '' && !shapes[endpoint.protocol].test(line)
}
