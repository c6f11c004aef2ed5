// What one probe has seen so far: facts, replies and the transcript, with every secret struck out on the way in.

import type { Fact, FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import { type Endpoint, endpointUrl } from '../model/protocol.ts'
import type { WireReply } from '../wire/session.ts'
import { Transcript } from '../wire/transcript.ts'
import type { Credential, HeardReply, ReplyMoment } from './probe.ts'

export interface Observer {
  readonly transcript: Transcript
  readonly facts: readonly Fact[]
  readonly replies: readonly HeardReply[]
  /** States a fact about the endpoint; told at once to whoever listens. */
  fact(name: FactName, value: FactValue, quote?: string): void
  /** Keeps what the server said, and returns it as one text. */
  reply(when: ReplyMoment, reply: WireReply): string
  readonly ms: () => number
}

export function observe(
  endpoint: Endpoint,
  onFact: ((fact: Fact) => void) | undefined,
  transcript = new Transcript(),
  credential?: Credential,
): Observer {
  const about = endpointUrl(endpoint)
  const start = performance.now()
  const facts: Fact[] = []
  const replies: HeardReply[] = []
  const ms = () => Math.round(performance.now() - start)
  if (credential) hideForms(transcript, credential)
  return {
    transcript,
    facts,
    replies,
    ms,
    fact(name, value, quote) {
      const fact: Fact = { name, value, origin: 'probe', about, ...(quote && { quote: transcript.strike(quote).slice(0, 500) }), at: ms() }
      facts.push(fact)
      onFact?.(fact)
    },
    reply(when, reply) {
      const text = transcript.strike(replyText(reply))
      if (text !== '') replies.push({ when, text })
      return text
    },
  }
}

/** All that a server said in one answer, the error inside a SASL exchange too. */
export function replyText(reply: WireReply): string {
  return [...(reply.challenge ? [reply.challenge] : []), ...(reply.lines.length > 0 ? reply.lines : [reply.text])].join('\n')
}

/** The wire hides what it sends; a server may also echo what it was never sent in that form. */
function hideForms(transcript: Transcript, { user, otherUser, secret }: Credential): void {
  const value = secret.reveal()
  transcript.hide(value)
  for (const name of [user, otherUser ?? '']) {
    transcript.hide(`\0${name}\0${value}`)
    transcript.hide(`user=${name}\x01auth=Bearer ${value}\x01\x01`)
  }
}
