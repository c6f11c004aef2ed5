// A case as the learning sees it: what the written evidence makes of it, and what else could be learned from.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Case } from '../../model/case.ts'
import { compiled } from '../compiled.ts'
import { readCase } from '../read-case.ts'
import { tempered } from '../temper.ts'
import { weigh } from '../weigh.ts'
import { featuresOf } from './features.ts'

export interface Sample {
  /** Tempered log-odds of the causes of the closed list, before any lean. */
  readonly weighed: readonly number[]
  readonly features: ReadonlySet<string>
}

export function sampleOf(knowledge: Knowledge, subject: Case): Sample {
  const base = readCase(knowledge, subject)
  return { weighed: weigh(compiled(knowledge), base).logits.map(tempered), features: featuresOf(base) }
}
