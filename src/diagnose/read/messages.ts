// Recognises what an app showed, in any language of the catalogue: retyped, cut short, misspelt, or inside a longer text.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import { clientAndBase } from '../../knowledge/lookup.ts'
import { fold } from '../../model/fold.ts'
import type { Message } from '../../model/knowledge.ts'
import { align, type Phrase, type Places } from './align.ts'
import { findCodes, isOf } from './codes.ts'
import { type Vocabulary, vocabulary } from './nearby.ts'
import { wordsOf } from './retyped.ts'

export interface MessageMatch {
  readonly message: Message
  readonly quote: string
  /** 0 to 1. */
  readonly score: number
}

interface Entry extends Phrase {
  readonly message: Message
  /** Worth of the words that come again. */
  readonly repeated: number
}

interface Catalogue {
  readonly entries: readonly Entry[]
  readonly vocabulary: Vocabulary
  readonly worth: readonly number[]
  /** Word number to the entries that hold it. */
  readonly index: readonly (readonly number[])[]
  readonly codes: ReadonlyMap<string, readonly Message[]>
}

/** Letters and words beyond this are not looked at: a dialog is short. */
export const LONGEST_TEXT = 8192
const LONGEST = 600
const CANDIDATES = 14
/** Worth found of a message of up to five words, and of a longer one, below which nearly all that was typed must be it. */
const LEAST_SHORT = 13
const LEAST_LONG = 18
const HOLE = /%(?:\d+\$)?(?:\.\d+)?[@a-zA-Z]|\{ ?\$[\w-]+ ?\}|\[\.\.\.\]|…/g

const catalogues = new WeakMap<Knowledge, Catalogue>()

function catalogue(knowledge: Knowledge): Catalogue {
  let made = catalogues.get(knowledge)
  if (made === undefined) {
    made = build(knowledge.messages)
    catalogues.set(knowledge, made)
  }
  return made
}

function build(messages: readonly Message[]): Catalogue {
  const numbers = new Map<string, number>()
  const raw: { message: Message; words: number[]; hole: boolean[] }[] = []
  const codes = new Map<string, Message[]>()
  for (const message of messages) {
    if (message.code !== undefined) codes.set(fold(message.code), [...(codes.get(fold(message.code)) ?? []), message])
    for (const { text } of message.texts) {
      const words: number[] = []
      const hole: boolean[] = []
      for (const part of text.split(HOLE)) {
        if (words.length > 0) hole[words.length - 1] = true
        for (const word of wordsOf(fold(part))) {
          if (!numbers.has(word)) numbers.set(word, numbers.size)
          words.push(numbers.get(word)!)
          hole.push(false)
        }
      }
      if (words.length > 0) raw.push({ message, words, hole })
    }
  }
  const index: number[][] = Array.from(numbers, () => [])
  raw.forEach(({ words }, i) => {
    for (const word of new Set(words)) index[word]!.push(i)
  })
  const worth = index.map((list) => Math.log(1 + raw.length / list.length))
  const sum = (words: Iterable<number>) => [...words].reduce((total, word) => total + worth[word]!, 0)
  const entries = raw.map((entry) => ({ ...entry, worth: sum(entry.words), repeated: sum(entry.words) - sum(new Set(entry.words)) }))
  return { entries, vocabulary: vocabulary([...numbers.keys()]), worth, index, codes }
}

/** Must return the messages found, the surest first, one for each part of the folded text; the client in use breaks ties. */
export function findMessages(knowledge: Knowledge, folded: string, client?: string): readonly MessageMatch[] {
  const book = catalogue(knowledge)
  const apps = clientAndBase(knowledge, client)
  const { words, typed } = typedWords(folded, book.vocabulary)
  const found: MessageMatch[] = findCodes(book.codes, folded, apps).map(({ message, code }) => ({ message, quote: code, score: 1 }))
  for (let round = 0; round < 3; round++) {
    const best = findPhrase(book, words, typed, apps)
    if (best === null) break
    if (!found.some((match) => match.message.id === best.message.id)) found.push(best)
    for (let j = best.from; j <= best.to; j++) typed[j] = []
    // What is left must be able to make a message.
    if (typed.filter((list) => list.length > 0).length < 3) break
  }
  return found
}

interface Typed {
  readonly words: readonly string[]
  /** The numbers that each of them may have. */
  readonly typed: (readonly number[])[]
}

