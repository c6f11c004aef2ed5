// The sum of evidence: for each cause of the list its prior and the weights that hold, in log-odds, texts that say the same counted once.

import { WEIGHTS } from '../model/weight.ts'
import type { Compiled, Evidence, Leaf } from './compiled.ts'
import { type FactBase, isLive, type TextPointer } from './fact-base.ts'

/** What one leaf of a group weighs, and why. */
export interface Weighed {
  readonly leaf: Leaf
  /** Log-odds of its own evidence, without the prior of its group. */
  readonly sum: number
  readonly holds: readonly Evidence[]
  readonly pointers: readonly TextPointer[]
}

export interface Scale {
  /** One number a group, in the order of the closed list. */
  readonly logits: number[]
  /** By the number of the leaf. */
  readonly leaves: readonly Weighed[]
}

/** A second text that says what a first one said already adds this share of its weight, a third the share of that. */
const REPEATED = 0.4
/** What was seen on the wire in this very run is no hearsay, and nobody misheard it: it weighs as much again, for and against. */
const LIVE = 2
/** What a dialog suggests when a reply inside it speaks for itself. */
const WRAPPER = 0.35

export function weigh(known: Compiled, base: FactBase): Scale {
  const leaves = new Array<Weighed>(known.leafCount)
  const awake = awakened(known, base)
  const pointers = pointersByCause(known, base)
  const logits = known.groups.map((group) => {
    for (const leaf of group.leaves) {
      const holds = leaf.evidence.filter((evidence) => awake[evidence.at] === 1 && evidence.holds(base))
      const pointing = pointers.get(leaf.cause.id) ?? NONE
      const sum = holds.reduce((total, evidence) => total + weightOf(base, evidence), 0) + pointed(base, pointing)
      leaves[leaf.at] = { leaf, sum, holds, pointers: pointing }
    }
    return groupLogit(
      group.prior,
      group.leaves.map((leaf) => leaves[leaf.at]!.sum),
    )
  })
  return { logits, leaves }
}

const NONE: readonly TextPointer[] = []

/** Of some five hundred pieces of evidence, those that the known facts can make true. */
function awakened({ woken, evidenceCount }: Compiled, { values }: FactBase): Uint8Array {
  const awake = new Uint8Array(evidenceCount)
  for (const [name, those] of values) {
    const list = woken.get(name)
    if (list === undefined) continue
    for (const at of list.always) awake[at] = 1
    for (const value of those) for (const at of list.by.get(String(value)) ?? []) awake[at] = 1
  }
  return awake
}

/** What a piece of evidence counts here and now. */
export function weightOf(base: FactBase, { value, facts }: Evidence): number {
  return facts.some((name) => isLive(base, name)) ? LIVE * value : value
}

/** The group has the evidence of the cause itself, and that of the finer cause that explains most. */
export function groupLogit(prior: number, sums: readonly number[]): number {
  const [own = 0, ...finer] = sums
  return prior + own + Math.max(0, ...finer)
}

const WHOLE: readonly number[] = [1]

/** Shares of a group's probability among the cause itself and its finer ones. */
export function shares(sums: readonly number[]): readonly number[] {
  if (sums.length === 1) return WHOLE
  const odds = sums.map((sum, index) => (index === 0 ? 1 : sum <= 0 ? 0 : Math.exp(sum) - 1))
  const total = odds.reduce((a, b) => a + b, 0)
  return odds.map((odd) => odd / total)
}

function pointersByCause(known: Compiled, base: FactBase): ReadonlyMap<string, TextPointer[]> {
  const byCause = new Map<string, TextPointer[]>()
  for (const pointer of base.pointers) {
    if (pointer.when !== undefined && known.test(pointer.when)(base) !== true) continue
    const list = byCause.get(pointer.cause)
    if (list === undefined) byCause.set(pointer.cause, [pointer])
    else list.push(pointer)
  }
  return byCause
}

function pointed(base: FactBase, pointers: readonly TextPointer[]): number {
  if (pointers.length === 0) return 0
  const values = pointers.map((pointer) => WEIGHTS[pointer.weight] * (isWrapper(base, pointer) ? WRAPPER : 1))
  return damped(values.filter((value) => value > 0)) + damped(values.filter((value) => value < 0))
}

/** The heaviest counts in full and each further one less, so that one sentence quoted five times is not five witnesses. */
function damped(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => Math.abs(b) - Math.abs(a))
  return sorted.reduce((total, value, index) => total + value * REPEATED ** index, 0)
}

function isWrapper(base: FactBase, pointer: TextPointer): boolean {
  if (!pointer.evidence.startsWith('message:')) return false
  return base.pointers.some((other) => other.text === pointer.text && other.evidence.startsWith('reply:'))
}
