// Reading: from what an app, a server or a person said to facts and pointers. Pure: the same text always reads the same.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Reply } from '../../model/knowledge.ts'
import { matchReplies } from './replies.ts'
import type { ReadContext, ReadResult } from './result.ts'
import { readFreeWords } from './words.ts'

export { matchReplies } from './replies.ts'
export type { ReadContext, ReadPointer, ReadResult } from './result.ts'

/** Reads a message of an app or a reply of a server. Must never throw, whatever the text. */
export function readEvidence(knowledge: Knowledge, text: string, context: ReadContext = {}): ReadResult {
  const replies = matchReplies(knowledge, text, context.protocol)
  return {
    facts: replies.map((reply): ReadResult['facts'][number] => ({ name: 'reply', value: reply.id, origin: 'shown', quote: text })),
    pointers: replies.flatMap((reply) =>
      reply.points.map((point) => ({ ...point, quote: text, evidence: `reply:${reply.id}` as const, says: point.says ?? reply.says })),
    ),
    stop: replies.some((reply) => reply.stop === true),
  }
}

/** Reads what the person tells in free words. Must never throw, whatever the text. */
export function readWords(knowledge: Knowledge, text: string): ReadResult {
  return { facts: readFreeWords(knowledge, text), pointers: [], stop: false }
}

/** True when a reply says locked or throttled: every further attempt would make it worse. */
export function isStopReply(knowledge: Knowledge, text: string): boolean {
  return matchReplies(knowledge, text).some((reply: Reply) => reply.stop === true)
}
