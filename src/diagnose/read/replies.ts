// Recognises server replies by their shape: code, enhanced code, response code, a few key words.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Reply } from '../../model/knowledge.ts'

export function matchReplies(knowledge: Knowledge, text: string, protocol?: string): readonly Reply[] {
  return knowledge.replies.filter((reply) => reply.match.some((source) => new RegExp(source, 'i').test(text)) && protocol !== '')
}
