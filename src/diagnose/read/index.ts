// Reading: from what an app, a server or a person said to facts and pointers. Pure: the same text always reads the same.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Fact, FactValue } from '../../model/fact.ts'
import type { FactName } from '../../model/facts.ts'
import { fold } from '../../model/fold.ts'
import type { Reply } from '../../model/knowledge.ts'
import { unwrapped } from './decode.ts'
import { findMessages, LONGEST_TEXT, type MessageMatch } from './messages.ts'
import { quoted } from './quote.ts'
import { remembered } from './remember.ts'
import { findReplies, matchReplies, type ReplyMatch } from './replies.ts'
import type { ReadContext, ReadPointer, ReadResult } from './result.ts'
import { readShown } from './shown.ts'
import { readFreeWords } from './words.ts'

export { matchReplies } from './replies.ts'
export type { ReadContext, ReadPointer, ReadResult } from './result.ts'

/** Reads a message of an app or a reply of a server. Must never throw, whatever the text. */
export function readEvidence(knowledge: Knowledge, text: string, context: ReadContext = {}): ReadResult {
  return evidenceOf(knowledge, text, context)
}

const evidenceOf = remembered((knowledge, text, context) => {
  const { folded, own } = foldedOnce(text)
  const said = <T extends { readonly quote: string }>(match: T): T => ({ ...match, quote: quoted(text, match.quote) })
  const shown = findReplies(knowledge, folded, context.protocol, context.provider).map(said)
  const messages = findMessages(knowledge, own ?? fold(text.slice(0, LONGEST_TEXT)), context.client).map(said)
  const replies = [...shown, ...retyped(knowledge, messages, shown)]
  const apps = messages.filter((match) => replyOf(match) === undefined)
  const heard = whoIsHeard(replies, apps)
  const facts = [
    ...replies.flatMap((match) => factsOfReply(match, heard.replies.includes(match))),
    ...apps.flatMap((match) => factsOfMessage(match, context.protocol)),
    ...readShown(knowledge, folded, context),
  ]
  // Neither a server nor an app is recognised: these are the person's own words for what they saw.
  if (replies.length === 0 && apps.length === 0) facts.push(...readFreeWords(knowledge, text, own))
  return {
    facts: distinct(facts),
    pointers: [...heard.replies.flatMap(pointersOfReply), ...heard.apps.flatMap(pointersOfMessage)],
    stop: replies.some((match) => match.reply.stop === true),
  }
})

/** Reads what the person tells in free words, a pasted server reply among them. Must never throw, whatever the text. */
export function readWords(knowledge: Knowledge, text: string): ReadResult {
  return wordsOf(knowledge, text, {})
}

const wordsOf = remembered((knowledge, text) => {
  const { folded, own } = foldedOnce(text)
  const replies = findReplies(knowledge, folded).filter((match) => match.reply.generic !== true)
  return {
    facts: distinct([...readFreeWords(knowledge, text, own), ...replies.flatMap((match) => factsOfReply(match, true))]),
    pointers: replies.flatMap(pointersOfReply),
    stop: replies.some((match) => match.reply.stop === true),
  }
})

/** As replies are looked for in it, and as it stands where the two are the same: folding costs as much as all the rest. */
function foldedOnce(text: string): { readonly folded: string; readonly own?: string } {
  const plain = unwrapped(text)
  const folded = fold(plain)
  return plain === text && text.length <= LONGEST_TEXT ? { folded, own: folded } : { folded }
}

/** True when a reply says locked or throttled: every further attempt would make it worse. */
export function isStopReply(knowledge: Knowledge, text: string): boolean {
  return matchReplies(knowledge, text).some((reply: Reply) => reply.stop === true)
}

/** A message may stand for a reply as people retype it (`gives: { reply: ID }`): then it is that reply. */
function replyOf(match: MessageMatch): string | undefined {
  const id = match.message.gives?.reply
  return typeof id === 'string' ? id : undefined
}

function retyped(knowledge: Knowledge, messages: readonly MessageMatch[], shown: readonly ReplyMatch[]): ReplyMatch[] {
  if (shown.some((match) => match.reply.generic !== true)) return []
  return messages.flatMap((match) => {
    const reply = knowledge.replies.find((r) => r.id === replyOf(match))
    return reply === undefined || shown.some((s) => s.reply.id === reply.id) ? [] : [{ reply, quote: match.quote }]
  })
}

/**
 * The server's own words are heard before the dialog around them; a dialog known word for word before a class of replies.
 * One text must not count twice.
 */
function whoIsHeard(replies: readonly ReplyMatch[], apps: readonly MessageMatch[]) {
  if (replies.some((match) => match.reply.generic !== true)) return { replies, apps: [] }
  const dialogs = apps.filter((match) => match.message.gives?.['text-is-wrapped'] !== true)
  if (dialogs.length > 0) return { replies: [], apps: dialogs }
  return { replies, apps: replies.length === 0 ? apps : [] }
}

function factsOfReply({ reply, quote }: ReplyMatch, heard: boolean): Fact[] {
  return [{ name: 'reply', value: reply.id, origin: 'shown', quote }, ...(heard ? given(reply.gives, quote) : [])]
}

/** Of a message borrowed from another app, the direction may be wrong: the protocol of the case knows better. */
function factsOfMessage({ message, quote }: MessageMatch, protocol?: string): Fact[] {
  const facts = given(message.gives, quote).filter(
    (fact) => fact.name !== 'direction' || fact.value === (directionOf(protocol) ?? fact.value),
  )
  return [{ name: 'message', value: message.id, origin: 'shown', quote }, ...facts]
}

function directionOf(protocol?: string): 'send' | 'receive' | undefined {
  if (protocol === 'smtp') return 'send'
  return protocol === 'imap' || protocol === 'pop3' ? 'receive' : undefined
}

function given(gives: Readonly<Partial<Record<FactName, FactValue>>> | undefined, quote: string): Fact[] {
  return Object.entries(gives ?? {}).flatMap(([name, value]): Fact[] =>
    value === undefined ? [] : [{ name: name as FactName, value, origin: 'shown', quote }],
  )
}

function pointersOfReply({ reply, quote }: ReplyMatch): ReadPointer[] {
  return reply.points.map((point) => ({ ...point, says: point.says ?? reply.says, quote, evidence: `reply:${reply.id}` as const }))
}

function pointersOfMessage({ message, quote }: MessageMatch): ReadPointer[] {
  return message.points.map((point) => ({ ...point, quote, evidence: `message:${message.id}` as const }))
}

function distinct(facts: readonly Fact[]): Fact[] {
  return facts.filter((fact, i) => facts.findIndex((other) => other.name === fact.name && other.value === fact.value) === i)
}
