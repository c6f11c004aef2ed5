// Removing from a maildrop (RFC 1939 §5, §6): DELE marks, and only QUIT, answered with +OK, removes.

import { SesameError } from '../model/errors.ts'
import type { Pop3Session } from './pop3.ts'
import type { WireReply } from './session.ts'

/** Marks on their way at once, where the server pipelines. */
const AHEAD = 64

/** One answer for each, in their order. Nothing is removed yet. */
export async function deleteMessages(session: Pop3Session, numbers: readonly number[]): Promise<readonly WireReply[]> {
  const window = session.capabilities.has('PIPELINING') ? AHEAD : 1
  const replies: WireReply[] = []
  for (let at = 0; at < numbers.length; at += window) {
    const flight = numbers.slice(at, at + window)
    await session.send(flight.map((number) => `DELE ${number}`))
    for (const _ of flight) replies.push(await session.heard())
  }
  return replies
}

/** QUIT, waited for as long as any answer: a server may have much to remove. Throws SesameError when the line breaks first: nobody knows then what was removed. */
export async function leaveMaildrop(session: Pop3Session): Promise<WireReply> {
  try {
    const reply = await session.run('QUIT')
    if (reply.status === '+') throw new SesameError('protocol-broken', { host: session.host, protocol: 'POP3' })
    return reply
  } finally {
    session.close()
  }
}