/** Addresses, hosts and numbers vary: they stand in holes and count for nothing. */
function typedWords(folded: string, known: Vocabulary): Typed {
  const bare = folded.replace(/\S{1,100}@\S+/g, ' ').replace(/\b[\w-]+(?:\.[\w-]+){2,}\b/g, ' ')
  const words: string[] = []
  const typed: (readonly number[])[] = []
  for (const word of wordsOf(bare)) {
    if (words.length >= LONGEST) break
    const numbers = known.lookup(word)
    for (const part of numbers.length > 0 ? [word] : (known.split(word) ?? [word])) {
      words.push(part)
      typed.push(part === word ? numbers : known.lookup(part))
    }
  }
  return { words, typed }
}

interface PhraseMatch extends MessageMatch {
  readonly from: number
  readonly to: number
}

function findPhrase(
  book: Catalogue,
  words: readonly string[],
  typed: readonly (readonly number[])[],
  apps: readonly string[],
): PhraseMatch | null {
  const inputWorth = typed.reduce((sum, list) => sum + (list.length > 0 ? Math.min(...list.map((w) => book.worth[w]!)) : 3), 0)
  const places = placesOf(typed)
  const shared = sharedWith(book, places)
  let best: PhraseMatch | null = null
  let bestRank = 0
  for (const i of candidates(book, shared)) {
    const entry = book.entries[i]!
    const ours = isOf(apps, entry.message)
    // Of two texts equally well found, the longer says more, and that of the app in use is meant.
    const rankOf = (score: number) => Math.max(score / entry.worth, (score / inputWorth) * 0.9) * Math.log(1 + score) * (ours ? 1.15 : 1)
    // No order of the words makes more of them than all those that are there.
    const most = shared.worth[i]! + entry.repeated + ROUNDING
    if (rankOf(most) <= bestRank || !accepted(entry, entry.words.length, most / entry.worth, most / inputWorth)) continue
    const found = align(entry, places, typed.length, book.worth)
    const ofMessage = found.score / entry.worth
    const ofInput = found.score / inputWorth
    if (!accepted(entry, found.matched, ofMessage, ofInput)) continue
    const rank = rankOf(found.score)
    if (rank <= bestRank) continue
    bestRank = rank
    const quote = words.slice(found.from, found.to + 1).join(' ')
    best = { message: entry.message, score: Math.min(1, Math.max(ofMessage, ofInput)), quote, from: found.from, to: found.to }
  }
  return best
}

/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-6

/** Of each word that the typed ones may be, at which places it stands. */
function placesOf(typed: readonly (readonly number[])[]): Places {
  const places = new Map<number, Uint8Array>()
  typed.forEach((list, j) => {
    for (const word of list) {
      const row = places.get(word) ?? new Uint8Array(typed.length)
      row[j] = 1
      places.set(word, row)
    }
  })
  return places
}

/**
 * Short texts (`Login failed`) count only when little else was said; long ones when most of them agrees, or less of them and most of what was typed.
 * Common words alone (`enter the password`) are in every other sentence that people write.
 */
function accepted(entry: Entry, matched: number, ofMessage: number, ofInput: number): boolean {
  const worth = ofMessage * entry.worth
  if (entry.words.length <= 3) return ofMessage >= 0.85 && ofInput >= 0.6
  if (entry.words.length <= 5) {
    if (worth < LEAST_SHORT) return ofMessage >= 0.85 && ofInput >= 0.7
    return ofMessage >= 0.75 && (ofInput >= 0.35 || ofMessage >= 0.95)
  }
  if (worth < LEAST_LONG) return (ofMessage >= 0.68 && ofInput >= 0.6) || (matched >= 4 && ofInput >= 0.85 && ofMessage >= 0.4)
  return ofMessage >= 0.68 || (ofMessage >= 0.5 && ofInput >= 0.45) || (matched >= 4 && ofInput >= 0.72 && ofMessage >= 0.3)
}

interface Shared {
  /** Worth of the words that each entry shares with the typed ones, a repeated one once. */
  readonly worth: Float64Array
  /** The entries that share any. */
  readonly entries: readonly number[]
}

function sharedWith(book: Catalogue, places: Places): Shared {
  const shared = new Float64Array(book.entries.length)
  const entries: number[] = []
  for (const word of places.keys()) {
    const worth = book.worth[word]!
    for (const i of book.index[word]!) {
      if (shared[i] === 0) entries.push(i)
      shared[i]! += worth
    }
  }
  return { worth: shared, entries }
}

/** The entries that share most worth with the typed words. */
function candidates(book: Catalogue, { worth, entries }: Shared): readonly number[] {
  return entries
    .filter((i) => worth[i]! >= book.entries[i]!.worth * 0.3)
    .map((i) => ({ i, share: worth[i]! / Math.sqrt(book.entries[i]!.worth) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, CANDIDATES)
    .map(({ i }) => i)
}
