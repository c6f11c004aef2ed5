// What is known of one failure, as the judge reads it: each fact may hold several values, each with its origin and the words it rests on.

import type { Fact, FactOrigin, FactValue } from '../model/fact.ts'
import { baseFact, type FactName } from '../model/facts.ts'
import type { Protocol } from '../model/protocol.ts'
import type { ReadPointer } from './read/index.ts'

export interface Held {
  readonly value: FactValue
  readonly origin: FactOrigin
  readonly quote?: string
  readonly about?: string
}

export interface FactBase {
  readonly facts: Map<FactName, readonly Held[]>
  /** The values that count, kept beside the facts: conditions read them hundreds of times. */
  readonly values: Map<FactName, readonly FactValue[]>
  /** What the texts point to, each with the number of the text that it was read in. */
  readonly pointers: TextPointer[]
  /** A reply said locked or throttled: nobody may advise another attempt. */
  stop: boolean
  /** What was shown, then what was told, as it was given. */
  texts: { readonly all: readonly string[]; readonly shown: number }
}

export interface TextPointer extends ReadPointer {
  readonly text: number
}

/** Origins from the weakest to the strongest: what was seen on the wire beats what was said, and both beat what we had on record. */
const STRENGTH: Readonly<Record<FactOrigin, number>> = { known: 0, shown: 1, said: 2, probe: 3 }

/** Facts that may truly hold several values at once; of any other only the strongest origin speaks. */
const MANY: ReadonlySet<string> = new Set([
  'reply',
  'message',
  'host',
  'error-code',
  'symptom',
  'changed',
  'mechanism',
  'network.place',
  'server.broken',
  'device-kind',
  'secret.shape',
])

export function emptyBase(): FactBase {
  return { facts: new Map(), values: new Map(), pointers: [], stop: false, texts: { all: [], shown: 0 } }
}

/**
 * Adds a fact under its name; one about an endpoint is also held under its protocol, `imap.tcp`, and one named `imap.tcp` also as `tcp`.
 * In a case about one protocol, what another one shows is held under that other only: a healthy SMTP says nothing of a closed IMAP.
 */
export function addFact(base: FactBase, fact: Fact, about?: Protocol): void {
  const plain = baseFact(fact.name)
  if (plain === undefined) return
  const held = hold(fact)
  const bound = fact.name === plain ? boundName(fact) : fact.name
  if (about === undefined || bound === undefined || bound.startsWith(`${about}.`)) put(base, plain, held)
  if (bound !== undefined) put(base, bound, held)
}

export function addFacts(base: FactBase, facts: readonly Fact[], about?: Protocol): void {
  for (const fact of facts) addFact(base, fact, about)
}

/** The values that count: all of them for a fact of many values, or seen on several endpoints; else those of the strongest origin. */
export function valuesOf(base: FactBase, name: FactName): readonly FactValue[] {
  return base.values.get(name) ?? NOTHING
}

const NOTHING: readonly FactValue[] = []

/** Takes one value for true, only to see what would follow: `forget` must come after, and the fact must be unknown before. */
export function assume(base: FactBase, name: FactName, value: FactValue): void {
  base.values.set(name, [value])
}

export function forget(base: FactBase, name: FactName): void {
  base.values.delete(name)
}

export function heldOf(base: FactBase, name: FactName): readonly Held[] {
  return speaking(name, base.facts.get(name) ?? [])
}

/** Seen on the wire in this very run, and not overruled. */
export function isLive(base: FactBase, name: FactName): boolean {
  return base.facts.get(name)?.some((held) => held.origin === 'probe') === true
}

/** Something was seen on the wire in this very run: the judgement does not rest on words alone. */
export function sawSomething(base: FactBase): boolean {
  for (const name of base.facts.keys()) if (isLive(base, name)) return true
  return false
}

export function first(base: FactBase, name: FactName): FactValue | undefined {
  return valuesOf(base, name)[0]
}

function hold(fact: Fact): Held {
  return {
    value: fact.value,
    origin: fact.origin,
    ...(fact.quote !== undefined && { quote: fact.quote }),
    ...(fact.about !== undefined && { about: fact.about }),
  }
}

function boundName(fact: Fact): FactName | undefined {
  const protocol = fact.about === undefined ? undefined : /^(imap|pop3|smtp)s?:\/\//.exec(fact.about)?.[1]
  return protocol === undefined ? undefined : (`${protocol}.${fact.name}` as FactName)
}

function put(base: FactBase, name: FactName, held: Held): void {
  const known = base.facts.get(name) ?? []
  if (known.some((k) => k.value === held.value && k.origin === held.origin)) return
  const all = [...known, held]
  base.facts.set(name, all)
  base.values.set(
    name,
    speaking(name, all).map((h) => h.value),
  )
}

function speaking(name: FactName, held: readonly Held[]): readonly Held[] {
  if (held.length < 2 || MANY.has(baseFact(name) ?? name)) return held
  const top = Math.max(...held.map((h) => STRENGTH[h.origin]))
  return held.filter((h) => STRENGTH[h.origin] === top)
}
