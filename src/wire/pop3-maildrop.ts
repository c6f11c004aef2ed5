// A maildrop as a list (RFC 1939 §5, §7): each message with its number in this session, its lasting id and its size.

import type { Pop3Session } from './pop3.ts'
import { longAnswer } from './pop3-stream.ts'
import type { WireReply } from './session.ts'

export interface DroppedMessage {
  /** Good for this session only. */
  readonly number: number
  /** Null where the server keeps none: RFC 1939 §7 makes UIDL optional. Not always unique: identical copies may share one. */
  readonly uidl: string | null
  /** Octets as the server counts them; some count otherwise than they send. */
  readonly size: number
}

/** In the order of their numbers. A refusal of LIST is a value; one of UIDL leaves the ids out. */
export async function listMaildrop(
  session: Pop3Session,
): Promise<{ readonly ok: true; readonly messages: readonly DroppedMessage[] } | { readonly ok: false; readonly reply: WireReply }> {
  const list = await longAnswer(session, 'LIST')
  if (!list.reply.ok) return { ok: false, reply: list.reply }
  const uidl = await longAnswer(session, 'UIDL')
  const ids = new Map<number, string>()
  // RFC 1939 §7: one to 70 characters between 0x21 and 0x7E; longer ones are seen and do no harm.
  for (const [number, id] of pairs(uidl.text)) if (/^[\x21-\x7e]{1,500}$/.test(id)) ids.set(number, id)
  const messages: DroppedMessage[] = []
  const seen = new Set<number>()
  for (const [number, size] of pairs(list.text)) {
    if (!/^\d{1,15}$/.test(size) || seen.has(number)) continue
    seen.add(number)
    messages.push({ number, uidl: ids.get(number) ?? null, size: Number(size) })
  }
  return { ok: true, messages: messages.sort((a, b) => a.number - b.number) }
}

/** `12 whqtswO00WBw418f9t5JxYwZ`; what some servers write behind it is left alone. */
function* pairs(text: Buffer): Generator<readonly [number: number, word: string]> {
  for (const line of text.toString('latin1').split(/\r?\n/)) {
    const match = /^ *(\d{1,9})[ \t]+(\S+)/.exec(line)
    if (match && Number(match[1]) > 0) yield [Number(match[1]), match[2]!]
  }
}
