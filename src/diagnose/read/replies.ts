// Recognises server replies by their shape: code, enhanced code, response code, a few key words.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import { fold } from '../../model/fold.ts'
import type { Reply } from '../../model/knowledge.ts'
import { unwrapped } from './decode.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import { type Sieve, sieve } from './sieve.ts'

export interface ReplyMatch {
  readonly reply: Reply
  /** The folded words that matched. */
  readonly quote: string
}

interface Compiled {
  readonly patterns: readonly Pattern[]
  /** The reply that each pattern belongs to. */
  readonly owners: readonly Reply[]
  readonly sieve: Sieve
}

const compiled = new WeakMap<Knowledge, Compiled>()

function compile(knowledge: Knowledge): Compiled {
  let made = compiled.get(knowledge)
  if (made === undefined) {
    const patterns = knowledge.replies.flatMap((reply) => reply.match.map(compilePattern))
    made = { patterns, owners: knowledge.replies.flatMap((reply) => reply.match.map(() => reply)), sieve: sieve(patterns) }
    compiled.set(knowledge, made)
  }
  return made
}

/** The text as replies are looked for in it: unwrapped and folded, on one line. */
export function haystack(text: string): string {
  return fold(unwrapped(text))
}

/**
 * Must return the replies found, particular ones only where there are any: a class of replies (`generic`) says nothing beside them.
 * The protocol and the provider choose among shapes that several share; they never hide the only one found.
 */
export function findReplies(knowledge: Knowledge, folded: string, protocol?: string, provider?: string): readonly ReplyMatch[] {
  const found: ReplyMatch[] = []
  const { patterns, owners, sieve: candidates } = compile(knowledge)
  let last: Reply | undefined
  for (const index of candidates(folded)) {
    const reply = owners[index]!
    if (reply === last || (provider !== undefined && reply.providers !== undefined && !reply.providers.includes(provider))) continue
    const quote = patterns[index]!.exec(folded)
    if (quote === null) continue
    found.push({ reply, quote: quote.trim() })
    last = reply
  }
  return prefer(
    prefer(found, (match) => match.reply.generic !== true),
    (match) => fits(match.reply, protocol),
  )
}

function fits(reply: Reply, protocol: string | undefined): boolean {
  if (protocol === undefined || !['imap', 'pop3', 'smtp'].includes(protocol)) return true
  return reply.protocols.some((p) => p === protocol || p === 'any' || p === 'tls' || p === 'oauth')
}

/** Those that pass, or all when none does. */
function prefer<T>(list: readonly T[], test: (item: T) => boolean): readonly T[] {
  const passed = list.filter(test)
  return passed.length > 0 ? passed : list
}

export function matchReplies(knowledge: Knowledge, text: string, protocol?: string): readonly Reply[] {
  return findReplies(knowledge, haystack(text), protocol).map((match) => match.reply)
}
