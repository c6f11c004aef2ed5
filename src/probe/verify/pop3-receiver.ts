// Waits for one message over POP3: a session shows only what was there when it began (RFC 1939 §8), so each look is a new one. The secret was accepted before: signing in again is no attempt.

import { SesameError } from '../../model/errors.ts'
import type { Endpoint } from '../../model/protocol.ts'
import type { Network } from '../../net/network.ts'
import type { Pop3Session } from '../../wire/pop3.ts'
import { deleteMessage, listMessages, topOf } from '../../wire/pop3-mailbox.ts'
import type { Credentials } from '../../wire/session.ts'
import type { Transcript } from '../../wire/transcript.ts'
import { openSecure } from '../open.ts'
import { type Arrival, hasCode, type Receiver } from './receiver.ts'

/** Without lasting ids only the newest messages are looked into. */
const NEWEST = 5

export interface Pop3Way {
  readonly network: Network
  readonly endpoint: Endpoint
  readonly credentials: Credentials
  readonly transcript: Transcript
}

/** Takes over the probed session, and closes it: it locks the mailbox. */
export async function pop3Receiver(session: Pop3Session, way: Pop3Way, code: string): Promise<Receiver> {
  const known = new Set((await listMessages(session)).messages.map(({ uidl }) => uidl))
  await session.quit()
  const arrival: Arrival = { folder: 'INBOX', junk: false }

  async function numbersIn(again: Pop3Session): Promise<number[]> {
    const { reply, messages } = await listMessages(again)
    const fresh = reply.ok ? messages.filter(({ uidl }) => !known.has(uidl)) : await newest(again)
    const found: number[] = []
    for (const { number, uidl } of fresh) {
      const { reply: top, message } = await topOf(again, number)
      if (!top.ok) continue
      if (hasCode(message, code)) found.push(number)
      else if (uidl !== '') known.add(uidl)
    }
    return found
  }

  return {
    // Providers count POP sign-ins: Outlook.com and Gmail want minutes between collections, a dozen in one minute is the most that is polite.
    pauseMs: 5_000,
    look: () => withSession(way, async (again) => ((await numbersIn(again)).length > 0 ? arrival : null)),
    remove: () =>
      withSession(way, async (again) => {
        let left = 0
        for (const number of await numbersIn(again)) if (!(await deleteMessage(again, number)).ok) left++
        return left
      }),
    close: () => Promise.resolve(),
  }
}

async function newest(session: Pop3Session): Promise<{ number: number; uidl: string }[]> {
  const { text } = await session.run('STAT')
  const count = Number(/^\d+/.exec(text)?.[0] ?? 0)
  return Array.from({ length: Math.min(NEWEST, count) }, (_, i) => ({ number: count - i, uidl: '' }))
}

/** QUIT at the end makes the deletions real. Throws SesameError when the server does not let us in again. */
async function withSession<T>(
  { network, endpoint, credentials, transcript }: Pop3Way,
  work: (session: Pop3Session) => Promise<T>,
): Promise<T> {
  const session = (await openSecure(network, endpoint, { transcript })) as Pop3Session
  try {
    if (!(await session.signIn(credentials)).ok) throw new SesameError('connection-closed', { host: endpoint.host })
    return await work(session)
  } finally {
    await session.quit()
  }
}
