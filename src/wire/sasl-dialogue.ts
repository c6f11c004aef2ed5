// A SASL exchange on a protocol's lines: first the initial response or the prompt for it, then challenge and answer until the server decides.

import type { SaslExchange } from './sasl.ts'
import type { WireReply } from './session.ts'

/** How one protocol carries the exchange. */
export interface SaslCarrier {
  /** Sends the command, with the initial response when there is one, and reads the answer. */
  begin(initial: string | undefined): Promise<WireReply>
  /** Sends one line of the exchange and reads the answer. */
  answer(line: string): Promise<WireReply>
  /** The challenge of a reply that asks for more, still in Base64; undefined when the server has decided. */
  challenge(reply: WireReply): string | undefined
}

/** Enough for every mechanism here, few enough for a server that never decides. */
const ROUNDS = 6

/** `early`: the initial response may go with the command. The reply holds the server's error challenge, decoded, when there was one. */
export async function saslDialogue(exchange: SaslExchange, carrier: SaslCarrier, early: boolean): Promise<WireReply> {
  // RFC 4954 §4 and RFC 4959 §3: an empty initial response is written `=`.
  const encode = (bytes: Buffer) => bytes.toString('base64')
  let pending = exchange.initial
  let reply = await carrier.begin(early && pending ? encode(pending) || '=' : undefined)
  if (early) pending = undefined
  let words: string | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const challenge = carrier.challenge(reply)
    if (challenge === undefined) return words ? { ...reply, challenge: words } : reply
    if (pending) {
      reply = await carrier.answer(encode(pending))
      pending = undefined
      continue
    }
    const bytes = Buffer.from(challenge, 'base64')
    // RFC 7628 §3.2.2: the error is a JSON object.
    if (bytes[0] === 0x7b) words = bytes.toString('utf8')
    const answer = exchange.respond(bytes)
    reply = await carrier.answer(answer === null ? '*' : encode(answer))
  }
  return reply
}
