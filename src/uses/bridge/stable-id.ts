// A UUID that is the same for the same words (RFC 9562 §5.5).

import { createHash } from 'node:crypto'

/** Ours alone, drawn once. */
const SPACE = Buffer.from('d7a4c1f28b3e4f6c9a05e1b7326f8d40', 'hex')

export function stableId(...words: readonly string[]): string {
  const bytes = createHash('sha1').update(SPACE).update(words.join('\0')).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex').toUpperCase()
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
