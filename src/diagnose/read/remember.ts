// A fleet's log says the same sentences over and over: what was read once is remembered, within bounds.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { ReadContext, ReadResult } from './result.ts'

type Reading = (knowledge: Knowledge, text: string, context: ReadContext) => ReadResult

/** Untrusted texts must not fill the memory: longer ones are read again, and a full memory starts afresh. */
const LONGEST = 600
const MOST = 5_000

/** What `read` makes of the text, which must depend on nothing but the text and what the memory is for. */
export function recalled<T>(memory: Map<string, T>, text: string, read: (text: string) => T, key = text): T {
  if (text.length > LONGEST) return read(text)
  let result = memory.get(key)
  if (result === undefined) {
    result = read(text)
    if (memory.size >= MOST) memory.clear()
    memory.set(key, result)
  }
  return result
}

/** The same answers as `read`, which must depend on nothing but its arguments. */
export function remembered(read: Reading): Reading {
  const memories = new WeakMap<Knowledge, Map<string, ReadResult>>()
  return (knowledge, text, context) => {
    let memory = memories.get(knowledge)
    if (memory === undefined) {
      memory = new Map()
      memories.set(knowledge, memory)
    }
    const key = `${context.protocol ?? ''}|${context.provider ?? ''}|${context.client ?? ''}|${text}`
    return recalled(memory, text, () => read(knowledge, text, context), key)
  }
}
