// What a POP3 server's no means for a mover: wait, and how long, or give up.

import { loginDelay, meaningOf } from '../../../wire/pop3-said.ts'
import type { WireReply } from '../../../wire/session.ts'
import type { Refusal } from '../../shapes.ts'

/** `capabilities`: of the same server, for how long LOGIN-DELAY is (RFC 2449 §6.5). */
export function pop3Refusal(reply: WireReply, capabilities: Iterable<string> = []): Refusal {
  const said = reply.text
  const code = reply.code === undefined ? {} : { code: reply.code }
  const meaning = meaningOf(reply)
  const waitMs = backoff(said)
  if (meaning === 'too-early') {
    const seconds = loginDelay(capabilities) ?? secondsIn(said)
    const ms = waitMs ?? (seconds === null ? undefined : seconds * 1000)
    return { meaning: 'moment', said, ...code, ...(ms !== undefined && { waitMs: ms }) }
  }
  const passes =
    meaning === 'later' || meaning === 'in-use' || waitMs !== undefined || /too many requests|try again later|throttl/i.test(said)
  if (passes) return { meaning: 'moment', said, ...code, ...(waitMs !== undefined && { waitMs }) }
  return { meaning: meaning === 'sign-in' || meaning === 'server' ? 'account' : 'folder', said, ...code }
}

/** Microsoft's: `Suggested Backoff Time: 299961 milliseconds`. */
function backoff(said: string): number | undefined {
  const match = /Suggested Backoff Time: *(\d{1,10}) *milliseconds/i.exec(said)
  return match ? Number(match[1]) : undefined
}

/** `minimum interval between sign-ins is 600 seconds`; `wait 15 minutes`. */
function secondsIn(said: string): number | null {
  const match = /(\d{1,7}) *(s|sec|seconds?|min|minutes?)\b/i.exec(said)
  if (match === null) return null
  return Number(match[1]) * (/^m/i.test(match[2]!) ? 60 : 1)
}
