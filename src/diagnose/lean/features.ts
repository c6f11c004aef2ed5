// What the learned reading looks at in a case: the words that people and apps use, and the circumstances.

import type { FactName } from '../../model/facts.ts'
import { fold } from '../../model/fold.ts'
import { type FactBase, valuesOf } from '../fact-base.ts'

/** Words without which a sentence says the same; negations stay. */
const FILLER = new Set('a an the of to in on at is are was were be been it its and or for with as by from this that'.split(' '))
/** Untrusted texts: what lies beyond is not read. */
const MOST_LETTERS = 2_000
const MOST_WORDS = 120
/** Of a longer word the beginning stands for its forms, of two neighbours the beginnings of both. */
const STEM = 5
const NEIGHBOUR = 6

/** Facts whose values are features beside the words. */
const CIRCUMSTANCES: readonly FactName[] = [
  'symptom',
  'changed',
  'provider',
  'family',
  'provider.kind',
  'client',
  'client.kind',
  'client.oauth',
  'protocol',
  'direction',
  'port',
  'security',
  'secret',
  'account',
  'reply',
  'message',
  'error-code',
  'policy.password',
  'policy.app-password',
  'network.place',
  'other-app',
  'other-device',
  'other-account',
  'other-direction',
  'worked-before',
  'webmail',
  'antivirus',
  'vpn',
]

/** Each once: `w:word`, `s:stem`, `b:two neighbours`. */
export function wordFeatures(texts: readonly string[]): ReadonlySet<string> {
  const features = new Set<string>()
  for (const text of texts) {
    const words = wordsOf(text)
    words.forEach((word, index) => {
      features.add(`w:${word}`)
      if (word.length > STEM) features.add(`s:${word.slice(0, STEM)}`)
      const next = words[index + 1]
      if (next !== undefined) features.add(`b:${word.slice(0, NEIGHBOUR)} ${next.slice(0, NEIGHBOUR)}`)
    })
  }
  return features
}

/** Each once: `k:fact=value`; the year only roughly, for the rules of one year are not those of another. */
export function circumstances(base: FactBase): ReadonlySet<string> {
  const features = new Set<string>()
  for (const name of CIRCUMSTANCES) for (const value of valuesOf(base, name)) features.add(`k:${name}=${value}`)
  const date = String(valuesOf(base, 'date')[0] ?? '')
  if (date !== '') features.add(`k:era=${eraOf(date)}`)
  if (base.texts.shown === 0) features.add('k:nothing-shown')
  return features
}

/** All of a case. */
export function featuresOf(base: FactBase): ReadonlySet<string> {
  return new Set([...wordFeatures(base.texts.all), ...circumstances(base)])
}

/** Long stories must not shout: each feature of n counts this much. */
export function loudness(n: number): number {
  return 4 / Math.sqrt(Math.max(1, n))
}

const PLAIN = /^[\x20-\x7e]*$/
const LATIN_WORDS = /[a-z0-9']+/g
const WORDS = /[\p{L}\p{N}']+/gu
const LONG_NUMBER = /\d{5}/

function wordsOf(text: string): readonly string[] {
  const folded = fold(text.slice(0, MOST_LETTERS))
  const found = folded.match(PLAIN.test(folded) ? LATIN_WORDS : WORDS) ?? []
  const words: string[] = []
  for (const word of found) {
    if (word.length < 2 || FILLER.has(word)) continue
    // Numbers of messages and sessions say nothing.
    words.push(word.length >= 5 && LONG_NUMBER.test(word) ? '#' : word)
    if (words.length === MOST_WORDS) break
  }
  return words
}

/** Before passwords were refused anywhere, while they were going, and after. */
function eraOf(date: string): string {
  if (date < '2018') return 'before'
  if (date < '2022') return 'early'
  return date < '2024' ? 'going' : 'now'
}
