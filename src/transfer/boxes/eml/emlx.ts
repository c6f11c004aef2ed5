// Apple Mail's .emlx: a line with the message's length, the message, and a property list with its flags.

import type { Entry } from '../files/entry.ts'

/** Apple's bits. */
const FLAGS: readonly (readonly [bit: number, flag: string])[] = [
  [1 << 0, '\\Seen'],
  [1 << 1, '\\Deleted'],
  [1 << 2, '\\Answered'],
  [1 << 4, '\\Flagged'],
  [1 << 6, '\\Draft'],
]
const FORWARDED = 1 << 8

export interface EmlxParts {
  /** Where the message begins, and its bytes. */
  readonly at: number
  readonly length: number
}

export function emlxParts(head: Buffer): EmlxParts | undefined {
  const line = /^\s*(\d{1,12})\s*\n/.exec(head.toString('latin1', 0, 64))
  return line ? { at: line[0].length, length: Number(line[1]) } : undefined
}

/** Flags, and when it arrived in milliseconds, out of the property list behind the message. */
export function emlxMarks(tail: string): Pick<Entry, 'flags' | 'keywords'> & { readonly received?: number } {
  const number = (key: string) => new RegExp(`<key>${key}</key>\\s*<(?:integer|real)>(\\d{1,15})(?:\\.\\d*)?<`).exec(tail)?.[1]
  // The highest bits are numbers of their own, beyond what a shift can reach.
  const bits = Number(BigInt(number('flags') ?? 0) & 0x3ffn)
  const received = number('date-received')
  return {
    flags: FLAGS.filter(([bit]) => bits & bit).map(([, flag]) => flag),
    keywords: bits & FORWARDED ? ['$Forwarded'] : [],
    ...(received === undefined ? {} : { received: Number(received) * 1_000 }),
  }
}
