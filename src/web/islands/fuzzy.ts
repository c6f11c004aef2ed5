// Finds what a person means among names: words in any order, the beginnings of words, one or two slips of the finger. For the pickers.

import { fold } from '../../model/fold.ts'

export interface Named {
  readonly id: string
  readonly name: string
  /** What else people call it, in any language. */
  readonly names: readonly string[]
}

export interface Index<T extends Named> {
  readonly entries: readonly { readonly item: T; readonly names: readonly (readonly string[])[] }[]
}

/** Folded and split once, so that each key stroke only compares. */
export function indexOf<T extends Named>(items: readonly T[]): Index<T> {
  return { entries: items.map((item) => ({ item, names: [item.name, ...item.names, item.id].map(wordsOf) })) }
}

/** Best first; all of them, in their own order, when nothing was typed. */
export function search<T extends Named>(index: Index<T>, typed: string, most = 50): readonly T[] {
  const asked = wordsOf(typed)
  if (asked.length === 0) return index.entries.slice(0, most).map(({ item }) => item)
  return index.entries
    .map(({ item, names }, at) => ({ item, at, score: Math.max(...names.map((name) => scoreOf(asked, name))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .map(({ item }) => item)
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** 0 when a word that was typed is not in the name at all; more where more of the name was typed. */
function scoreOf(asked: readonly string[], name: readonly string[]): number {
  let sum = 0
  for (const word of asked) {
    const best = Math.max(0, ...name.map((other) => likeness(word, other)))
    // “courrierwindows”, “blue mail” for BlueMail: the spaces of a name are where people differ.
    const joined = best > 0 ? best : name.join('').includes(word) && word.length > 2 ? 0.5 : 0
    if (joined === 0) return asked.length > 1 && name.join('').startsWith(asked.join('')) ? 0.8 : 0
    sum += joined
  }
  const shared = Math.min(1, asked.join('').length / Math.max(1, name.join('').length))
  return sum / asked.length + shared / 2 + (asked.join(' ') === name.join(' ') ? 1 : 0)
}

function likeness(typed: string, word: string): number {
  if (typed === word) return 1
  if (word.startsWith(typed)) return 0.9
  if (typed.length > 2 && word.includes(typed)) return 0.6
  const allowed = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2
  if (allowed === 0) return 0
  const whole = distance(typed, word, allowed)
  // Somebody who slipped may not have come to the end of the word.
  const slips = word.length > typed.length ? Math.min(whole, distance(typed, word.slice(0, typed.length), allowed)) : whole
  return slips <= allowed ? 0.5 - slips * 0.1 : 0
}

/** Letters to put in, take out, change or swap; any number above `limit` means “more than that”. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    if (Math.min(...next) > limit) return limit + 1
    before = row
    row = next
  }
  return row[b.length]!
}
