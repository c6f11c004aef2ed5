// The judgement: facts in, ranked causes with their reasons out, the fix that mends most, and the question that would settle it. Pure.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Because, Diagnosis, FixSum, RankedCause } from '../model/diagnosis.ts'
import type { FactName } from '../model/facts.ts'
import type { Cause } from '../model/knowledge.ts'
import type { Localized } from '../model/lang.ts'
import { WEIGHTS } from '../model/weight.ts'
import { type Compiled, compiled, type Evidence, type Group } from './compiled.ts'
import { type FactBase, heldOf, sawSomething } from './fact-base.ts'
import { guard } from './guards.ts'
import { type Leaning, leaningOf } from './lean/lean.ts'
import { bestQuestion } from './question.ts'
import { tempered, untempered } from './temper.ts'
import { type Scale, shares, type Weighed, weigh } from './weigh.ts'

/** Beyond this the first cause stands out and no question is needed. */
const SURE = 0.9

export function judge(knowledge: Knowledge, base: FactBase, id = ''): Diagnosis {
  const known = compiled(knowledge)
  const scale = weigh(known, base)
  const seen = sawSomething(base)
  const leaning = leaningOf(knowledge, base, seen)
  leaning?.shift.forEach((shift, index) => {
    scale.logits[index] = untempered(leaning.beside * tempered(scale.logits[index]!) + shift)
  })
  guard(known, base, scale.logits)
  const probabilities = softmax(scale.logits.map(tempered))
  const causes = known.groups
    .map((group, index) => ranked(base, scale, group, probabilities[index]!, heard(leaning, index)))
    .sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1))
  const fixes = sumByFix(known, scale, probabilities)
  const [first, second] = causes as [RankedCause, RankedCause]
  return {
    id,
    causes,
    question: first.probability >= SURE ? null : bestQuestion(known, base, scale, probabilities),
    fix: fixes[0]!,
    fixes,
    verdict: verdictOf(first, second, fixes[0]!, seen),
  }
}

/** Why a message points to a cause when its file does not say it better. */
const SHOWN_FOR_IT: Localized = {
  en: 'What the app shows is often shown for this cause.',
  fr: 'Ce que montre l’application est souvent dû à cette cause.',
}

/** The words of the story themselves, where they speak for a cause. */
function heard(leaning: Leaning | undefined, cause: number): readonly Because[] {
  const shift = leaning?.shift[cause] ?? 0
  const words = shift < WEIGHTS.weak ? [] : (leaning?.words(cause) ?? [])
  if (words.length === 0) return []
  const list = (open: string, close: string) => words.map((word) => `${open}${word}${close}`).join(', ')
  return [
    {
      evidence: `stories=${words.join(',')}`,
      weight: shift >= WEIGHTS.some ? 'some' : 'weak',
      says: {
        en: `Stories with this cause often have these words: ${list('“', '”')}.`,
        fr: `On trouve souvent ces mots dans les récits de cette cause : ${list('« ', ' »')}.`,
      },
    },
  ]
}

function softmax(logits: readonly number[]): readonly number[] {
  const top = Math.max(...logits)
  const odds = logits.map((logit) => Math.exp(logit - top))
  const total = odds.reduce((a, b) => a + b, 0)
  return odds.map((odd) => odd / total)
}

/** The finer cause is named where it explains more than half of its group. */
function ranked(base: FactBase, scale: Scale, group: Group, probability: number, heard: readonly Because[]): RankedCause {
  const weighed = group.leaves.map((leaf) => scale.leaves[leaf.at]!)
  if (weighed.every((w) => w.holds.length === 0 && w.pointers.length === 0)) return { id: group.id, probability, because: heard }
  const share = shares(weighed.map((w) => w.sum))
  const finer = weighed.find((_, index) => index > 0 && share[index]! > 0.5)
  const telling = weighed.filter((w, index) => index === 0 || w === finer)
  return {
    id: finer?.leaf.cause.id ?? group.id,
    probability,
    because: [...telling.flatMap((w) => becauseOf(base, w)), ...heard].sort(byWeight),
  }
}

function becauseOf(base: FactBase, weighed: Weighed): readonly Because[] {
  const facts = weighed.holds.map((evidence): Because => {
    const [name, value, quote] = restsOn(base, evidence)
    return { evidence: `${name}=${value}`, weight: evidence.weight, says: evidence.says, ...(quote !== undefined && { quote }) }
  })
  const texts = new Map<string, Because>()
  for (const pointer of weighed.pointers) {
    const says = pointer.says ?? SHOWN_FOR_IT
    if (!texts.has(pointer.evidence))
      texts.set(pointer.evidence, { evidence: pointer.evidence, weight: pointer.weight, says, quote: pointer.quote })
  }
  return [...texts.values(), ...facts]
}

function restsOn(base: FactBase, evidence: Evidence): readonly [FactName, unknown, string | undefined] {
  const names = evidence.facts.filter((name) => heldOf(base, name).length > 0)
  const quoted = names.find((name) => heldOf(base, name).some((held) => held.quote !== undefined))
  const name = quoted ?? names[0] ?? evidence.facts[0]!
  const held = heldOf(base, name)
  return [name, held.map((h) => h.value).join(','), held.find((h) => h.quote !== undefined)?.quote]
}

function byWeight(a: Because, b: Because): number {
  return Math.abs(WEIGHTS[b.weight]) - Math.abs(WEIGHTS[a.weight])
}

function sumByFix(known: Compiled, scale: Scale, probabilities: readonly number[]): readonly FixSum[] {
  const sums = new Map<string, { probability: number; causes: { cause: Cause; probability: number }[] }>()
  known.groups.forEach((group, index) => {
    const share = shares(group.leaves.map((leaf) => scale.leaves[leaf.at]!.sum))
    group.leaves.forEach((leaf, at) => {
      const probability = probabilities[index]! * share[at]!
      const sum = sums.get(leaf.cause.fix)
      const one = { cause: leaf.cause, probability }
      if (sum === undefined) sums.set(leaf.cause.fix, { probability, causes: [one] })
      else {
        sum.probability += probability
        sum.causes.push(one)
      }
    })
  })
  return [...sums]
    .map(([id, { probability, causes }]) => {
      // The likeliest cause first: the title is its own, and the guide is written for it.
      const ranked = causes.length === 1 ? causes : [...causes].sort((a, b) => b.probability - a.probability)
      return { id, title: ranked[0]!.cause.fixTitle, probability, causes: ranked.map(({ cause }) => cause.id) }
    })
    .sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1))
}

/** A wrong guess is worse than a question: what was only told must stand out more than what was seen. */
const STANDS_OUT = { seen: 0.6, told: 0.8 } as const

function verdictOf(first: RankedCause, second: RankedCause, fix: FixSum, seen: boolean): Diagnosis['verdict'] {
  if (first.id.startsWith('other') && !first.id.includes('/')) return 'unknown'
  if (first.probability >= STANDS_OUT[seen ? 'seen' : 'told'] || (first.probability >= 0.4 && fix.probability >= (seen ? 0.7 : 0.85)))
    return 'known'
  if (first.probability >= 0.3 || first.probability + second.probability >= 0.55) return 'close'
  return 'unknown'
}
