// Waits in an open mailbox until something changes (RFC 2177, RFC 9051 §6.3.13).

import type { ImapSession } from './imap.ts'
import { runStreamed } from './imap-stream.ts'

/** RFC 9051 §6.3.13: to be renewed at least every 29 minutes; many boxes on the way forget a silent line sooner. */
const RENEW_MS = 9 * 60_000
/** For the answer to DONE. */
const ANSWER_MS = 30_000
const NEWS = new Set(['EXISTS', 'EXPUNGE', 'FETCH', 'VANISHED'])

/** What ended the wait; `refused` when the server does not want to. Throws when the line breaks. */
export async function idle(session: ImapSession, ms: number, signal: AbortSignal): Promise<'change' | 'time' | 'signal' | 'refused'> {
  const end = performance.now() + ms
  for (;;) {
    const left = end - performance.now()
    if (signal.aborted) return 'signal'
    if (left <= 0) return 'time'
    const found = await once(session, Math.min(left, RENEW_MS), signal)
    if (found !== 'time') return found
  }
}

async function once(session: ImapSession, ms: number, signal: AbortSignal): Promise<'change' | 'time' | 'signal' | 'refused'> {
  let found: 'change' | 'time' | 'signal' = 'time'
  let accepted = false
  let doneAt: number | undefined
  const began = performance.now()
  const done = (why: typeof found) => {
    if (doneAt !== undefined) return
    found = why
    doneAt = performance.now()
    if (accepted) say()
  }
  const say = () => {
    session.connection.ends.transcript.add('C', 'DONE')
    session.connection.send(Buffer.from('DONE\r\n'), () => {})
  }
  const stop = () => done('signal')
  const timer = setTimeout(() => done('time'), ms)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const reply = await runStreamed(
      session,
      'IDLE',
      {
        go() {
          if (accepted) return
          accepted = true
          if (doneAt !== undefined) say()
        },
        untagged({ name }) {
          if (NEWS.has(name)) done('change')
        },
      },
      // Silence is what one waits for; only the yes and the end may not be late.
      () => (accepted ? (doneAt === undefined ? Number.POSITIVE_INFINITY : doneAt + ANSWER_MS) : began + ANSWER_MS),
    )
    return reply.ok && accepted ? found : 'refused'
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
