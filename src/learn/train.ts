// Learns how words and circumstances move the causes: logistic regression over what the written evidence already says, the same stories giving the same weights.

import { loudness, type Sample } from '../diagnose/index.ts'
import { CAUSE_IDS } from '../model/cause.ts'
import type { Lean } from '../model/knowledge.ts'

export interface Lesson extends Sample {
  /** The number of the true cause in the closed list. */
  readonly cause: number
}

/** A feature of one story alone would learn the story, not the pattern. */
const SEEN_AT_LEAST = 2
/** How strongly weights are held near nothing; chosen on cases that the stories do not hold. */
const RESTRAINT = 1
const ROUNDS = 150
const PACE = 0.1
const SLOWING = 0.99
/** Momentum of the slope and of its size, as the method Adam has them (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980). */
const [MOMENTUM, SIZE_MOMENTUM, TINY] = [0.9, 0.99, 1e-8]
const CAUSES = CAUSE_IDS.length

export function train(lessons: readonly Lesson[]): Lean {
  const features = commonFeatures(lessons)
  const rowOf = new Map(features.map((feature, row) => [feature, row * CAUSES]))
  const rows = lessons.map(({ weighed, cause, features: own }) => {
    const at = [...own].flatMap((feature) => rowOf.get(feature) ?? [])
    return { at, cause, weighed, loud: loudness(at.length) }
  })
  const weights = new Float64Array(features.length * CAUSES)
  const slope = new Float64Array(weights.length)
  const mean = new Float64Array(weights.length)
  const size = new Float64Array(weights.length)
  let pace = PACE
  for (let round = 1; round <= ROUNDS; round++) {
    for (let i = 0; i < slope.length; i++) slope[i] = RESTRAINT * weights[i]!
    for (const row of rows) descend(row, weights, slope)
    for (let i = 0; i < weights.length; i++) {
      mean[i] = MOMENTUM * mean[i]! + (1 - MOMENTUM) * slope[i]!
      size[i] = SIZE_MOMENTUM * size[i]! + (1 - SIZE_MOMENTUM) * slope[i]! ** 2
      const step = mean[i]! / (1 - MOMENTUM ** round)
      weights[i]! -= (pace * step) / (Math.sqrt(size[i]! / (1 - SIZE_MOMENTUM ** round)) + TINY)
    }
    pace *= SLOWING
  }
  return packed(features, weights, lessons.length)
}

interface Row {
  readonly at: readonly number[]
  readonly cause: number
  readonly weighed: readonly number[]
  readonly loud: number
}

/** Adds one story's share of the slope of the log loss. */
function descend({ at, cause, weighed, loud }: Row, weights: Float64Array, slope: Float64Array): void {
  const odds = Float64Array.from(weighed)
  for (const start of at) for (let c = 0; c < CAUSES; c++) odds[c]! += loud * weights[start + c]!
  const top = odds.reduce((a, b) => Math.max(a, b))
  let total = 0
  for (let c = 0; c < CAUSES; c++) total += odds[c] = Math.exp(odds[c]! - top)
  for (let c = 0; c < CAUSES; c++) {
    const miss = loud * (odds[c]! / total - (c === cause ? 1 : 0))
    for (const start of at) slope[start + c]! += miss
  }
}

/** Sorted, so that the order of the stories changes nothing. */
function commonFeatures(lessons: readonly Lesson[]): readonly string[] {
  const seen = new Map<string, number>()
  for (const { features } of lessons) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  return [...seen]
    .filter(([, count]) => count >= SEEN_AT_LEAST)
    .map(([feature]) => feature)
    .sort()
}

/** A byte a weight is fine enough: a hundredth of the greatest. */
function packed(features: readonly string[], weights: Float64Array, stories: number): Lean {
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127 || 1
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step))
  return { features, weights: Buffer.from(bytes.buffer).toString('base64'), step: Number(step.toPrecision(6)), stories }
}
