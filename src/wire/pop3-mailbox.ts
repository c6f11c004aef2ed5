// What is done inside a POP3 mailbox (RFC 1939 §5, §7): list by lasting ids, read headers or whole messages, delete.

import type { Pop3Session } from './pop3.ts'
import type { WireReply } from './session.ts'

export interface ListedMessage {
  /** Good for this session only. */
  readonly number: number
  /** The same in every session. */
  readonly uidl: string
}

export async function listMessages(
  session: Pop3Session,
): Promise<{ readonly reply: WireReply; readonly messages: readonly ListedMessage[] }> {
  const { body, ...reply } = await session.runLong('UIDL')
  const messages = body.flatMap((line) => {
    const match = /^(\d+) ([\x21-\x7e]+)$/.exec(line.toString('latin1').trim())
    return match ? [{ number: Number(match[1]), uidl: match[2]! }] : []
  })
  return { reply, messages }
}

/** The headers and the first `lines` lines of the body. */
export function topOf(session: Pop3Session, number: number, lines = 0): Promise<{ readonly reply: WireReply; readonly message: Buffer }> {
  return session.runMessage(`TOP ${number} ${lines}`)
}

export function retrieve(session: Pop3Session, number: number): Promise<{ readonly reply: WireReply; readonly message: Buffer }> {
  return session.runMessage(`RETR ${number}`)
}

/** Takes effect at QUIT (RFC 1939 §6). */
export function deleteMessage(session: Pop3Session, number: number): Promise<WireReply> {
  return session.run(`DELE ${number}`)
}
