// How a told story leans: log-odds learned from stories whose cause is known, added to what the written evidence weighs.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import { CAUSE_IDS } from '../../model/cause.ts'
import type { Lean } from '../../model/knowledge.ts'
import type { FactBase } from '../fact-base.ts'
import { recalled } from '../read/remember.ts'
import { circumstances, loudness, wordFeatures } from './features.ts'

/** One case's lean. */
export interface Leaning {
  /** What the written evidence counts beside it. */
  readonly beside: number
  /** Log-odds by the number of the cause in the closed list. */
  readonly shift: readonly number[]
  /** The words of the story that speak most for a cause, at most three, strongest first. */
  readonly words: (cause: number) => readonly string[]
}

interface Decoded {
  /** Where the weights of a feature begin. */
  readonly rows: ReadonlyMap<string, number>
  readonly features: readonly string[]
  /** What was read in texts that came before. */
  readonly texts: Map<string, readonly number[]>
  readonly weights: Int8Array
  readonly step: number
}

const decoded = new WeakMap<Lean, Decoded>()
/** Written evidence about what was only told is less certain than its weights say: chosen on cases that nobody had tuned on. */
export const WRITTEN = 0.8
/** In a live run what was seen decides, and only the words of the story are weighed beside it. */
const BESIDE_LIVE = 0.5

/** `live`: something was seen in this run. Undefined where nothing was told or nothing was learned. */
export function leaningOf(knowledge: Knowledge, base: FactBase, live: boolean): Leaning | undefined {
  if (knowledge.lean === undefined || base.texts.all.length === 0) return undefined
  const known = decode(knowledge.lean)
  const { weights } = known
  const rows = new Set(base.texts.all.flatMap((text) => rowsOfText(known, text)))
  if (!live) for (const row of rowsOf(known, circumstances(base))) rows.add(row)
  const each = known.step * loudness(rows.size) * (live ? BESIDE_LIVE : 1)
  const shift = new Array<number>(CAUSES).fill(0)
  for (const row of rows) for (let cause = 0; cause < CAUSES; cause++) shift[cause]! += each * weights[row + cause]!
  const words = (cause: number): readonly string[] =>
    [...rows]
      .map((row) => ({ feature: known.features[row / CAUSES]!, weight: each * weights[row + cause]! }))
      .filter(({ feature, weight }) => weight >= WORTH_SAYING && feature.startsWith('w:'))
      .map(({ feature, weight }) => ({ word: feature.slice(2), weight }))
      .filter(({ word }) => word.length >= SHORTEST_NAMED && !LITTLE.has(word))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 3)
      .map(({ word }) => word)
  return { beside: live ? 1 : WRITTEN, shift, words }
}

const CAUSES = CAUSE_IDS.length

function rowsOfText(known: Decoded, text: string): readonly number[] {
  return recalled(known.texts, text, () => rowsOf(known, wordFeatures([text])))
}

function rowsOf({ rows }: Decoded, features: Iterable<string>): readonly number[] {
  const found: number[] = []
  for (const feature of features) {
    const row = rows.get(feature)
    if (row !== undefined) found.push(row)
  }
  return found
}

/** A word that moves a cause less than this is not named as a reason. */
const WORTH_SAYING = 0.15
/** “de”, “the”, “user” weigh too, but tell nobody anything. */
const SHORTEST_NAMED = 4
const LITTLE = new Set(
  'user mail email runs with from that this have when they then only also dans avec pour plus sont mais cette depuis elle nous vous mein meine nicht auch eine einen para como desde della sono anche'.split(
    ' ',
  ),
)

function decode(lean: Lean): Decoded {
  const known = decoded.get(lean)
  if (known !== undefined) return known
  const bytes = Uint8Array.from(atob(lean.weights), (c) => c.charCodeAt(0))
  const made = {
    rows: new Map(lean.features.map((feature, index) => [feature, index * CAUSES])),
    features: lean.features,
    texts: new Map<string, readonly number[]>(),
    weights: new Int8Array(bytes.buffer),
    step: lean.step,
  }
  decoded.set(lean, made)
  return made
}
