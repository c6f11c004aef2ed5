// Which of thousands of patterns can match a text at all: one pass over the text finds every literal that any of them demands.

import type { Pattern } from './pattern.ts'

/** Must return, in rising order, every index of `patterns` that could match; the folded text decides by three letters at a time. */
export type Sieve = (folded: string) => readonly number[]

/** One branch of one pattern: numbers of literals, one of each list of which a match contains. */
interface Branch {
  readonly pattern: number
  readonly lists: readonly (readonly number[])[]
}

interface Probe {
  readonly literal: string
  readonly id: number
  /** Where in the literal its three letters stand. */
  readonly offset: number
}

export function sieve(patterns: readonly Pattern[]): Sieve {
  const always: number[] = []
  const ids = new Map<string, number>()
  /** By the number of a literal of the first list, the most telling one. */
  const branches: Branch[][] = []
  const idOf = (literal: string): number => {
    const id = ids.get(literal) ?? ids.size
    ids.set(literal, id)
    branches[id] ??= []
    return id
  }
  patterns.forEach(({ demands }, pattern) => {
    if (demands === null) always.push(pattern)
    for (const demand of demands ?? []) {
      const lists = demand.map((list) => list.map(idOf))
      for (const id of lists[0]!) branches[id]!.push({ pattern, lists })
    }
  })
  const look = lookout(ids)
  const present = new Uint8Array(ids.size)
  const isPresent = (id: number) => present[id] === 1
  return (folded) => {
    const seen = look(folded)
    for (const id of seen) present[id] = 1
    const found = new Set(always)
    for (const id of seen) {
      for (const { pattern, lists } of branches[id]!)
        if (!found.has(pattern) && lists.every((list) => list.some(isPresent))) found.add(pattern)
    }
    for (const id of seen) present[id] = 0
    return [...found].sort((a, b) => a - b)
  }
}

/** Must find the number of every literal that the text contains. */
function lookout(ids: ReadonlyMap<string, number>): (folded: string) => ReadonlySet<number> {
  const short = [...ids].filter(([literal]) => literal.length < 3)
  const probes = probesOf(ids)
  const marks = new Uint8Array(0x1_0000)
  for (const three of probes.keys()) marks[mark(three, 0)] = 1
  return (folded) => {
    const seen = new Set<number>()
    for (const [literal, id] of short) if (folded.includes(literal)) seen.add(id)
    for (let i = 0; i + 3 <= folded.length; i++) {
      if (marks[mark(folded, i)] === 0) continue
      for (const { literal, id, offset } of probes.get(folded.slice(i, i + 3)) ?? NONE) {
        if (i >= offset && folded.startsWith(literal, i - offset)) seen.add(id)
      }
    }
    return seen
  }
}

const NONE: readonly Probe[] = []

/** Three letters as one number; most places of a text are passed over by it without a look at the words. */
function mark(text: string, at: number): number {
  return (text.charCodeAt(at) * 1009 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff
}

/** Each literal is looked for by the three letters of it that fewest other literals share. */
function probesOf(ids: ReadonlyMap<string, number>): ReadonlyMap<string, readonly Probe[]> {
  const shared = new Map<string, number>()
  const threes = new Map([...ids.keys()].map((literal) => [literal, threesOf(literal)]))
  for (const all of threes.values()) for (const three of all) shared.set(three, (shared.get(three) ?? 0) + 1)
  const probes = new Map<string, Probe[]>()
  for (const [literal, id] of ids) {
    const all = threes.get(literal)!
    if (all.length === 0) continue
    const rarest = all.reduce((best, three) => (shared.get(three)! < shared.get(best)! ? three : best))
    const probe = { literal, id, offset: all.indexOf(rarest) }
    const list = probes.get(rarest)
    if (list === undefined) probes.set(rarest, [probe])
    else list.push(probe)
  }
  return probes
}

function threesOf(literal: string): readonly string[] {
  const all: string[] = []
  for (let i = 0; i + 3 <= literal.length; i++) all.push(literal.slice(i, i + 3))
  return all
}
