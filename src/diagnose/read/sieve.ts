// Which of thousands of patterns can match a text at all: one pass over the text, by the literals that each pattern requires.

import type { Pattern } from './pattern.ts'

/** Must return, in rising order, every index of `patterns` that could match; the folded text decides by three letters at a time. */
export type Sieve = (folded: string) => readonly number[]

interface Probe {
  readonly literal: string
  /** Where in the literal its three letters stand. */
  readonly offset: number
  readonly patterns: number[]
}

export function sieve(patterns: readonly Pattern[]): Sieve {
  const byLiteral = new Map<string, number[]>()
  const always: number[] = []
  patterns.forEach(({ literals }, index) => {
    if (literals === null) always.push(index)
    for (const literal of literals ?? []) byLiteral.set(literal, [...(byLiteral.get(literal) ?? []), index])
  })
  const probes = probesOf(byLiteral)
  const marks = new Uint8Array(0x1_0000)
  for (const three of probes.keys()) marks[mark(three, 0)] = 1
  return (folded) => {
    const found = new Set(always)
    for (let i = 0; i + 3 <= folded.length; i++) {
      if (marks[mark(folded, i)] === 0) continue
      for (const { literal, offset, patterns: those } of probes.get(folded.slice(i, i + 3)) ?? []) {
        if (i >= offset && folded.startsWith(literal, i - offset)) for (const index of those) found.add(index)
      }
    }
    return [...found].sort((a, b) => a - b)
  }
}

/** Three letters as one number; most places of a text are passed over by it without a look at the words. */
function mark(text: string, at: number): number {
  return (text.charCodeAt(at) * 1009 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff
}

/** Each literal is looked for by the three letters of it that fewest other literals share. */
function probesOf(byLiteral: ReadonlyMap<string, number[]>): ReadonlyMap<string, readonly Probe[]> {
  const shared = new Map<string, number>()
  for (const literal of byLiteral.keys()) for (const three of threes(literal)) shared.set(three, (shared.get(three) ?? 0) + 1)
  const probes = new Map<string, Probe[]>()
  for (const [literal, patterns] of byLiteral) {
    const all = threes(literal)
    const rarest = all.reduce((best, three) => (shared.get(three)! < shared.get(best)! ? three : best))
    probes.set(rarest, [...(probes.get(rarest) ?? []), { literal, offset: all.indexOf(rarest), patterns }])
  }
  return probes
}

function threes(literal: string): string[] {
  return Array.from({ length: literal.length - 2 }, (_, i) => literal.slice(i, i + 3))
}
